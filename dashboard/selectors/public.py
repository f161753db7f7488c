"""Figures for everybody: how much came in and was answered in a quarter, by city and by sector.

A small number could point at somebody, so numbers below five are hidden, and with them so many others that no hidden one
can be worked out from the totals. Only whole quarters are shown, and they don't overlap: two figures of different days or
of periods that overlap could be subtracted from one another.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.cache import cache
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from cases.selectors.register import areas, sectors
from common.numbering import CHINA

SMALLEST_SHOWN = 5
QUARTERS_SHOWN = 4
KEPT_SECONDS = 10 * 60
BAR_LENGTH = 100


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a year, number 1 to 4."""

    year: int
    number: int

    @property
    def code(self) -> str:
        """The quarter in an address, such as ``2026-3``."""
        return f"{self.year}-{self.number}"

    @property
    def begins(self) -> datetime:
        """The first moment, China time."""
        return datetime.combine(date(self.year, 3 * self.number - 2, 1), time(), tzinfo=CHINA)

    @property
    def next(self) -> "Quarter":
        """The quarter after it."""
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def previous(self) -> "Quarter":
        """The quarter before it."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def label(self) -> str:
        """The quarter in words."""
        return _("%(year)s, quarter %(number)s") % {"year": self.year, "number": self.number}


@dataclass(frozen=True)
class PublicRow:
    """One city or sector; a number is None where it is hidden, and the bar is its share of the longest, in percent."""

    label: str
    received: int | None
    answered: int | None
    bar: int = 0


@dataclass(frozen=True)
class PublicFigures:
    """A quarter: in all, by city (most complaints first) and by sector (in their order); a total may be hidden too."""

    quarter: Quarter
    received: int | None
    answered: int | None
    by_city: list[PublicRow]
    by_sector: list[PublicRow]

    @property
    def is_empty(self) -> bool:
        """Whether nothing came in and nothing was answered."""
        return self.received == 0 and self.answered == 0


def quarters_shown(*, at: datetime) -> list[Quarter]:
    """The quarters that are over, the latest first."""
    today = timezone.localtime(at, CHINA).date()
    quarter = Quarter(today.year, (today.month + 2) // 3)
    shown = []
    for _turn in range(QUARTERS_SHOWN):
        quarter = quarter.previous
        shown.append(quarter)
    return shown


def public_figures(quarter: Quarter) -> PublicFigures:
    """What the public page shows of a quarter that is over; counted at most every ten minutes, in four statements."""
    key = f"public-figures-{quarter.code}"
    counted = cache.get(key)
    if counted is None:
        counted = _counted(quarter)
        cache.set(key, counted, timeout=KEPT_SECONDS)
    received, answered = _shown(counted, "received_at"), _shown(counted, "closed_at")
    by_city = _rows(received["city"], answered["city"], _labels("city"))
    return PublicFigures(
        quarter=quarter,
        received=received["total"],
        answered=answered["total"],
        by_city=sorted(by_city, key=lambda row: (-(row.received or 0), row.label)),
        by_sector=_rows(received["sector"], answered["sector"], _labels("sector"), always=sectors()),
    )


def _counted(quarter: Quarter) -> dict[tuple[str, str], dict]:
    return {
        (moment, column): _counts(moment, column, quarter)
        for moment in ("received_at", "closed_at")
        for column in ("city", "sector")
    }


def _counts(moment: str, column: str, quarter: Quarter) -> dict[int | None, int]:
    """How many cases have this moment within the quarter, by one column."""
    within = {f"{moment}__gte": quarter.begins, f"{moment}__lt": quarter.next.begins}
    rows = (
        Case.objects.filter(**within).order_by().values(group=F(f"{column}_id")).annotate(count=Count("pk"))
    )
    return {row["group"]: row["count"] for row in rows}


def _labels(name: str) -> dict[int | None, str]:
    """The rows of a table in the order in which they are hidden: that of the register, which tells nothing of the numbers."""
    if name == "sector":
        named = {pk: sector.label for pk, sector in sectors().items()}
        return named | {None: _("Outside the eight sectors")}
    named = {pk: area.label for pk, area in areas().items()}
    return named | {None: _("The whole province, or not known")}


def _shown(counted: dict, moment: str) -> dict[str, dict | int | None]:
    """Both tables and the total of one measure; nothing at all where one of the tables can't be made safe.

    The tables have one total, so a table that must not have it can't stand beside one from which it can be added up.
    """
    total = sum(counted[moment, "city"].values())
    tables = {name: _safe(counted[moment, name], _labels(name)) for name in ("city", "sector")}
    if None in tables.values():
        return {name: dict.fromkeys(counted[moment, name]) for name in tables} | {"total": None}
    return tables | {"total": total}


def _safe(counts: dict, known: dict) -> dict | None:
    """The counts by group with the hidden ones None; None when they can't be hidden well enough.

    Those that only keep others company are taken from the end of the register, where the smaller places stand.
    """
    groups = [group for group in reversed(known) if counts.get(group)]
    hidden = hide([counts[group] for group in groups])
    return None if hidden is None else dict(zip(groups, hidden, strict=True))


def hide(numbers: list[int]) -> list[int | None] | None:
    """The numbers, none of them 0, with the small ones hidden and the total known; None when that isn't possible.

    Others are hidden with them until at least two are, and until together they leave each of them room to be anything
    from 1 to 5. They are taken in the order given, whatever their size: if it were always the smallest, the order of the
    sizes would give them away. Small ones that need nobody else are given away when all of them are as large as small
    ones can be (5, 4, 4: who sees that 5 wasn't needed knows that 8 can only be 4 and 4).
    """
    hidden = {place for place, number in enumerate(numbers) if number < SMALLEST_SHOWN}
    others = [place for place in range(len(numbers)) if place not in hidden]
    while hidden and not _is_open(numbers, hidden):
        if not others:
            return None
        hidden.add(others.pop(0))
    return [None if place in hidden else number for place, number in enumerate(numbers)]


def _is_open(numbers: list[int], hidden: set[int]) -> bool:
    """Whether what is left of the total after the shown numbers can be split in many ways."""
    left = sum(numbers[place] for place in hidden)
    is_given_away = all(numbers[place] == SMALLEST_SHOWN - 1 for place in hidden)
    return len(hidden) > 1 and left - len(hidden) >= SMALLEST_SHOWN - 1 and not is_given_away


def _rows(received: dict, answered: dict, labels: dict, always: Collection[int] = ()) -> list[PublicRow]:
    """One row for each group that has a number of either measure, and for those that always have one."""
    longest = max((number for number in received.values() if number), default=0)
    return [
        PublicRow(
            label=label,
            received=received.get(group, 0),
            answered=answered.get(group, 0),
            bar=round(BAR_LENGTH * (received.get(group) or 0) / longest) if longest else 0,
        )
        for group, label in labels.items()
        if group in received or group in answered or group in always
    ]
