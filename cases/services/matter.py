"""What it means for a move that several cases are one matter; called by ``move_case`` with the row locked."""

from collections.abc import Mapping
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q

from cases.choices import EventName
from cases.models import Answer, Case, CaseEvent, Matter
from cases.selectors.matter import holders_of

ON_LEADING = {"join": EventName.TOOK_IN, "split": EventName.LET_GO}


def with_holders(case: Case, details: Mapping[str, Any]) -> Mapping[str, Any]:
    """The particulars of a move; of joining with ``holders``, the units that have one of the two matters."""
    leading = details.get("leading")
    if leading is None:
        return details
    return {**details, "holders": holders_of(case, leading)}


def lock_matters(*case_ids: int) -> None:
    """Lock these cases and the others of their matters, for a change that reaches into several cases.

    The leading case comes first, as closing it does, then the others by number: two such changes never wait for each
    other.
    """
    matters = Case.objects.filter(pk__in=case_ids, matter__isnull=False).values("matter")
    affected = Case.objects.filter(Q(pk__in=case_ids) | Q(matter__in=matters))
    leads = ExpressionWrapper(Q(matter__leading=F("pk")), output_field=BooleanField())
    in_order = affected.order_by(leads.desc(nulls_last=True), "pk")
    list(in_order.select_for_update(of=("self",)).values_list("pk", flat=True))


def leading_of(move: str, case: Case, details: Mapping[str, Any]) -> Case | None:
    """The case that a move takes this one into, or out of; asked before the move."""
    if move == "split" and case.matter_id:
        return case.matter.leading
    return details.get("leading")


def tie(case: Case, leading: Case, *, at) -> None:
    """Make the case one matter with the leading one, which gets its matter with the first case that joins."""
    matter, _ = Matter.objects.get_or_create(leading=leading, defaults={"opened_at": at})
    if leading.matter_id != matter.pk:
        leading.matter = matter
        leading.save(update_fields=["matter"])
    case.matter = matter


def take_over_answer(case: Case, *, at) -> None:
    """Give a joined case the answer of the leading one, as its own: its citizen rates it for himself."""
    leading = case.matter.leading
    given = leading.answer
    case.responsible, case.answered_at, case.closed_at = leading.responsible, leading.answered_at, at
    case.assigned_at = leading.assigned_at
    words = ("unit", "request", "facts", "opinion", "legal_basis", "result", "submitted_at")
    case.answer = Answer.objects.create(
        case=case,
        round=case.answers.count() + 1,
        released_at=at,
        **{name: getattr(given, name) for name in words},
    )


def note_on_leading(leading: Case | None, event: CaseEvent) -> None:
    """Tell in the trail of the leading case that another one was joined to it or taken out; of its story nothing."""
    if leading is not None and event.move in ON_LEADING:
        CaseEvent.objects.create(
            case=leading,
            at=event.at,
            name=ON_LEADING[event.move],
            party=event.party,
            actor=event.actor,
            unit=event.unit,
            details={"number": event.case.number},
        )
