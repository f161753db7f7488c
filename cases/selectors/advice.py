"""What a clerk is advised: the sector and place a complaint seems to belong to, and the units that may handle it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from cases.models import Accused, Case
from cases.rules import Mention
from cases.search import fold
from cases.selectors.firewall import Firewall, build_firewall, firewall_of
from cases.selectors.naming import mentions_of
from cases.selectors.places import PlaceNamed, place_named
from cases.selectors.register import sector_by_code
from cases.selectors.related import Related, related_cases, text_of, with_bars
from cases.selectors.requests import released_units
from cases.selectors.routing import Suggestion, commission_above, stands_above, suggest_owner
from cases.selectors.triage import suggest_by_text
from cases.selectors.warnings import WordsFound, warnings_of
from common.numbering import CHINA
from organizations.choices import Level
from organizations.models import Area, Sector, SectorLead, Unit
from organizations.selectors import lead_unit_code, lead_words, search_units, suggest_lead

WORDS_SHOWN = 6
# So many of the nearest units of a name are taken to be meant by it.
MEANT_AT_MOST = 3


@dataclass(frozen=True)
class Route:
    """One way to assign a case: the sector, the unit, and those passed over.

    ``perhaps_accused`` holds the words in which the complaint names somebody who may be this unit; then it isn't offered.
    ``spoken_of`` is where the story speaks of the unit; then it is offered to nobody who hasn't read that.
    """

    sector: Sector | None
    owner: Suggestion
    perhaps_accused: str = ""
    spoken_of: Mention | None = None


@dataclass(frozen=True)
class Advice:
    """The suggested sector (None: outside the eight) with its words, the place, the ways to assign, what is related, what warns.

    ``second`` is a sector for which the words speak nearly as much: many messages touch two. ``place`` is there where the
    words name one that the citizen left open. The first of the ``routes`` is that of the sector which the case has; another
    is there where the words speak for another. ``line_words`` speak for the unit's line of work where several lead the
    sector. ``hand_up_to`` is the commission to hand the case up to when it accuses somebody above its desk.
    """

    sector: Sector | None
    words: tuple[str, ...]
    second: Sector | None
    second_words: tuple[str, ...]
    place: PlaceNamed | None
    routes: tuple[Route, ...]
    line_words: tuple[str, ...]
    related: list[Related]
    warnings: list[WordsFound]
    hand_up_to: Unit | None = None

    @property
    def owner(self) -> Suggestion:
        """The unit that is suggested first."""
        return self.routes[0].owner

    @property
    def dangers(self) -> list[WordsFound]:
        """What the words say of danger."""
        return [warning for warning in self.warnings if warning.is_danger]


@dataclass(frozen=True)
class UnitRow:
    """A unit that is offered, why it is, why it can't be chosen all the same (empty: it can), and where the complaint speaks of it."""

    unit: Unit
    why: str
    why_not: str = ""
    spoken_of: str = ""


def advice_for(case: Case, *, user, accused: Collection[Accused], at: datetime) -> Advice:
    """The advice for a case that lies at its desk, as far as the user may see."""
    on = at.astimezone(CHINA).date()
    ranked = suggest_by_text(text_of(case))
    best = ranked[0] if ranked else None
    suggested = sector_by_code(best.sector) if best else None
    second = next((one for one in ranked[1:2] if one.is_close), None)
    firewall = firewall_of(case, on=on) if case.matter_id else _firewall_against(accused, on=on)
    place = place_named(case)
    fields = [case.sector or suggested]
    if case.sector and suggested and case.sector != suggested:
        fields.append(suggested)
    area = place and place.area
    owners = [suggest_owner(case, on=on, sector=sector, area=area, firewall=firewall) for sector in fields]
    related = related_cases(case, user=user, accused=accused, at=at)
    having = [one.case.responsible for one in related if one.case.responsible]
    units = [*having, *(owner.unit for owner in owners if owner.unit)]
    said = mentions_of(case, units, accused=accused)
    return Advice(
        sector=suggested,
        words=best.words[:WORDS_SHOWN] if best else (),
        second=sector_by_code(second.sector) if second else None,
        second_words=second.words[:WORDS_SHOWN] if second else (),
        place=place,
        routes=_routes(case, zip(fields, owners, strict=True), accused, said),
        line_words=lead_words(case.sector.code, fold(case.story))[:WORDS_SHOWN] if case.sector else (),
        related=with_bars(related, case, at=at, said=said),
        warnings=warnings_of(case),
        hand_up_to=commission_above(case.desk, firewall)
        if stands_above(case.desk, firewall, known=[row.unit for row in accused if row.unit])
        else None,
    )


def _routes(
    case: Case,
    owners: Iterable[tuple[Sector | None, Suggestion]],
    accused: Collection[Accused],
    said: Mapping[int, Mention],
) -> tuple[Route, ...]:
    called = {row.unit_text for row in accused if not row.unit and row.unit_text}
    named = {text: _meant_by(text, case) for text in called}
    routes = []
    for sector, owner in owners:
        words = next(
            (text for text, ids in named.items() if owner.unit and ids & set(owner.unit.lineage)), ""
        )
        routes.append(Route(sector, owner, words, said.get(owner.unit.pk) if owner.unit else None))
    return tuple(routes)


def _meant_by(words: str, case: Case) -> set[int]:
    """The units that may be meant by what a complaint calls a unit."""
    return {unit.pk for unit in search_units(words, limit=MEANT_AT_MOST, area=case.area)}


def _firewall_against(accused: Iterable[Accused], *, on: date) -> Firewall:
    """The firewall of a case whose accusations have been read already."""
    return build_firewall(
        unit_ids={row.unit_id for row in accused if row.unit_id},
        person_ids={row.person_id for row in accused if row.person_id},
        on=on,
    )


def offered_units(
    case: Case,
    *,
    on: date,
    sector: Sector | None,
    chosen: Iterable[Unit] = (),
    query: str = "",
    overrules: bool = False,
) -> list[UnitRow]:
    """The units to choose from: the chosen ones, what was found, the suggested one, the natural owners at each level.

    A unit whose objection was agreed to is open to a decision that ``overrules`` that. Each unit comes once; those that can't be chosen are shown and marked, so that nobody wonders where they are.
    """
    case.sector = sector
    firewall = firewall_of(case, on=on)
    offers = [(unit, _("Chosen")) for unit in chosen] + _found(query, case.area)
    place = place_named(case)
    if suggested := suggest_owner(case, on=on, firewall=firewall, area=place and place.area).unit:
        offers.append((suggested, _("Suggested")))
    if sector is not None:
        offers += [(unit, _level(unit)) for unit in natural_owners(case, sector)]
    released = () if overrules else released_units(case)
    once = _once(offers)
    said = mentions_of(case, [unit for unit, _why in once])
    return [
        UnitRow(
            unit,
            why,
            why_not=_why_not(unit, case, firewall, released),
            spoken_of=said[unit.pk].around if unit.pk in said else "",
        )
        for unit, why in once
    ]


def natural_owners(case: Case, sector: Sector) -> list[Unit]:
    """The leading units of the sector at the place, in its city and in the province; the best line of work first."""
    best = suggest_lead(sector.code, fold(case.story))
    leads = SectorLead.objects.filter(sector=sector).order_by("position").values_list("line", flat=True)
    lines = sorted(leads, key=lambda line: line != best)
    codes = [lead_unit_code(area.code, line) for line in lines for area in _upwards(case.area)]
    found = {
        unit.code: unit for unit in Unit.objects.filter(code__in=codes, is_active=True).select_related("area")
    }
    return [found[code] for code in codes if code in found]


def found_units(*, query: str, area: Area | None, chosen: Iterable[Unit] = ()) -> list[UnitRow]:
    """Those that were chosen before, and the units that a search finds, nearest first."""
    offers = [(unit, _("Chosen")) for unit in chosen] + _found(query, area)
    return [UnitRow(unit, why) for unit, why in _once(offers)]


def _found(query: str, area: Area | None) -> list[tuple[Unit, str]]:
    return [(unit, _("Found")) for unit in search_units(query, area=area)] if query.strip() else []


def _once(offers: Iterable[tuple[Unit, str]]) -> list[tuple[Unit, str]]:
    first: dict[int, tuple[Unit, str]] = {}
    for unit, why in offers:
        first.setdefault(unit.pk, (unit, why))
    return list(first.values())


def _why_not(unit: Unit, case: Case, firewall: Firewall, released: Collection[int]) -> str:
    if firewall.bars(unit):
        return _("Accused, or led by the accused")
    if unit.pk in released:
        return _("Objected, and it was agreed")
    return _("Has the case now") if unit.pk == case.responsible_id else ""


def _upwards(area: Area | None) -> list[Area]:
    areas = []
    while area is not None:
        areas.append(area)
        area = area.parent
    return areas


def _level(unit: Unit) -> str:
    return str(Level(unit.area.level).label)
