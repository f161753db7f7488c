"""The figures of the staff: how much came in and was answered, how long it took, and what citizens say of it.

Everything is said of cases as they stand now, so every number is a list of cases: ``measured`` in ``cases`` says the same of
single cases. Received counts by the day of receipt, closed and its time by the day of closing; reopening and rating by the
day of the first answer, so that a bad answer isn't forgotten when a second one follows.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.selectors import Standing, standing_of
from cases.choices import Channel
from cases.selectors.register import areas, sector_by_code, sectors
from common.workdays import ONE_DAY
from dashboard.models import MEASURES, STAYS
from dashboard.selectors.overview import CITY, KEPT_SECONDS, NO_SECTOR, key_of, place_column
from dashboard.selectors.question import Question
from dashboard.selectors.sums import Narrowing, Sums, add_up
from organizations.choices import Level
from organizations.models import Area, Unit

# Below so many a share says little: it is shown as numbers.
FEW = 10
# Of what is ordered by size only so much is shown on the page; the file has all.
UNITS_SHOWN = 25
TOTAL = "total"


@dataclass(frozen=True)
class Line:
    """One line of figures: its words, what narrows the list of cases to it, and its numbers."""

    label: str
    narrows: dict[str, str]
    received: int = 0
    closed: int = 0
    declined: int = 0
    withdrawn: int = 0
    late: int = 0
    days: int = 0
    answered: int = 0
    reopened: int = 0
    rated: int = 0
    satisfied: int = 0
    mostly: int = 0
    proved: int = 0
    paid: int = 0
    money: int = 0
    open: int = 0
    code: str = ""

    @property
    def in_time(self) -> int:
        """How many of the closed cases were closed in time."""
        return self.closed - self.late

    @property
    def pleased(self) -> int:
        """How many who said something were satisfied or mostly satisfied."""
        return self.satisfied + self.mostly


@dataclass(frozen=True)
class Stay:
    """How long closed cases were in one stage, in full days: half of them at most ``median``, nine in ten at most ``p90``."""

    stage: str
    cases: int
    median: int
    p90: int


@dataclass(frozen=True)
class Day:
    """One day: what came in, what ended in any way, and what was unfinished when it was over."""

    day: date
    received: int
    ended: int
    open: int


@dataclass(frozen=True)
class Analysis:
    """The answer to a question. ``by_place`` are cities or counties (``place`` says which), empty in a county."""

    question: Question
    total: Line
    days: list[Day]
    stays: list[Stay]
    by_sector: list[Line]
    by_channel: list[Line]
    by_place: list[Line]
    by_unit: list[Line]
    place: str
    counted_at: datetime | None


def analyse(user, question: Question, *, at: datetime) -> Analysis:
    """The figures that a user may see; counted at most every FIGURES_SECONDS for all who stand where this user stands."""
    standing = standing_of(user, on=timezone.localdate())
    place, has_units = _breakdown(standing, question)
    groups = ["sector", "channel", *([place] if place else []), *(["unit"] if has_units else [])]
    key = _key(user, standing, question)
    found = cache.get(key)
    if found is None:
        found = _kept(add_up(user, standing, _narrowing(question), groups))
        cache.set(key, found, timeout=min(settings.FIGURES_SECONDS, KEPT_SECONDS))
    return Analysis(
        question=question,
        total=_total(found),
        days=_days(found, question),
        stays=_stays(found),
        by_sector=_by_sector(found["groups"].get("sector", {})),
        by_channel=_by_channel(found["groups"].get("channel", {})),
        by_place=_by_place(found["groups"].get(place, {}), place) if place else [],
        by_unit=_by_unit(found["groups"].get("unit", {})) if has_units else [],
        place=place,
        counted_at=found["counted_at"],
    )


def _key(user, standing: Standing, question: Question) -> str:
    asked = hashlib.sha256(repr(question).encode()).hexdigest()
    return f"{key_of(user, place_column(standing))}:{asked}"


def _kept(found: Sums) -> dict:
    """The sums as plain dictionaries, which the cache can keep."""
    return {
        "groups": {
            name: {key: dict(sums) for key, sums in group.items()} for name, group in found.groups.items()
        },
        "days": {day: dict(sums) for day, sums in found.days.items()},
        "stays": {stage: dict(counts) for stage, counts in found.stays.items()},
        "counted_at": found.counted_at,
    }


def _breakdown(standing: Standing, question: Question) -> tuple[str, bool]:
    """By which places the figures are broken down, and whether by units: not for a whole province, which has thousands."""
    if question.area:
        is_city = question.area.endswith("00")
        return ("area" if is_city else ""), True
    column = place_column(standing)
    if column == CITY:
        return "city", False
    return ("area" if column == "area_id" else ""), True


def _narrowing(question: Question) -> Narrowing:
    by: list[tuple[str, object]] = []
    if question.sector:
        sector = sector_by_code(question.sector)
        by.append(("sector", 0 if question.sector == NO_SECTOR or sector is None else sector.pk))
    if question.area:
        ids = tuple(area.pk for area in areas().values() if area.code == question.area)
        by.append(("city__in" if question.area.endswith("00") else "area__in", ids))
    if question.unit:
        by.append(("unit__in", tuple(Unit.objects.filter(code=question.unit).values_list("pk", flat=True))))
    if question.channel:
        by.append(("channel", question.channel))
    return Narrowing(first=question.first, last=question.last, by=tuple(by))


def _line(label: str, narrows: dict[str, str], sums: dict[str, int], code: str = "") -> Line:
    return Line(
        label=label, narrows=narrows, code=code, **{name: sums.get(name, 0) for name in (*MEASURES, "open")}
    )


def _total(found: dict) -> Line:
    sums = {
        name: sum(group.get(name, 0) for group in found["groups"].get("sector", {}).values())
        for name in (*MEASURES, "open")
    }
    return _line("", {}, sums)


def _days(found: dict, question: Question) -> list[Day]:
    """Every day of the period, the quiet ones too; backwards from what is unfinished at its end."""
    days, left, day = [], _total(found).open, question.last
    while day >= question.first:
        sums = found["days"].get(day, {})
        ended = sum(sums.get(name, 0) for name in ("closed", "declined", "withdrawn"))
        days.append(Day(day=day, received=sums.get("received", 0), ended=ended, open=left))
        left -= sums.get("received", 0) - ended
        day -= ONE_DAY
    return days[::-1]


def _stays(found: dict) -> list[Stay]:
    stays = []
    for stage in (*STAYS, TOTAL):
        counts = {days: count for days, count in sorted(found["stays"].get(stage, {}).items()) if count}
        if number := sum(counts.values()):
            stays.append(Stay(stage, number, _percentile(counts, 50), _percentile(counts, 90)))
    return stays


def _percentile(counts: dict[int, int], percent: int) -> int:
    """The least number of days that so many of a hundred cases didn't exceed; ``counts`` in the order of the days."""
    needed, passed = sum(counts.values()) * percent, 0
    for days, count in counts.items():
        passed += count
        if passed * 100 >= needed:
            return days
    return 0


def _by_sector(groups: dict) -> list[Line]:
    """The sectors in their own order, those outside at the end."""
    lines = [
        _line(sector.label, {"sector": sector.code}, groups.get(pk, {}), sector.code)
        for pk, sector in sectors().items()
    ]
    outside = _line(_("Outside the eight sectors"), {"sector": NO_SECTOR}, groups.get(0, {}), NO_SECTOR)
    return [*lines, outside] if any(groups.get(0, {}).values()) else lines


def _by_channel(groups: dict) -> list[Line]:
    return [
        _line(str(channel.label), {"channel": channel.value}, groups[channel.value], channel.value)
        for channel in Channel
        if any(groups.get(channel.value, {}).values())
    ]


def _by_place(groups: dict, place: str) -> list[Line]:
    """Cities or counties in the order of their codes; earlier rows of a code count with its present one."""
    by_code: dict[str, dict[str, int]] = {}
    for pk, sums in groups.items():
        code = areas()[pk].code if pk else ""
        kept = by_code.setdefault(code, {})
        for name, number in sums.items():
            kept[name] = kept.get(name, 0) + number
    return [_place_line(code, place, sums) for code, sums in sorted(by_code.items()) if any(sums.values())]


def _place_line(code: str, place: str, sums: dict[str, int]) -> Line:
    """Of a city all of it, of a county itself; what names no more than the city, or the province, by that place alone."""
    known = _area(code) if code else next(one for one in areas().values() if one.level == Level.PROVINCE)
    if (place == "city" and code) or known.level == Level.COUNTY:
        return _line(known.label, {"area": code}, sums, code)
    label = _("%(place)s, not said more closely") % {"place": known.label}
    return _line(label, {"place": known.code}, sums)


def _area(code: str) -> Area:
    """The present row of a code, or the last one that there was."""
    rows = [area for area in areas().values() if area.code == code]
    return next((area for area in rows if area.valid_to is None), rows[-1])


def _by_unit(groups: dict) -> list[Line]:
    """The units with the most unfinished cases first."""
    units = Unit.objects.in_bulk([pk for pk, sums in groups.items() if pk and any(sums.values())])
    lines = [_line(unit.label, {"unit_code": unit.code}, groups[pk], unit.code) for pk, unit in units.items()]
    return sorted(lines, key=lambda line: (-line.open, -line.received, line.code))
