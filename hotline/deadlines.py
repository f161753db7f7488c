"""By when what has to be done: before a broadcast, and a week after it.

The rules of Guangdong's own programme were not found; these are those of another place (the line-up is fixed by the office for
correcting conduct; leader, post and topic by Thursday of the week before; prepared two working days before; in the studio
twenty minutes early), and each is a default of this system, not law.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from types import MappingProxyType

from common.workdays import WorkCalendar

THURSDAY = 3
OFFICE_OPENS, OFFICE_CLOSES = time(9), time(18)
# A feedback edition follows the week after (追踪, 反馈).
FEEDBACK_AFTER = timedelta(days=7)
# Whoever has a step to do is reminded when offices open on the working day before.
REMIND_BEFORE = 1
# Nothing of the checklist is done later than this before a broadcast.
LAST_MINUTES = 20


@dataclass(frozen=True)
class StepRow:
    """One line of the checklist: by whom, and by when seen from the beginning of the broadcast.

    ``weeks_before``: by Thursday of so many weeks before · ``workdays_before``: so many working days before · ``minutes_before``.
    Exactly one of them is given. ``is_needed``: the session isn't prepared without it.
    """

    name: str
    by: str
    is_needed: bool = True
    weeks_before: int = 0
    workdays_before: int = 0
    minutes_before: int = 0


CHECKLIST = (
    StepRow("guest", "unit", weeks_before=1),
    StepRow("facts", "unit", workdays_before=2),
    StepRow("lanes", "operator", workdays_before=1),
    # Whoever is late is late on the air: it is written down, and the broadcast begins.
    StepRow("arrive", "operator", is_needed=False, minutes_before=LAST_MINUTES),
)
STEP_BY_NAME: Mapping[str, StepRow] = MappingProxyType({row.name: row for row in CHECKLIST})


def step_due_at(
    row: StepRow, starts_at: datetime, *, planned_at: datetime, calendar: WorkCalendar, tz: tzinfo
) -> datetime:
    """The moment by which a step has to be done, of a broadcast that was planned at ``planned_at``.

    A Thursday that is free moves back to the working day before: who is late for it would be late for everybody. Nothing
    is late from the first: of a broadcast planned at short notice, it is due when offices close next, and of one planned
    within the last minutes when it begins.
    """
    latest = starts_at - timedelta(minutes=LAST_MINUTES)
    at_best = min(next_closing(planned_at, calendar, tz), latest if planned_at < latest else starts_at)
    return max(_by_rule(row, starts_at, calendar, tz), at_best)


def next_closing(moment: datetime, calendar: WorkCalendar, tz: tzinfo) -> datetime:
    """When offices close next."""
    day = moment.astimezone(tz).date()
    closing = datetime.combine(day, OFFICE_CLOSES, tzinfo=tz)
    if calendar.is_workday(day) and moment < closing:
        return closing
    return datetime.combine(calendar.add_workdays(day, 1), OFFICE_CLOSES, tzinfo=tz)


def _by_rule(row: StepRow, starts_at: datetime, calendar: WorkCalendar, tz: tzinfo) -> datetime:
    day = starts_at.astimezone(tz).date()
    if row.minutes_before:
        return starts_at - timedelta(minutes=row.minutes_before)
    if row.workdays_before:
        due_on = calendar.add_workdays(day, -row.workdays_before)
    else:
        monday = day - timedelta(days=day.weekday(), weeks=row.weeks_before)
        due_on = last_workday_until(monday + timedelta(days=THURSDAY), calendar)
    return datetime.combine(due_on, OFFICE_CLOSES, tzinfo=tz)


def reminder_at(due_at: datetime, calendar: WorkCalendar, tz: tzinfo) -> datetime:
    """When whoever has a step to do is reminded of it."""
    day = calendar.add_workdays(due_at.astimezone(tz).date(), -REMIND_BEFORE)
    return datetime.combine(day, OFFICE_OPENS, tzinfo=tz)


def last_workday_until(day: date, calendar: WorkCalendar) -> date:
    """The day itself where it is worked, otherwise the last one before it."""
    return day if calendar.is_workday(day) else calendar.add_workdays(day, -1)


def quarter_of(day: date) -> tuple[date, date]:
    """The first and last day of the quarter: in each cycle all eight sectors come on the air."""
    first = day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    after = (first + timedelta(days=95)).replace(day=1)
    return first, after - timedelta(days=1)
