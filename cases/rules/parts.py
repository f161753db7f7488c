"""What must hold before a co-handler is asked for its part, hands it in, or gets it back (M56), and when it is reminded."""

from datetime import date, timedelta

from cases.rules.facts import MoveFacts
from common.numbering import CHINA
from common.workdays import WorkCalendar

# Nobody waits longer for a part than the law gives for the whole matter.
LONGEST_PART_DAYS = 60


def unit_helps(facts: MoveFacts) -> str | None:
    """The chosen unit is a co-handler of the case."""
    return None if facts.helps else "not_a_helper"


def no_part_is_open(facts: MoveFacts) -> str | None:
    """A unit is asked for one part at a time."""
    return "part_open" if facts.part is not None and facts.part.is_open else None


def part_is_asked(facts: MoveFacts) -> str | None:
    """There is something that the co-handler still has to hand in."""
    return None if facts.part is not None and facts.part.is_open else "no_part_asked"


def part_is_handed_in(facts: MoveFacts) -> str | None:
    """There is something that can be sent back."""
    return None if facts.part is not None and not facts.part.is_open else "part_not_handed_in"


def due_day_fits(facts: MoveFacts) -> str | None:
    """The co-handler has at least until tomorrow, and at most as long as the whole matter may take."""
    due_on, today = facts.details.get("due_on"), facts.at.astimezone(CHINA).date()
    fits = due_on is None or today < due_on <= today + timedelta(days=LONGEST_PART_DAYS)
    return None if fits else "due_day_unfit"


def first_reminder(due_on: date, *, today: date, calendar: WorkCalendar) -> date:
    """The day of the first reminder of a part: the last working day before it is due, or, where it was asked for too late
    for that, the day after."""
    before = due_on - timedelta(days=1)
    while before > today and not calendar.is_workday(before):
        before -= timedelta(days=1)
    return before if before > today else due_on + timedelta(days=1)


def reminder_after(today: date, due_on: date) -> date | None:
    """The day of the reminder that follows the one of ``today``: the day after the last day; after that one none."""
    late_on = due_on + timedelta(days=1)
    return late_on if today < late_on else None
