"""Users, duties, ties and tokens in the console."""

from accounts.admin.duties import DutyAdmin
from accounts.admin.ties import TieAdmin
from accounts.admin.tokens import TokenAdmin
from accounts.admin.users import UserAdmin

__all__ = ["DutyAdmin", "TieAdmin", "TokenAdmin", "UserAdmin"]
