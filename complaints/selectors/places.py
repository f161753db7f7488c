"""The places that a citizen can pick, kept in memory because they change once in years."""

import time
from datetime import date
from typing import NamedTuple

from organizations.choices import Level
from organizations.models import Area

MEMORY_SECONDS = 60
"""A process notices changed areas after this time at the latest."""


class City(NamedTuple):
    """A city at prefecture level and its counties; Dongguan and Zhongshan have none."""

    area: Area
    counties: tuple[Area, ...]


class Places(NamedTuple):
    """The province, its cities by code, and every area by its code."""

    province: Area
    cities: tuple[City, ...]
    by_code: dict[str, Area]


class _Memory:
    """The places of this process, the day they hold for, and when they were read."""

    places: Places | None = None
    on: date | None = None
    read_at = 0.0


def places(*, on: date) -> Places:
    """The areas in force on that day as they stood within the last minute; each has its parent at hand."""
    now = time.monotonic()
    if _Memory.places is None or _Memory.on != on or now - _Memory.read_at > MEMORY_SECONDS:
        _Memory.places, _Memory.on, _Memory.read_at = _read(on), on, now
    return _Memory.places


def find_area(code: str, *, on: date) -> Area | None:
    """The area in force under that code, with its parent; None when there is none."""
    return places(on=on).by_code.get(code)


def _read(on: date) -> Places:
    by_code = {area.code: area for area in Area.objects.in_force(on=on).order_by("code")}
    by_id = {area.pk: area for area in by_code.values()}
    counties: dict[int, list[Area]] = {}
    for area in by_code.values():
        area.parent = by_id.get(area.parent_id)
        if area.level == Level.COUNTY:
            counties.setdefault(area.parent_id, []).append(area)
    cities = (area for area in by_code.values() if area.level == Level.CITY)
    return Places(
        province=next(area for area in by_code.values() if area.level == Level.PROVINCE),
        cities=tuple(City(city, tuple(counties.get(city.pk, ()))) for city in cities),
        by_code=by_code,
    )
