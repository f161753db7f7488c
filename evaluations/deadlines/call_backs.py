"""By when a citizen is called back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from types import MappingProxyType

from common.workdays import WorkCalendar

OFFICE_CLOSES = time(18)


@dataclass(frozen=True)
class CallClock:
    """One row: so many hours, or so many working days; exactly one of them is given. ``basis`` is a word of ``ClockBasis``."""

    origin: str
    basis: str
    hours: int = 0
    workdays: int = 0


CALL_CLOCKS: Mapping[str, CallClock] = MappingProxyType(
    {
        row.origin: row
        for row in (
            CallClock("drawn", "house_call_backs", workdays=5),
            # Hours, not days: somebody angry on Saturday is called on Sunday.
            CallClock("dissatisfied", "sms_rating_practice", hours=24),
        )
    }
)


def call_due_at(origin: str, started_at: datetime, calendar: WorkCalendar, tz: tzinfo) -> datetime:
    """The moment by which somebody has at least tried to call."""
    row = CALL_CLOCKS[origin]
    if row.hours:
        return started_at + timedelta(hours=row.hours)
    day = calendar.add_workdays(started_at.astimezone(tz).date(), row.workdays)
    return datetime.combine(day, OFFICE_CLOSES, tzinfo=tz)
