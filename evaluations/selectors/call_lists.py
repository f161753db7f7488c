"""The work list of the callers: whom to call now, whom later, and what became of the others."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from cases.models import Case
from common.numbering import parse_case_number
from evaluations.choices import CallState
from evaluations.models import CallAttempt, CallBack
from organizations.selectors import code_prefix

NOW, LATER, DONE, SILENT, LEFT_OUT = "now", "later", "done", "silent", "left_out"
TABS = (NOW, LATER, DONE, SILENT, LEFT_OUT)
BY_DUE, NEWEST = ("due_at", "pk"), ("-pk",)


def order_of(tab: str) -> tuple[str, ...]:
    """Who is due first comes first; what is over, the newest first."""
    return BY_DUE if tab in (NOW, LATER) else NEWEST


def calls_for(user, tab: str, *, at: datetime) -> QuerySet[CallBack]:
    """The call-backs of one tab."""
    seen = CallBack.objects.visible_to(user)
    if tab in (NOW, LATER):
        now = seen.callable(at=at).free_for(user, at=at)
        return now if tab == NOW else seen.waiting().exclude(pk__in=now.order_by().values("pk"))
    states = {
        DONE: (CallState.DONE,),
        SILENT: (CallState.NOT_REACHED, CallState.REFUSED, CallState.DROPPED),
        LEFT_OUT: (CallState.LEFT_OUT,),
    }
    return seen.filter(state__in=states[tab])


def narrowed(
    rows: QuerySet[CallBack], *, q: str = "", area: str = "", sector: str = "", origin: str = ""
) -> QuerySet[CallBack]:
    """Those of a case number or unit, an area, a sector, an occasion."""
    if q:
        number = parse_case_number(q)
        rows = rows.filter(Q(case_id=number) if number else Q(answer__unit__name__icontains=q))
    if area:
        rows = rows.filter(case__area__code__startswith=code_prefix(area))
    if sector:
        rows = rows.filter(case__sector__code=sector)
    return rows.filter(origin=origin) if origin else rows


def next_call(user, *, at: datetime, but_for: int | None = None) -> CallBack | None:
    """Who is to be called next: what the user has taken already, then whoever is due first."""
    rows = calls_for(user, NOW, at=at).exclude(pk=but_for).order_by("due_at", "pk")
    return rows.filter(claimed_by=user).first() or rows.first()


def attempts_of(ids) -> dict[int, int]:
    """How often each was tried."""
    rows = CallAttempt.objects.filter(call_back__in=ids).order_by()
    return dict(rows.values_list("call_back").annotate(Count("pk")))


def told_of_calls(case: Case) -> dict | None:
    """What its citizen reads of calls: whether he may be called, whether he will be, and when it was tried; None without a number."""
    if case.identity is None or not case.identity.phone_box:
        return None
    row = CallBack.objects.filter(answer=case.answer_id).first() if case.answer_id else None
    return {
        "may_be_called": case.identity.may_be_called,
        "is_waiting": bool(row and row.state == CallState.WAITING),
        "tried": list(row.attempts.values_list("at", flat=True)) if row else [],
    }
