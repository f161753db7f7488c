"""Drawing who is called back, and calling those who are dissatisfied; each answer is drawn once."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.services import mark_of
from cases.choices import Stage
from cases.models import Answer, Case
from cases.selectors.register import office_calendar
from common.numbering import CHINA
from evaluations.choices import CallState, LeftOut, Origin
from evaluations.deadlines.call_backs import call_due_at
from evaluations.models import CallBack
from evaluations.rules.call_backs import CALLED_WITHIN, ShareRule, is_drawn, share_for, ticket_of
from evaluations.selectors.call_shares import shares_on
from evaluations.services.call_tell import tell_callers
from notices.choices import Wording

DRAWN_AT_ONCE = 500


@transaction.atomic
def draw_call_backs(*, at: datetime, most: int = DRAWN_AT_ONCE) -> int:
    """Draw for every answer that was released lately and not drawn yet; returns for how many, 0 when none is left.

    Two that run at once draw the same tickets, and of each answer one row is kept.
    """
    known = CallBack.objects.filter(answer=OuterRef("answer"))
    cases = Case.objects.filter(
        ~Exists(known), stage=Stage.CLOSED, answer__isnull=False, closed_at__gte=at - CALLED_WITHIN
    )
    # Whatever is being changed at this moment is drawn at the next beat.
    cases = cases.for_list().select_related("answer", "identity").order_by("closed_at", "pk")
    cases = list(cases.select_for_update(of=("self",), skip_locked=True)[:most])
    if not cases:
        return 0
    rules = shares_on(at.astimezone(CHINA).date())
    CallBack.objects.bulk_create([_drawn(case, rules, at=at) for case in cases], ignore_conflicts=True)
    return len(cases)


@transaction.atomic
def call_back_dissatisfied(*, answer_id: int, at: datetime) -> CallBack | None:
    """Have a citizen called within 24 hours who was dissatisfied, by receipt or text message; None where nobody can be called.

    Whoever was drawn already is called sooner; whoever was called already has said what there is to say.
    """
    answer = Answer.objects.select_related("case__identity", "case__answer").get(pk=answer_id)
    rules = shares_on(at.astimezone(CHINA).date())
    drawn = _drawn(answer.case, rules, answer=answer, at=at)
    CallBack.objects.bulk_create([drawn], ignore_conflicts=True)
    row = CallBack.objects.select_for_update().get(answer=answer)
    was_left_out = row.state == CallState.LEFT_OUT
    if (was_left_out and row.why != LeftOut.SAMPLED_OUT) or not (
        was_left_out or row.state == CallState.WAITING
    ):
        return None
    due_at = due_for(Origin.DISSATISFIED, at=at)
    row.state, row.why, row.origin = CallState.WAITING, "", Origin.DISSATISFIED
    row.due_at = due_at if was_left_out else min(due_at, row.due_at)
    row.save(update_fields=["state", "why", "origin", "due_at"])
    tell_callers(row, Wording.CALL_BACK_URGENT, at=at)
    return row


def _drawn(case: Case, rules: list[ShareRule], *, at: datetime, answer: Answer | None = None) -> CallBack:
    """The row that the draw gives, not stored yet."""
    answer = answer or case.answer
    ticket = ticket_of(mark_of(f"call-back:{answer.pk}"))
    share = share_for(rules, sector_id=case.sector_id, channel=case.channel)
    why = why_not_called(case) or ("" if is_drawn(ticket=ticket, share=share) else LeftOut.SAMPLED_OUT)
    return CallBack(
        case_id=case.pk,
        answer=answer,
        state=CallState.LEFT_OUT if why else CallState.WAITING,
        why=why,
        ticket=ticket,
        share=share,
        drawn_at=at,
        due_at=due_for(Origin.DRAWN, at=at),
    )


def due_for(origin: str, *, at: datetime) -> datetime:
    """By when somebody who is to be called from now on is called."""
    return call_due_at(origin, at, office_calendar(), CHINA)


def why_not_called(case: Case) -> str:
    """Why the citizen of this case can't be called; empty where he can."""
    if case.identity is None:
        return LeftOut.ANONYMOUS
    if not case.identity.phone_box:
        return LeftOut.NO_NUMBER
    return "" if case.identity.may_be_called else LeftOut.NO_CALLS
