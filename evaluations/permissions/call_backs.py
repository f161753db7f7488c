"""Who calls, who looks at the figures of all callers, and who sets how many are called."""

from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import standing_of
from evaluations.querysets import CALLERS, SUPERVISORS
from organizations.choices import Level, UnitKind


def can_call_back(user) -> bool:
    """The clerks of a commission's desk, its inspectors and leaders; nobody of a unit that handles (R10)."""
    return standing_of(user, on=timezone.localdate()).has_role(*CALLERS)


def can_oversee_calls(user) -> bool:
    """Inspectors and leaders of a commission."""
    return standing_of(user, on=timezone.localdate()).has_role(*SUPERVISORS)


def can_set_shares(user) -> bool:
    """A leader of the commission of the province: one rule for all, so that no city draws its own favourites."""
    return any(
        acting.role == Role.COMMISSION_LEADER
        and acting.unit.kind == UnitKind.COMMISSION
        and acting.unit.area is not None
        and acting.unit.area.level == Level.PROVINCE
        for acting in standing_of(user, on=timezone.localdate()).actings
    )
