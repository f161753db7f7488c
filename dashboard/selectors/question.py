"""What the statistics are asked: whole months, and of what."""

from dataclasses import dataclass
from datetime import date

from common.workdays import ONE_DAY

# Without being asked the page shows this month and the two before it.
MONTHS_AT_FIRST = 3


def month_of(text: str) -> date | None:
    """The first day of a month such as "2026-09"; None for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def months_before(day: date, count: int) -> list[date]:
    """The first days of so many months, the month of this day first and then backwards."""
    months = [day.replace(day=1)]
    while len(months) < count:
        months.append((months[-1] - ONE_DAY).replace(day=1))
    return months


def end_of_month(day: date) -> date:
    """The last day of the month that a day lies in."""
    return (day.replace(day=28) + 4 * ONE_DAY).replace(day=1) - ONE_DAY


@dataclass(frozen=True)
class Question:
    """What somebody asks: the days from one to another, and the sector ("none": outside), area, unit and channel by code."""

    first: date
    last: date
    sector: str = ""
    area: str = ""
    unit: str = ""
    channel: str = ""

    @classmethod
    def of_months(cls, since: date | None, until: date | None, *, today: date, **of_what: str) -> "Question":
        """Whole months, the present one until today; without months the last three."""
        until = min(until or today, today)
        since = since or months_before(until, MONTHS_AT_FIRST)[-1]
        since, until = min(since, until), max(since, until)
        return cls(first=since.replace(day=1), last=min(end_of_month(until), today), **of_what)
