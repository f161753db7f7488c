"""Sectors, areas and the office calendar as every page needs them, kept in memory for a minute."""

import time
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import get_language

from accounts.selectors import Standing
from cases.choices import DayKept
from cases.models import Case, DayDecision
from common.workdays import WorkCalendar
from organizations.choices import Level
from organizations.models import Area, Sector
from organizations.selectors import code_prefix

REGISTER_SECONDS = 60
"""A process notices a changed name after this time at the latest."""


class _Memory:
    """The register of this process and when it was read."""

    sectors: dict[int, Sector]
    areas: dict[int, Area]
    area_choices: dict[tuple, list]
    day_sources: dict[date, str]
    calendar: WorkCalendar
    read_at: float | None = None


def sectors() -> dict[int, Sector]:
    """The eight sectors by their id, in the order of their numbers."""
    _read()
    return _Memory.sectors


def sector_by_code(code: str | None) -> Sector | None:
    """The sector with this code; None when there is none."""
    return next((sector for sector in sectors().values() if sector.code == code), None)


def areas() -> dict[int, Area]:
    """Every area by its id, past ones too because old cases point at them; the superior is at hand."""
    _read()
    return _Memory.areas


def at_hand(case: Case) -> Case:
    """The case, read ``with_units``, with its area, city and sector and the areas of its units from memory.

    To join them takes PostgreSQL longer to plan than to do.
    """
    case.area = areas()[case.area_id]
    case.city = areas()[case.city_id] if case.city_id else None
    case.sector = sectors()[case.sector_id] if case.sector_id else None
    for unit in (case.desk, case.responsible, case.escalated_to, case.reviewer):
        if unit is not None and unit.area_id:
            unit.area = areas()[unit.area_id]
    return case


def areas_within(standing: Standing) -> list[Area]:
    """The cities and counties that somebody may ask for, by code: those of the area that each duty lies in."""
    reach = _reach(standing)
    places = (area for area in areas().values() if area.valid_to is None and area.level != Level.PROVINCE)
    return [area for area in places if area.code.startswith(reach)]


def area_choices(standing: Standing) -> list[tuple[str, tuple]]:
    """The same as groups of options, a city with its counties, in the language of the reader."""
    _read()
    reach, language = _reach(standing), get_language()
    if (reach, language) not in _Memory.area_choices:
        _Memory.area_choices[reach, language] = _grouped(areas_within(standing))
    return _Memory.area_choices[reach, language]


def place_choices() -> list:
    """The whole province and every city with its counties, for whoever says where a matter happened."""
    today = [area for area in areas().values() if area.valid_to is None]
    province = next(area for area in today if area.level == Level.PROVINCE)
    return [
        (province.code, province.label),
        *_grouped(area for area in today if area.level != Level.PROVINCE),
    ]


def office_calendar() -> WorkCalendar:
    """The calendar that every clock is counted by: the published notices, after what was entered in this system."""
    _read()
    return _Memory.calendar


def day_sources() -> dict[date, str]:
    """By which notice a day was entered in this system, for those days that are."""
    _read()
    return _Memory.day_sources


def forget_register() -> None:
    """Read everything anew at the next question."""
    _Memory.read_at = None


def _grouped(places: Iterable[Area]) -> list[tuple[str, tuple]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for area in places:
        city = area if area.level == Level.CITY else area.parent
        groups.setdefault(city.label, []).append((area.code, area.label))
    return [(city, tuple(options)) for city, options in groups.items()]


def _reach(standing: Standing) -> tuple[str, ...]:
    """The beginnings of the codes of all areas that the duties lie in, and of everything below them."""
    return tuple(sorted({code_prefix(acting.area_code) for acting in standing.actings}))


def _read() -> None:
    now = time.monotonic()
    if _Memory.read_at is None or now - _Memory.read_at > REGISTER_SECONDS:
        _Memory.sectors = _ById(Sector.objects.order_by("number"))
        _Memory.areas = _ById(Area.objects.select_related("parent").order_by("code", "valid_from"))
        _Memory.area_choices = {}
        days = [row for row in DayDecision.objects.in_force() if row.kept != DayKept.AS_PUBLISHED]
        _Memory.day_sources = {row.day: row.source for row in days}
        _Memory.calendar = WorkCalendar({row.day: row.kept == DayKept.WORKED for row in days})
        _Memory.read_at = now


class _ById(dict):
    """Rows by their id; one that came into the register meanwhile is read when it is asked for."""

    def __init__(self, rows: QuerySet):
        super().__init__((row.pk, row) for row in rows)
        self._rows = rows

    def __missing__(self, pk: int):
        self[pk] = row = self._rows.get(pk=pk)
        return row
