"""Who looks after notices that could not be delivered."""

from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import standing_of


def can_see_dead_letters(user) -> bool:
    """System administrators and discipline inspectors."""
    return standing_of(user, on=timezone.localdate()).has_role(Role.SYSTEM_ADMIN, Role.INSPECTOR)
