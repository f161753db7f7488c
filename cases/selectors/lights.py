"""The light beside a due date, in colour and in words, and the cases that show a light."""

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.choices import Light
from common.numbering import CHINA

DAYS_IN_WEEK = 7
THIS_WEEK = "week"


def light_of(moments, *, at: datetime) -> str:
    """The light of a case or of a clock: anything with ``remind_at``, ``due_at`` and ``red_at``."""
    if moments.due_at is None:
        return Light.NONE
    if at >= moments.red_at:
        return Light.RED
    if at >= moments.due_at:
        return Light.YELLOW
    return Light.REMIND if at >= moments.remind_at else Light.GREEN


def days_left(due_on, *, at: datetime) -> str:
    """How far the due day is from today (China time), in words; empty when there is no due day."""
    if due_on is None:
        return ""
    days = (due_on - at.astimezone(CHINA).date()).days
    if days == 0:
        return _("Due today")
    if days > 0:
        return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}


def clock_state(clock, *, at) -> dict:
    """The light of a running clock; for a stopped one whether it stopped in time."""
    if clock.paused_at is not None and clock.stopped_at is None:
        return {"light": "none", "words": _("Stands still: waits for the citizen")}
    if clock.stopped_at is None:
        return {"light": light_of(clock, at=at), "words": days_left(clock.due_on, at=at)}
    was_late = clock.stopped_at >= clock.due_at
    return {
        "light": "none",
        "words": _("Stopped late") if was_late else _("Stopped in time"),
        "was_late": was_late,
    }


def shows(light: str, *, at: datetime) -> Q:
    """The cases that show this light at that moment, or that are due before this week ends."""
    return {
        Light.NONE: Q(due_at=None),
        Light.GREEN: Q(remind_at__gt=at),
        Light.REMIND: Q(remind_at__lte=at, due_at__gt=at),
        Light.YELLOW: Q(due_at__lte=at, red_at__gt=at),
        Light.RED: Q(red_at__lte=at),
        THIS_WEEK: Q(due_at__gt=at, due_at__lte=end_of_week(at)),
    }[light]


def end_of_week(at: datetime) -> datetime:
    """The moment when the week of that day has ended, China time; a week ends with Sunday."""
    today = at.astimezone(CHINA).date()
    return datetime.combine(today + timedelta(days=DAYS_IN_WEEK - today.weekday()), time(), tzinfo=CHINA)
