"""Who keeps the list of the service windows, who records visits, who decides on alarms.

Nobody at all sees who was drawn or who has rated: there is no page for it.
"""

from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import COMMISSIONERS, WRITERS, Reach, reaches_of, standing_of
from evaluations.models import ServiceWindow
from organizations.choices import Level, Line
from organizations.models import Unit


def can_see_windows(user) -> bool:
    """Commissions, and handlers and leaders of units. Every page asks this for its menu, so it reads nothing."""
    return can_decide_on_windows(user) or standing_of(user, on=timezone.localdate()).has_role(*WRITERS)


def can_keep_windows(user) -> bool:
    """The provincial commission keeps the list, the limits and the staff numbers."""
    return any(reach.is_commission and reach.level == Level.PROVINCE for reach in reaches_of(user))


def can_decide_on_windows(user) -> bool:
    """Commissions look into alarms; which ones, the alarms themselves say. Asked for every menu of the console: reads nothing."""
    return any(
        acting.role in COMMISSIONERS and acting.unit.line == Line.COMMISSION and acting.unit.area
        for acting in standing_of(user, on=timezone.localdate()).actings
    )


def can_record_visits(user) -> bool:
    """Whoever works for a unit that is on the list today, or for a system."""
    return bool(recording_units(user)) or _is_system(user)


def can_record_visits_of(user, unit: Unit) -> bool:
    """A window its own visits, a municipal system those of the windows in the area of its authority."""
    standing = standing_of(user, on=timezone.localdate())
    if unit.pk in standing.unit_ids(*WRITERS):
        return True
    return bool(unit.area) and any(
        Reach.of(acting.unit).holds_area(unit.area.code)
        for acting in standing.actings
        if acting.role == Role.MUNICIPAL_SYSTEM
    )


def recording_units(user) -> list[Unit]:
    """The user's own units that are on the list today."""
    own = standing_of(user, on=timezone.localdate()).unit_ids(*WRITERS)
    if not own:
        return []
    windows = ServiceWindow.objects.on(timezone.localdate()).filter(unit__in=own)
    return [window.unit for window in windows.select_related("unit")]


def _is_system(user) -> bool:
    return standing_of(user, on=timezone.localdate()).has_role(Role.MUNICIPAL_SYSTEM)
