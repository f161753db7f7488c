"""The accused-unit firewall: whom a case must never reach (R2, M11; Regulations on Letters and Visits 2005, art. 23).

Shut out are the accused unit and everything below it, the units that an accused person leads and everything below
them, and everybody who has declared a tie to one of these. The same rule stands three times, each time for another
reader: here for routing and notices, in ``CaseQuerySet.outside_firewall_of`` for what people see, and in the database
triggers as the last line. A property test holds the three together.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Duty, Tie, User
from accounts.selectors import leader_ids, led_unit_ids
from cases.choices import Decision
from cases.models import Accused, Case, Recusal
from organizations.models import Unit


@dataclass(frozen=True)
class Firewall:
    """The ids that a case shuts out: ``roots`` are units (with all below them), ``persons`` are officials.

    ``cases`` are those that it stands around: whoever keeps away from one of them by decision hears nothing of it either.
    ``led_on`` is the day on which whoever leads one of the units is shut out with those who are ``named``; None: nobody else.
    """

    roots: frozenset[int]
    named: frozenset[int]
    cases: frozenset[int] = field(default=frozenset(), compare=False)
    led_on: date | None = None

    @cached_property
    def persons(self) -> frozenset[int]:
        """The officials who are shut out. The leaders are read when somebody asks: which units are shut out goes without."""
        leaders = leader_ids(self.roots, on=self.led_on) if self.led_on else ()
        return self.named.union(leaders)

    def bars(self, unit: Unit) -> bool:
        """Whether the unit may not receive, read or hear of the case."""
        return not self.roots.isdisjoint(unit.lineage)

    def may_tell(self, users: QuerySet[User], *, on: date) -> QuerySet[User]:
        """Those of the users who may hear of the case."""
        if self.cases:
            kept = Recusal.objects.filter(
                case__in=self.cases, decision=Decision.GRANTED, about=OuterRef("pk")
            )
            users = users.filter(~Exists(kept))
        if not self.roots and not self.persons:
            return users
        duties = Duty.objects.in_force(on=on).filter(
            user=OuterRef("pk"), unit__lineage__overlap=list(self.roots)
        )
        ties = Tie.objects.in_force().filter(
            Q(unit_id__in=self.roots) | Q(person_id__in=self.persons), user=OuterRef("pk")
        )
        is_accused = Q(person_id__in=self.persons, person__isnull=False)
        return users.filter(~Exists(duties), ~Exists(ties), ~is_accused)


class Accusation(NamedTuple):
    """A unit or an official that a case accuses."""

    case_id: int
    matter_id: int | None
    unit_id: int | None
    person_id: int | None

    def concerns(self, case: Case) -> bool:
        """Whether this case or one of its matter makes it."""
        return self.case_id == case.pk or (case.matter_id is not None and self.matter_id == case.matter_id)


OPEN_TO_ALL = Firewall(roots=frozenset(), named=frozenset())


def build_firewall(
    *, unit_ids: Collection[int], person_ids: Collection[int], on: date, case_ids: Iterable[int] = ()
) -> Firewall:
    """The firewall of cases that accuse these units and officials; one that isn't stored yet has no id."""
    around = frozenset(case_ids)
    if not unit_ids and not person_ids:
        return Firewall(roots=frozenset(), named=frozenset(), cases=around)
    roots = set(unit_ids) | led_unit_ids(person_ids, on=on)
    return Firewall(roots=frozenset(roots), named=frozenset(person_ids), cases=around, led_on=on)


def firewall_of(case: Case, *, on: date) -> Firewall:
    """The firewall of a stored case and its matter, as the register of units and leaders stands on that day."""
    return firewall_around([case], on=on)


def firewall_around(cases: Iterable[Case], *, on: date) -> Firewall:
    """The firewall of several cases together, each with its matter."""
    cases = list(cases)
    around = {case.pk for case in cases if case.pk}
    return firewall_against(accusations_of(cases), on=on, case_ids=around)


def firewall_against(
    accusations: Iterable[Accusation], *, on: date, case_ids: Iterable[int] = ()
) -> Firewall:
    """The firewall of whatever has been accused, around these cases."""
    rows = list(accusations)
    return build_firewall(
        case_ids=case_ids,
        unit_ids={row.unit_id for row in rows if row.unit_id},
        person_ids={row.person_id for row in rows if row.person_id},
        on=on,
    )


def accusations_of(cases: Iterable[Case]) -> list[Accusation]:
    """Every accusation of the cases and of those that are one matter with them."""
    among = Q()
    for case in cases:
        among |= Q(case=case) | Q(case__matter=case.matter_id) if case.matter_id else Q(case=case)
    rows = Accused.objects.filter(among).order_by()
    return [
        Accusation(*row) for row in rows.values_list("case_id", "case__matter_id", "unit_id", "person_id")
    ]


def barred_among(firewall: Firewall, units: Iterable[Unit]) -> frozenset[int]:
    """The ids of those units that the firewall shuts out."""
    return frozenset(unit.pk for unit in units if firewall.bars(unit))
