"""Who belongs to a matter, and why a case can't become part of one."""

from collections.abc import Collection
from datetime import date

from cases.choices import Refusal, Stage
from cases.lifecycle import UNIT_STAGES
from cases.models import Case
from cases.selectors.firewall import OPEN_TO_ALL, barred_among, firewall_around
from organizations.models import Unit


def joined_to(case: Case) -> list[Case]:
    """The cases that wait for the answer to this one, in the order of their numbers; none unless it leads."""
    if case.matter_id is None or case.matter.leading_id != case.pk:
        return []
    waiting = Case.objects.filter(matter=case.matter_id, stage=Stage.JOINED).exclude(pk=case.pk)
    return list(waiting.order_by("pk").defer("story", "search_text", "search_index", "text_marks"))


def holders_of(case: Case, leading: Case) -> list[Unit]:
    """The units that have the case, or the leading one with those joined to it."""
    return [holder for one in (case, leading, *joined_to(leading)) for holder in _holders(one)]


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
    around_all = firewall_around([case, *others], on=on)
    if around_all == OPEN_TO_ALL:
        return {}
    known = Case.objects.with_units().filter(pk__in=[other.pk for other in others]).select_related("matter")
    holders = {other: holders_of(case, other) for other in known.defer("story", "text_marks")}
    # Whom all of them together don't shut out, no two of them do.
    suspects = [other for other, units in holders.items() if barred_among(around_all, units)]
    return {
        other.pk: Refusal.MATTER_BARRED
        for other in suspects
        if barred_among(firewall_around([case, other], on=on), holders[other])
    }


def _holders(case: Case) -> list[Unit]:
    helps = case.stage in UNIT_STAGES
    helpers = [row.unit for row in case.co_handler_rows.select_related("unit")] if helps else []
    holders = (case.desk, case.responsible, case.escalated_to, case.reviewer, *helpers)
    return [unit for unit in holders if unit is not None]
