"""Months and quarters by which opinions are told: named in addresses, pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
# The latest rating of a quarter's last invitation comes a week after its end.
SETTLED_DAYS = 8
_NAME = re.compile(r"(20\d\d)-(?:Q([1-4])|(0[1-9]|1[0-2]))")


@dataclass(frozen=True)
class Period:
    """A month or a quarter, from its first to its last day; ``name`` is how an address calls it: 2014-03 or 2014-Q1."""

    begin: date
    is_quarter: bool

    @property
    def name(self) -> str:
        """In an address."""
        return f"{self.begin.year}-Q{self.number}" if self.is_quarter else f"{self.begin:%Y-%m}"

    @property
    def number(self) -> int:
        """Which quarter of the year, or which month."""
        return (self.begin.month + 2) // 3 if self.is_quarter else self.begin.month

    @property
    def end(self) -> date:
        """Its last day."""
        day = self.begin
        for _month in range(3 if self.is_quarter else 1):
            day = (day + timedelta(days=31)).replace(day=1)
        return day - ONE_DAY

    @property
    def before(self) -> "Period":
        """The one before it, as long as it."""
        return period_of(self.begin - ONE_DAY, is_quarter=self.is_quarter)

    def is_settled(self, today: date) -> bool:
        """Whether nothing more can change in it but by a decision on an alarm."""
        return self.end + timedelta(days=SETTLED_DAYS) <= today


def period_of(day: date, *, is_quarter: bool) -> Period:
    """The month or quarter of a day."""
    month = day.month - (day.month - 1) % 3 if is_quarter else day.month
    return Period(date(day.year, month, 1), is_quarter)


def period_called(name: str) -> Period | None:
    """What an address calls so; None for anything else."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    year, quarter, month = match.groups()
    return Period(date(int(year), 3 * int(quarter) - 2 if quarter else int(month), 1), bool(quarter))


def last_settled(today: date) -> Period:
    """The last quarter of which everything is known."""
    quarter = period_of(today, is_quarter=True).before
    return quarter if quarter.is_settled(today) else quarter.before


def periods_to_choose(today: date, *, months: int = 6, quarters: int = 5) -> list[Period]:
    """The last months and quarters, the newest first; those that still run among them."""
    found = []
    for is_quarter, number in ((False, months), (True, quarters)):
        period = period_of(today, is_quarter=is_quarter)
        for _step in range(number):
            found.append(period)
            period = period.before
    return found
