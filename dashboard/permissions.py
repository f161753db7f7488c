"""Who may look at the figures of a sector, and at what its cases have come to."""

from django.utils import timezone

from accounts.choices import ADMIN_ROLES, Role
from accounts.selectors import reaches_of, standing_of
from organizations.choices import UnitKind

COMMISSION_ROLES = (Role.INSPECTOR, Role.COMMISSION_LEADER)


def can_see_sectors(user) -> bool:
    """Commissions, and the departments that lead a sector at their level (M04); of which sectors, their reach says."""
    return bool(reaches_of(user))


def can_count_conclusions(user) -> bool:
    """Whether everything that he reads he reads for a commission, which alone knows what cases have come to (ADR 14)."""
    reading = [
        acting
        for acting in standing_of(user, on=timezone.localdate()).actings
        if acting.role not in ADMIN_ROLES
    ]
    return bool(reading) and all(
        acting.role in COMMISSION_ROLES and acting.unit.kind == UnitKind.COMMISSION for acting in reading
    )
