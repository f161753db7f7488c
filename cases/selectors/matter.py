"""Who belongs to a matter, and why a case can't become part of one."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import Prefetch, Q, prefetch_related_objects

from cases.choices import Refusal, Stage
from cases.lifecycle import UNIT_STAGES
from cases.models import Case, CoHandler
from cases.selectors.firewall import (
    Accusation,
    Firewall,
    accusations_of,
    barred_among,
    firewall_against,
)
from organizations.models import Unit


def joined_to(case: Case) -> list[Case]:
    """The cases that wait for the answer to this one, in the order of their numbers; none unless it leads."""
    if case.matter_id is None or case.matter.leading_id != case.pk:
        return []
    waiting = Case.objects.filter(matter=case.matter_id, stage=Stage.JOINED).exclude(pk=case.pk)
    return list(waiting.order_by("pk").defer("story", "search_text", "search_index", "text_marks"))


def holders_of(case: Case, leading: Case) -> list[Unit]:
    """The units that have the case, or the leading one with those joined to it."""
    return _holders([case, leading, *joined_to(leading)])


def bars_to_joining(case: Case, others: Collection[Case], *, on: date) -> dict[int, str]:
    """For each of the others that can't take the case in the reason, a ``Refusal`` word; asked before joining itself asks.

    Where none of them accuses anybody it takes one statement.
    """
    if joined_to(case):
        return {other.pk: Refusal.LEADS_OTHERS for other in others}
    marked = [other for other in others if case.forum or other.forum]
    return dict.fromkeys((other.pk for other in marked), Refusal.BELONGS_ELSEWHERE) | _barred(
        case, [other for other in others if other not in marked], on=on
    )


def _barred(case: Case, others: Collection[Case], *, on: date) -> dict[int, str]:
    """Those with which it would be in the hands of a unit that one of the two accuses."""
    if not others:
        return {}
    accusations = accusations_of([case, *others])
    if not accusations:
        return {}
    around_all = firewall_against(accusations, on=on)
    own = _holders([case])
    holders = {other: [*own, *units] for other, units in _holders_by_leading(others).items()}
    # Whom all of them together don't shut out, no two of them do.
    suspects = [other for other, units in holders.items() if barred_among(around_all, units)]
    return {
        other.pk: Refusal.MATTER_BARRED
        for other in suspects
        if barred_among(_firewall_of_two(case, other, accusations, on=on), holders[other])
    }


def _firewall_of_two(case: Case, other: Case, accusations: Iterable[Accusation], *, on: date) -> Firewall:
    theirs = [row for row in accusations if row.concerns(case) or row.concerns(other)]
    return firewall_against(theirs, on=on)


def _holders_by_leading(others: Collection[Case]) -> dict[Case, list[Unit]]:
    """For each of the others the units that have it or one that is joined to it; two statements for all, where units help three."""
    known = Case.objects.with_units().knowing_of_helpers()
    with_units = known.select_related("matter").defer("story", "text_marks")
    asked = {other.pk for other in others}
    among = Q(pk__in=asked)
    led = {other.matter_id for other in others if other.matter_id}
    if led:
        among |= Q(matter__in=led, stage=Stage.JOINED)
    found = list(with_units.filter(among))
    _read_helpers(found)
    leading = [one for one in found if one.pk in asked]
    return {
        one: _held([one, *(mate for mate in found if mate != one and _waits_for(mate, one))])
        for one in leading
    }


def _waits_for(mate: Case, leading: Case) -> bool:
    """Whether a case is joined to this one."""
    return mate.stage == Stage.JOINED and mate.matter is not None and mate.matter.leading_id == leading.pk


def _holders(cases: Sequence[Case]) -> list[Unit]:
    _read_helpers(cases)
    return _held(cases)


def _read_helpers(cases: Iterable[Case]) -> None:
    """Read the helpers of the cases along, where a unit has them."""
    rows = Prefetch("co_handler_rows", queryset=CoHandler.objects.select_related("unit"))
    prefetch_related_objects([case for case in cases if _may_be_helped(case)], rows)


def _may_be_helped(case: Case) -> bool:
    """Whether units may help with the case; of one that was read with ``has_helpers``, whether any does."""
    return case.stage in UNIT_STAGES and getattr(case, "has_helpers", True)


def _held(cases: Iterable[Case]) -> list[Unit]:
    """Who has one of these cases: desk, responsible unit, who it was handed up to, who reviews it, who helps."""
    units = []
    for case in cases:
        helpers = [row.unit for row in case.co_handler_rows.all()] if _may_be_helped(case) else []
        units += [case.desk, case.responsible, case.escalated_to, case.reviewer, *helpers]
    return [unit for unit in units if unit is not None]
