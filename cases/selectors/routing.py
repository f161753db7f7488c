"""Where a case should go: the intake desk that gets it first, and the unit that is suggested to handle it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cases.models import Case
from cases.search import fold
from cases.selectors.firewall import Firewall, firewall_of
from organizations.choices import Level
from organizations.models import Area, Sector, Unit
from organizations.selectors import commission_for, lead_unit, suggest_lead


class NoDeskLeft(RuntimeError):
    """Even the body above the province is shut out; the register of units is wrong."""


@dataclass(frozen=True)
class Suggestion:
    """The unit that a clerk is offered first, and the units that were passed over because they are shut out."""

    unit: Unit | None
    passed_over: tuple[Unit, ...]


def choose_desk(*, area: Area, firewall: Firewall) -> tuple[Unit, tuple[Unit, ...]]:
    """The commission that takes a complaint in, and those passed over on the way up.

    It is the commission of the city (of the province where no city is known): a county's is too near to those
    complained of. A commission that is shut out passes the case up; above the province stands the central one.
    """
    start = commission_for(area.parent if area.level == Level.COUNTY else area)
    passed_over: list[Unit] = []
    for unit in _upwards(start):
        if not firewall.bars(unit):
            return unit, tuple(passed_over)
        passed_over.append(unit)
    raise NoDeskLeft(f"no commission above {start}")


def city_of(area: Area) -> Area | None:
    """The city that an area is or lies in (load it with its parent); None for the whole province."""
    match area.level:
        case Level.CITY:
            return area
        case Level.COUNTY:
            return area.parent
    return None


def suggest_owner(
    case: Case, *, on: date, sector: Sector | None = None, firewall: Firewall | None = None
) -> Suggestion:
    """The unit that would naturally handle the case: the sector's lead at the place.

    If it is shut out the case goes one level up, and from the top to the commission of the case's desk (M11). Without
    a sector the commission itself is suggested, because the matter is outside the eight fields. Whoever has read the
    firewall already hands it over.
    """
    firewall = firewall or firewall_of(case, on=on)
    sector = sector or case.sector
    passed_over: list[Unit] = []
    if sector is not None:
        line = suggest_lead(sector.code, fold(case.story))
        for unit in _upwards(lead_unit(line=line, area=case.area)):
            if not firewall.bars(unit):
                return Suggestion(unit=unit, passed_over=tuple(passed_over))
            passed_over.append(unit)
    return Suggestion(unit=case.desk, passed_over=tuple(passed_over))


def _upwards(unit: Unit | None) -> Iterator[Unit]:
    while unit is not None:
        yield unit
        unit = unit.parent
