"""How far somebody sees, said of sums instead of cases.

What a user sees is nearly all of something large (the province, a city, a desk) with few cases missing and few added. The
large part is read from the sums; the few are found by ``visible_to`` itself, one by one, so that figures keep exactly to
what the lists show: an accused unit finds no trace, not even in a total. A property test holds the two together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from accounts.choices import Role
from accounts.selectors import Acting, Standing
from cases.choices import Decision
from cases.models import Accused, Case, Recusal, SealedHandover
from cases.querysets import any_of, led_sectors, unit_branches
from organizations.choices import Level, UnitKind

# A condition on the dimensions of a sum, such as {"city": 5}.
Term = Mapping[str, Any]
ON_CASES = {
    "city": "city_id",
    "area": "area_id",
    "desk": "desk_id",
    "unit": "responsible_id",
    "sector__in": "sector_id__in",
}


@dataclass(frozen=True)
class Reach:
    """The large part of what somebody may see, as terms of which one must hold (one without conditions is everything), and
    in which branches the few other cases are found."""

    wide: tuple[Term, ...]
    near: tuple[Q, ...]

    @property
    def dimensions(self) -> set[str]:
        """What the terms narrow by."""
        return {name.partition("__")[0] for term in self.wide for name in term}

    def condition(self) -> Q:
        """The large part as a condition on sums, or on what a case adds to them."""
        if not self.wide:
            return Q(pk__in=())
        found = Q(**self.wide[0])
        for term in self.wide[1:]:
            found |= Q(**term)
        return Q() if {} in self.wide else found


@dataclass(frozen=True)
class Exceptions:
    """The ids of cases of the large part that are hidden from somebody, and of visible ones that may lie outside of it."""

    hidden: frozenset[int]
    seen: frozenset[int]


def reach_of(standing: Standing) -> Reach:
    """What the duties open; what is too fine for sums of cities is looked up near by when there are such sums."""
    terms, near = [], []
    for acting in standing.actings:
        opened, branches = _of_duty(acting)
        terms += opened
        near += branches
    if {} in terms:
        return Reach(wide=({},), near=())
    coarse = [term for term in terms if not {"area", "unit"} & term.keys()]
    if any(term.keys() != {"desk"} for term in coarse):
        near += [_on_cases(term) for term in terms if term not in coarse]
        terms = coarse
    return Reach(wide=tuple(terms), near=tuple(near))


def exceptions_for(user, standing: Standing, reach: Reach) -> Exceptions:
    """The few cases in which what is visible differs from the large part, in two statements at most."""
    doubtful = set(_doubtful(user, standing))
    if not doubtful and not reach.near:
        return Exceptions(frozenset(), frozenset())
    looked_at = any_of(Q(pk__in=doubtful), *reach.near)
    seen = frozenset(Case.objects.visible_to(user).filter(looked_at).order_by().values_list("pk", flat=True))
    return Exceptions(hidden=frozenset(doubtful - seen), seen=seen)


def _doubtful(user, standing: Standing) -> Iterable[int]:
    """Cases that may be hidden although they lie in a duty's scope: they accuse the own side, are one matter with one that
    does, were handed up sealed, or their citizen has had the user kept away."""
    accused = Accused.objects.against(standing).order_by()
    matters = accused.exclude(case__matter=None).values("case__matter")
    return accused.values_list("case_id", flat=True).union(
        Case.objects.filter(matter__in=matters).order_by().values_list("pk", flat=True),
        SealedHandover.objects.exclude(case=None).order_by().values_list("case_id", flat=True),
        Recusal.objects.filter(about=user, decision=Decision.GRANTED)
        .order_by()
        .values_list("case_id", flat=True),
    )


def _of_duty(acting: Acting) -> tuple[list[Term], list[Q]]:
    match acting.role:
        case Role.INTAKE_CLERK:
            return [{"desk": acting.unit.pk}], []
        case Role.INSPECTOR | Role.COMMISSION_LEADER:
            return _of_commission(acting)
        case Role.HANDLER:
            return _of_unit(acting)
        case Role.UNIT_LEADER:
            own, near = _of_unit(acting)
            return own + _of_sector_lead(acting), near
    return [], []


def _of_commission(acting: Acting) -> tuple[list[Term], list[Q]]:
    if acting.unit.kind != UnitKind.COMMISSION:
        return [], []
    if acting.unit.area and acting.unit.area.level == Level.PROVINCE:
        return [{}], []
    return [*_of_area(acting), {"desk": acting.unit.pk}], [Q(escalated_to=acting.unit)]


def _of_unit(acting: Acting) -> tuple[list[Term], list[Q]]:
    _own, *others = unit_branches(acting)
    return [{"unit": acting.unit.pk}], others


def _of_sector_lead(acting: Acting) -> list[Term]:
    if acting.unit.area is None:
        return []
    led = tuple(led_sectors(acting).values_list("sector_id", flat=True))
    within = {} if acting.unit.area.level == Level.PROVINCE else _of_area(acting)[0]
    return [{"sector__in": led, "is_assigned": True, **within}] if led else []


def _of_area(acting: Acting) -> list[Term]:
    area = acting.unit.area
    if area is None:
        return []
    return [{"city" if area.level == Level.CITY else "area": area.pk}]


def _on_cases(term: Term) -> Q:
    found = Q(**{ON_CASES[name]: value for name, value in term.items() if name in ON_CASES})
    return found & Q(responsible__isnull=False) if term.get("is_assigned") else found
