"""Who hears of an alarm of a service window: those who supervise it, in the transaction that raises it."""

from django.urls import reverse

from accounts.models import User
from accounts.selectors import COMMISSIONERS, WRITERS, first_to_hear, standing_of
from common.numbering import CHINA
from evaluations.choices import VisitAlarmKind
from evaluations.models import VisitAlarm
from notices.choices import Wording
from notices.services import in_languages, notify_users
from organizations.choices import RULING_LINES, Line
from organizations.models import Unit
from organizations.selectors import lead_units_upwards

# What a visitor has said himself was promised to the commission alone: a department that asks its window who it was could find out.
TOLD_IN_CONFIDENCE = frozenset({VisitAlarmKind.PRESSURE, VisitAlarmKind.PRESSURE_WORDS})


def tell_of_window_alarm(alarm: VisitAlarm, *, at) -> None:
    """Tell of an alarm, once to each: the commission of the place, and of what figures show the department above the window.

    The department reads that there is one and sees the window's totals; the alarm itself, with the ratings that it is about,
    is for the commission. Where nobody is there to hear, the next one above does. Nobody of the window, of a unit below it,
    with a tie to it or leading it ever hears.
    """
    _tell(alarm, _commission(alarm, at), Wording.WINDOW_ALARM, at=at)
    if alarm.kind not in TOLD_IN_CONFIDENCE:
        _tell(alarm, _department_above(alarm, at), Wording.WINDOW_WATCHED, at=at)


def tell_of_return(alarm: VisitAlarm, dismissed_by: User, *, at) -> None:
    """Tell that an alarm is back with new evidence: the same people, and whoever had dismissed it, if he may still know of it."""
    may_know = VisitAlarm.objects.visible_to(dismissed_by).filter(pk=alarm.pk).exists()
    users = {user.pk: user for user in (*_commission(alarm, at), *([dismissed_by] if may_know else []))}
    again = f":{at.isoformat()}"
    _tell(alarm, list(users.values()), Wording.WINDOW_ALARM_BACK, again, at=at)
    if alarm.kind not in TOLD_IN_CONFIDENCE:
        _tell(alarm, _department_above(alarm, at), Wording.WINDOW_WATCHED, again, at=at)


def _tell(alarm: VisitAlarm, users: list[User], wording: str, again: str = "", *, at) -> None:
    """Each person once for each time that the alarm comes; ``again`` names the later ones."""
    is_inside = wording != Wording.WINDOW_WATCHED
    notify_users(
        users=users,
        wording=wording,
        context={"unit": in_languages(alarm.unit), "date": f"{at.astimezone(CHINA).date()}"},
        path=reverse("evaluations:window-alarm", args=[alarm.pk])
        if is_inside
        else reverse("evaluations:windows"),
        about=f"window_alarm:{alarm.pk}:{wording}{again}",
        at=at,
    )


def _commission(alarm: VisitAlarm, at) -> list[User]:
    if alarm.unit.area is None:
        return []
    return first_to_hear(
        lead_units_upwards(Line.COMMISSION, alarm.unit.area),
        roles=COMMISSIONERS,
        may_know=lambda user: VisitAlarm.objects.visible_to(user).filter(pk=alarm.pk).exists(),
        on=at.astimezone(CHINA).date(),
    )


def _department_above(alarm: VisitAlarm, at) -> list[User]:
    """The nearest superior of the window in its own line that has somebody; whoever heads the area is none."""
    window, today = alarm.unit, at.astimezone(CHINA).date()
    above = Unit.objects.filter(pk__in=window.lineage, is_active=True).exclude(pk=window.pk)
    return first_to_hear(
        sorted(above.exclude(line__in=RULING_LINES), key=lambda unit: window.lineage.index(unit.pk)),
        roles=WRITERS,
        may_know=lambda user: window.pk not in standing_of(user, on=today).shut_units,
        on=today,
    )
