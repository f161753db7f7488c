"""Figures for everybody: how much came in and was answered, by city and by sector.

Small numbers could point at somebody, so whatever is below five is hidden; and where that leaves one hidden number that
could be worked out from the total, the next smallest is hidden with it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from cases.choices import Stage
from cases.models import Case
from cases.selectors.register import areas, sectors

PERIOD = timedelta(days=365)
SMALLEST_SHOWN = 5
KEPT_SECONDS = 10 * 60
KEY = "public-figures"


@dataclass(frozen=True)
class PublicRow:
    """One city or sector; None where the number is hidden."""

    label: str
    received: int | None
    answered: int | None


@dataclass(frozen=True)
class PublicFigures:
    """The last year up to ``counted_at``: in all, by city (most complaints first) and by sector (in their order)."""

    received: int | None
    answered: int | None
    by_city: list[PublicRow]
    by_sector: list[PublicRow]
    counted_at: datetime


def public_figures(*, at: datetime) -> PublicFigures:
    """What the public page shows; counted at most every ten minutes, in two statements."""
    counted = cache.get(KEY)
    if counted is None:
        counted = {"at": at, "city": _counts("city_id", at), "sector": _counts("sector_id", at)}
        cache.set(KEY, counted, timeout=KEPT_SECONDS)
    cities, fields = _hidden(counted["city"]), _hidden(counted["sector"])
    known, numbers = areas(), counted["sector"].values()
    by_city = [
        PublicRow(known[pk].label if pk else _("The whole province, or not known"), *shown)
        for pk, shown in cities.items()
    ]
    by_sector = [PublicRow(sector.label, *fields.get(pk, (0, 0))) for pk, sector in sectors().items()]
    if None in fields:
        by_sector.append(PublicRow(_("Outside the eight sectors"), *fields[None]))
    return PublicFigures(
        received=_shown(sum(received for received, _answered in numbers)),
        answered=_shown(sum(answered for _received, answered in numbers)),
        by_city=sorted(by_city, key=lambda row: (-(row.received or 0), row.label)),
        by_sector=by_sector,
        counted_at=counted["at"],
    )


def _counts(column: str, at: datetime) -> dict[int | None, tuple[int, int]]:
    """How many came in and how many of these are answered, by one column."""
    since = Case.objects.filter(received_at__gt=at - PERIOD, received_at__lte=at).order_by()
    rows = since.values(group=F(column)).annotate(
        received=Count("pk"), answered=Count("pk", filter=Q(stage=Stage.CLOSED))
    )
    return {row["group"]: (row["received"], row["answered"]) for row in rows}


def _hidden(counts: dict) -> dict[int | None, tuple[int | None, int | None]]:
    """The same with small numbers hidden, each of the two columns for itself."""
    received = _hide([numbers[0] for numbers in counts.values()])
    answered = _hide([numbers[1] for numbers in counts.values()])
    return dict(zip(counts, zip(received, answered, strict=True), strict=True))


def _hide(numbers: list[int]) -> list[int | None]:
    small = {place for place, number in enumerate(numbers) if 0 < number < SMALLEST_SHOWN}
    others = [place for place, number in enumerate(numbers) if number >= SMALLEST_SHOWN]
    if len(small) == 1 and others:
        small.add(min(others, key=lambda place: numbers[place]))
    return [None if place in small else number for place, number in enumerate(numbers)]


def _shown(number: int) -> int | None:
    return None if 0 < number < SMALLEST_SHOWN else number
