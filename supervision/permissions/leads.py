"""Who looks at leads, and who sets the limits of the detectors."""

from django.utils import timezone

from accounts.choices import Role
from accounts.permissions import can_enter_console
from accounts.selectors import standing_of
from organizations.choices import Level, UnitKind
from supervision.querysets.leads import commissions_of


def can_see_leads(user) -> bool:
    """Inspectors and leaders of a discipline commission; which leads they see says ``Lead.objects.visible_to``."""
    return bool(commissions_of(standing_of(user, on=timezone.localdate())))


def can_read_limits(user) -> bool:
    """Everybody in the console: by which limits the work is looked at is no secret there."""
    return can_enter_console(user)


def can_set_limits(user) -> bool:
    """A leader of the commission of the province, or of the one above it: the limits hold for all areas."""
    return any(
        acting.role == Role.COMMISSION_LEADER
        and acting.unit.kind == UnitKind.COMMISSION
        and (acting.unit.area is None or acting.unit.area.level == Level.PROVINCE)
        for acting in standing_of(user, on=timezone.localdate()).actings
    )
