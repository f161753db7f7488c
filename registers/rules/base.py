"""What a rule is given and what it gives back: pure, no database, no clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

YES = True


@dataclass(frozen=True)
class Row:
    """One record as a rule sees it: its typed values, and which unit's it is in which register."""

    values: Mapping[str, Any]
    register: str = ""
    number: str = ""
    unit: int = 0

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)


@dataclass(frozen=True)
class Asked:
    """What a rule may know beside the record: the day, the limits, its mates, since when a case against it is proved, and
    whether the register has to be kept in its area.
    """

    today: date
    limits: Mapping[str, int]
    mates: tuple[Row, ...] = ()
    proved_on: date | None = None
    is_required: bool = True

    def is_past(self, day: date, limit: str) -> bool:
        """Whether so many days have gone by since that day."""
        return self.today > day + timedelta(days=self.limits[limit])


@dataclass(frozen=True)
class Hit:
    """What a rule has found: since when, how far up it has come, and the figures that its sentence shows.

    Figures change only when what was found has changed, never with the day: a dismissed alarm comes back by them.
    """

    since: date
    figures: Mapping[str, str | int] = field(default_factory=dict)
    level: str = "unit"


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a value: the column, and the word for why."""

    column: str
    why: str


Rule = Callable[[Row, Asked], Hit | None]
Check = Callable[[Mapping[str, Any], Asked], list[Wrong]]


def plain(value: Any) -> str:
    """A day or an amount in a sentence."""
    return value.isoformat() if isinstance(value, date) else f"{value:,.2f}"


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    first_of_next = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_of_next - timedelta(days=1))


def payment_adds_up(values: Mapping[str, Any], asked: Asked) -> list[Wrong]:
    """Nobody gets more than is payable, and what was paid has a day."""
    paid, wrong = values.get("paid") or 0, []
    if paid > (values.get("payable") or 0):
        wrong.append(Wrong("paid", "more_paid"))
    if paid > 0 and not values.get("paid_on"):
        wrong.append(Wrong("paid_on", "paid_when"))
    return wrong


def later(before: str, after: str) -> Check:
    """The second day doesn't lie before the first."""

    def check(values: Mapping[str, Any], asked: Asked) -> list[Wrong]:
        first, second = values.get(before), values.get(after)
        return [Wrong(after, "order")] if first and second and second < first else []

    return check


def happened(*columns: str) -> Check:
    """These days tell of what has happened, so none of them lies ahead."""

    def check(values: Mapping[str, Any], asked: Asked) -> list[Wrong]:
        return [Wrong(name, "future") for name in columns if values.get(name) and values[name] > asked.today]

    return check
