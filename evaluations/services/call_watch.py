"""Watching over call-backs: an alarm for what nobody has called in time, and an end for what the case has left behind."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from cases.choices import Stage
from evaluations.choices import CallState, Origin
from evaluations.models import CallBack
from evaluations.services.call_tell import tell_callers
from notices.choices import Wording

AT_ONCE = 100


@transaction.atomic
def watch_call_backs(*, at: datetime) -> int:
    """Give the alarms that are due, once each, and drop what is pointless; returns how many were dealt with."""
    rows = CallBack.objects.overdue(at=at).filter(alarmed_at=None).select_related("case", "answer__unit")
    late = list(rows.select_for_update(of=("self",), skip_locked=True).order_by("due_at", "pk")[:AT_ONCE])
    for row in late:
        tell_callers(row, Wording.CALL_BACK_LATE, at=at)
    CallBack.objects.filter(pk__in=[row.pk for row in late]).update(alarmed_at=at)
    return len(late) + drop_left_behind()


def drop_left_behind() -> int:
    """Nobody is asked about an answer that is under review, or was followed by another; whoever is dissatisfied is."""
    drawn = CallBack.objects.waiting().filter(origin=Origin.DRAWN, claimed_by=None)
    left = drawn.filter(~Q(case__stage=Stage.CLOSED) | ~Q(case__answer=F("answer")))
    ids = list(left.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    return CallBack.objects.waiting().filter(pk__in=ids).update(state=CallState.DROPPED, next_at=None)
