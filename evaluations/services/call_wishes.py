"""What a citizen says by receipt: call me, or don't."""

from datetime import datetime

from django.db import transaction

from accounts.services import note_calls
from cases.models import Case
from evaluations.choices import CallState, LeftOut
from evaluations.models import CallBack
from evaluations.rules.call_backs import is_drawn
from evaluations.services.call_backs import due_for

SILENT = {"claimed_by": None, "claimed_until": None, "next_at": None}


@transaction.atomic
def change_calls(*, case_id: int, may_be_called: bool, at: datetime) -> None:
    """Keep whether its citizen may be called. Who doesn't want it is taken off the list at once; who wants it now, and was
    left out for that alone, is put on it if his ticket was drawn."""
    case = Case.objects.select_for_update(of=("self",)).select_related("identity").get(pk=case_id)
    if case.identity is None:
        return
    note_calls(identity=case.identity, may_be_called=may_be_called)
    rows = CallBack.objects.select_for_update().filter(case=case, answer=case.answer_id)
    if not may_be_called:
        rows.waiting().update(state=CallState.LEFT_OUT, why=LeftOut.NO_CALLS, **SILENT)
        return
    for row in rows.filter(state=CallState.LEFT_OUT, why=LeftOut.NO_CALLS):
        drawn = is_drawn(ticket=row.ticket, share=row.share)
        row.state = CallState.WAITING if drawn else CallState.LEFT_OUT
        row.why = "" if drawn else LeftOut.SAMPLED_OUT
        row.due_at = due_for(row.origin, at=at)
        row.save(update_fields=["state", "why", "due_at"])
