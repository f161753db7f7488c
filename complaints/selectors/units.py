"""Recognising the unit that a citizen has named."""

from organizations.models import Area, Unit
from organizations.selectors import search_units

OFFERED_AT_MOST = 8
SHORTEST_QUERY = 2


def unit_named(code: str) -> Unit | None:
    """The active unit with that code."""
    return Unit.objects.filter(code=code, is_active=True).first()


def units_like(typed: str, *, area: Area | None) -> list[Unit]:
    """The units that somebody may mean who typed this, nearest first; exactly one when the name is right."""
    if len(typed.strip()) < SHORTEST_QUERY:
        return []
    found = search_units(typed, limit=OFFERED_AT_MOST, area=area)
    exact = [unit for unit in found if _is_called(unit, typed)]
    return exact if len(exact) == 1 else found


def is_exactly(units: list[Unit], typed: str) -> bool:
    """Whether what was typed is the name of the one unit found."""
    return len(units) == 1 and _is_called(units[0], typed)


def _is_called(unit: Unit, typed: str) -> bool:
    return _bare(typed) in {_bare(name) for name in (unit.name, unit.name_hant, unit.name_en) if name}


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()
