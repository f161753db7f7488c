"""Whom a lead concerns, and so who must never see it and which commission gets it.

The rule is the one of cases (``cases.selectors.firewall``): shut out are the unit and all below it, whoever the cases
accuse, the units that an accused person leads, and those who lead any of these. Here it is asked for very many leads at
once, so the register of units and leaders is read a single time.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cases.models import Accused, Case
from cases.selectors.firewall import Firewall
from organizations.choices import Line, UnitKind
from organizations.models import Area, Tenure, Unit


@dataclass(frozen=True)
class Concerned:
    """A unit with its leader on that day, the firewall around the lead, and the commission that gets it (None: nobody)."""

    unit: Unit
    firewall: Firewall
    commission: Unit | None
    post_id: int | None
    leader_id: int | None


class Register:
    """Units, and who leads them on one day."""

    def __init__(self, *, on: date):
        self.on = on
        self.units = {unit.pk: unit for unit in Unit.objects.all()}
        self._areas_above = dict(Area.objects.values_list("pk", "parent_id"))
        self.led: dict[int, set[int]] = defaultdict(set)
        self.leaders: dict[int, set[int]] = defaultdict(set)
        self.first: dict[int, tuple[int, int]] = {}
        tenures = Tenure.objects.in_office(on=on).values_list(
            "person_id", "post_id", "post__unit_id", "post__is_first"
        )
        for person_id, post_id, unit_id, is_first in tenures:
            self.led[person_id].add(unit_id)
            self.leaders[unit_id].add(person_id)
            if is_first:
                self.first[unit_id] = (post_id, person_id)
        self._commissions = {
            unit.area_id: unit
            for unit in self.units.values()
            if unit.line == Line.COMMISSION and unit.kind == UnitKind.COMMISSION and unit.is_active
        }

    def concerned(self, *, unit_id: int, accused: Iterable[tuple[int | None, int | None]]) -> Concerned:
        """Whom a lead about the unit concerns; ``accused`` are units and persons whom its cases accuse."""
        accused = set(accused)
        unit = self.units[unit_id]
        firewall = self._firewall(unit_id, accused)
        post_id, leader_id = self.first.get(unit_id, (None, None))
        return Concerned(unit, firewall, self._commission(unit, firewall), post_id, leader_id)

    def _firewall(self, unit_id: int, accused: set[tuple[int | None, int | None]]) -> Firewall:
        persons = {person_id for _, person_id in accused if person_id}
        persons |= self.leaders[unit_id]
        roots = {unit_id, *(accused_id for accused_id, _ in accused if accused_id)}
        for person_id in persons:
            roots |= self.led[person_id]
        for root in roots:
            persons = persons | self.leaders[root]
        return Firewall(roots=frozenset(roots), named=frozenset(persons))

    def _commission(self, unit: Unit, firewall: Firewall) -> Unit | None:
        """The commission of the unit's area, or the nearest above it that the lead doesn't concern."""
        area_id = unit.area_id
        while area_id is not None and area_id not in self._commissions:
            area_id = self._areas_above[area_id]
        found = self._commissions.get(area_id)
        while found is not None and firewall.bars(found):
            found = self.units.get(found.parent_id)
        return found


def accusations_in(case_ids: Iterable[int]) -> dict[int, set[tuple[int | None, int | None]]]:
    """Unit and person of every accusation of these cases and of those that are one matter with them, by case."""
    case_ids = set(case_ids)
    found: dict[int, set] = defaultdict(set)
    own = Accused.objects.filter(Q(unit__isnull=False) | Q(person__isnull=False)).order_by()
    for case_id, unit_id, person_id in own.filter(case__in=case_ids).values_list(
        "case_id", "unit_id", "person_id"
    ):
        found[case_id].add((unit_id, person_id))
    matter_of = dict(
        Case.objects.filter(pk__in=case_ids, matter__isnull=False).order_by().values_list("pk", "matter_id")
    )
    of_matter: dict[int, set] = defaultdict(set)
    for matter_id, unit_id, person_id in own.filter(case__matter__in=set(matter_of.values())).values_list(
        "case__matter_id", "unit_id", "person_id"
    ):
        of_matter[matter_id].add((unit_id, person_id))
    for case_id, matter_id in matter_of.items():
        found[case_id] |= of_matter[matter_id]
    return found
