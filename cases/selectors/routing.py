"""Where a case should go: the intake desk that gets it first, and the unit that is suggested to handle it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from cases.models import Case
from cases.search import fold
from cases.selectors.firewall import Firewall, firewall_of
from cases.selectors.register import areas
from cases.selectors.requests import released_units
from organizations.choices import Level, Line
from organizations.models import Area, Sector, Unit
from organizations.selectors import commission_for, lead_unit, suggest_lead

# From the lowest to the highest; above the province there is no area.
ABOVE = ""
RANKS = (Level.COUNTY, Level.CITY, Level.PROVINCE, ABOVE)


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
    case: Case,
    *,
    on: date,
    sector: Sector | None = None,
    area: Area | None = None,
    firewall: Firewall | None = None,
) -> Suggestion:
    """The unit that would naturally handle the case: the sector's lead at the place.

    If it is shut out the case goes one level up, and from the top to the commission of the case's desk (M11). What a unit
    has objected to with success isn't suggested to it again. Without a sector the commission itself is suggested, because
    the matter is outside the eight fields. ``area`` is a place that the words name within the known one. Whoever has read
    the firewall already hands it over.
    """
    firewall = firewall or firewall_of(case, on=on)
    sector = sector or case.sector
    passed_over: list[Unit] = []
    released = released_units(case)
    if sector is not None:
        line = suggest_lead(sector.code, fold(case.story))
        for unit in _upwards(lead_unit(line=line, area=area or case.area)):
            if is_below_seal(case, unit) or unit.pk in released:
                continue
            if not firewall.bars(unit):
                return Suggestion(unit=unit, passed_over=tuple(passed_over))
            passed_over.append(unit)
    return Suggestion(unit=case.desk, passed_over=tuple(passed_over))


def commission_above(desk: Unit, firewall: Firewall) -> Unit | None:
    """The next commission above a desk that the case doesn't accuse; None when there is none."""
    return next((unit for unit in commissions_above(desk) if not firewall.bars(unit)), None)


def commissions_above(desk: Unit) -> list[Unit]:
    """The commissions above a desk, the next one first."""
    return list(_upwards(desk.parent))


def stands_above(desk: Unit, firewall: Firewall, *, known: Collection[Unit] = ()) -> bool:
    """Whether the case accuses somebody of a higher level than its desk, so that it has to be handed up (R12).

    Accusing a commission, or whoever can command it, passes it over at once; what remains are the departments of a
    higher level, which the firewall alone would leave at the lower desk. Of ``known`` units the database isn't asked.
    """
    accused = [unit for unit in known if unit.pk in firewall.roots]
    if others := set(firewall.roots) - {unit.pk for unit in accused}:
        accused += Unit.objects.filter(pk__in=others)
    return any(rank_of(unit) > rank_of(desk) for unit in accused)


def rank_of(unit: Unit) -> int:
    """How high a unit stands: 0 for a county's, 3 above the province."""
    return RANKS.index(areas()[unit.area_id].level if unit.area_id else ABOVE)


def is_below_seal(case: Case, unit: Unit) -> bool:
    """Whether a unit stands no higher than the level that the case was handed up from."""
    return case.handed_up_from != "" and rank_of(unit) <= RANKS.index(case.handed_up_from)


def choose_reviewer(case: Case, *, firewall: Firewall) -> Unit | None:
    """The nearest body above the one that has decided last, which the case doesn't accuse; None when none is left here.

    The central bodies work outside this system. If the unit that answered has come to be of the accused side nobody
    reviews its answer either: it would have the case again. What was handed up is never reviewed at the level it left.
    """
    if case.responsible is None or firewall.bars(case.responsible):
        return None
    reviews = case.reviews.select_related("unit", "decision__unit").order_by("instance")
    last = reviews.last() if case.review_count else None
    return next(reviewers_above(case, last.decided_by if last else case.responsible, firewall), None)


def reviewers_above(case: Case, unit: Unit, firewall: Firewall) -> Iterator[Unit]:
    """The bodies above one that may review the answer to a case, the nearest first."""
    for above in _upwards(unit.parent):
        if above.line == Line.CENTRAL or not above.is_active or is_below_seal(case, above):
            continue
        if not firewall.bars(above):
            yield above


def _upwards(unit: Unit | None) -> Iterator[Unit]:
    while unit is not None:
        yield unit
        unit = unit.parent
