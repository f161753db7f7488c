"""Sectors and areas as every page needs them for names and filters, kept in memory for a minute."""

import time
from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.selectors import Standing
from organizations.choices import Level
from organizations.models import Area, Sector

REGISTER_SECONDS = 60
"""A process notices a changed name after this time at the latest."""


class _Memory:
    """The register of this process and when it was read."""

    sectors: dict[int, Sector]
    areas: dict[int, Area]
    read_at: float | None = None


def sectors() -> dict[int, Sector]:
    """The eight sectors by their id, in the order of their numbers."""
    _read()
    return _Memory.sectors


def areas() -> dict[int, Area]:
    """Every area by its id, past ones too because old cases point at them; the superior is at hand."""
    _read()
    return _Memory.areas


def areas_within(standing: Standing) -> list[Area]:
    """The cities and counties that somebody may ask for, by code: those of the area that each duty lies in."""
    reach = tuple(_reach(acting.unit.area) for acting in standing.actings)
    places = (area for area in areas().values() if area.valid_to is None and area.level != Level.PROVINCE)
    return [area for area in places if area.code.startswith(reach)]


def forget_register() -> None:
    """Read sectors and areas anew at the next question."""
    _Memory.read_at = None


def _reach(area: Area | None) -> str:
    """The beginning that the codes of an area and everything below it have in common."""
    if area is None:
        return ""
    return {Level.PROVINCE: area.code[:2], Level.CITY: area.code[:4]}.get(area.level, area.code)


def _read() -> None:
    now = time.monotonic()
    if _Memory.read_at is None or now - _Memory.read_at > REGISTER_SECONDS:
        _Memory.sectors = _by_id(Sector.objects.order_by("number"))
        _Memory.areas = _by_id(Area.objects.select_related("parent").order_by("code", "valid_from"))
        _Memory.read_at = now


def _by_id(rows: QuerySet | Iterable) -> dict:
    return {row.pk: row for row in rows}
