"""What a caller does: takes a call-back, is shown the number, writes down attempts and what was said, hands it back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.selectors import ActRefused
from accounts.services import note_calls, open_phone
from audit.choices import ReadKind
from audit.services import note_reading
from cases.choices import EventName, Party
from cases.models import Case, CaseEvent
from cases.services import MoveRefused, move_case
from common.brakes import Brake
from common.numbering import CHINA
from evaluations.choices import CallRefusal, CallState, Grade, Outcome
from evaluations.models import CallAttempt, CallBack
from evaluations.rules.call_backs import (
    CLAIM_LASTS,
    FAILED,
    MOST_ATTEMPTS,
    NUMBERS_AN_HOUR,
    is_fit_for_later,
    next_try_at,
)
from evaluations.selectors.call_scripts import script_of
from evaluations.signals import dissatisfied_again

HOUR = 60 * 60
# What ends a call-back beside the answers themselves.
ENDINGS = {Outcome.WRONG_NUMBER: CallState.NOT_REACHED, Outcome.REFUSED: CallState.REFUSED}
ENTERED = ("state", "contacted", "solved", "grade", "reason", "comment", "script")
ENTERED += ("done_at", "done_by", "reopened", "called_at", "claimed_by", "claimed_until", "next_at")


class CallRefused(ActRefused):
    """A step of a call-back is refused; ``reasons`` are words of ``CallRefusal``."""

    words = CallRefusal


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a citizen said when he was called back."""

    contacted: bool
    solved: str
    grade: str
    reason: str = ""
    comment: str = ""


@transaction.atomic
def take_call_back(*, call_back_id: int, actor: User, at: datetime) -> str:
    """Take a call-back for a while and be shown the number, the only place where it is shown; that is written down.

    What the caller held before is handed back. The name stays sealed: it takes two people to open (R10). Raises
    CallBack.DoesNotExist and CallRefused.
    """
    # One after the other, should a caller take two at once in two windows.
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    row = _locked(call_back_id, actor)
    if reasons := _against_taking(row, actor, at=at):
        raise CallRefused(reasons)
    CallBack.objects.filter(claimed_by=actor).exclude(pk=row.pk).update(claimed_by=None, claimed_until=None)
    if Brake("call-numbers", NUMBERS_AN_HOUR, HOUR).press(f"user{actor.pk}") > NUMBERS_AN_HOUR:
        raise CallRefused([CallRefusal.TOO_MANY])
    row.claimed_by, row.claimed_until = actor, at + CLAIM_LASTS
    row.save(update_fields=["claimed_by", "claimed_until"])
    note_reading(reader=actor, kind=ReadKind.CALL, case_id=row.case_id, item=f"call-back:{row.pk}")
    return open_phone(row.case.identity)


@transaction.atomic
def hand_back(*, call_back_id: int, actor: User, at: datetime) -> None:
    """Give a call-back to the colleagues again. Raises CallRefused."""
    row = _held(call_back_id, actor, at=at)
    row.claimed_by = row.claimed_until = None
    row.save(update_fields=["claimed_by", "claimed_until"])


@transaction.atomic
def note_attempt(
    *, call_back_id: int, outcome: str, actor: User, at: datetime, later_at: datetime | None = None
) -> CallBack:
    """Write down a call that brought no answers, and when it is tried again or that it is over. Raises CallRefused."""
    row = _held(call_back_id, actor, at=at)
    is_later = outcome == Outcome.LATER
    if is_later and not is_fit_for_later(later_at, at=at):
        raise CallRefused([CallRefusal.LATER_UNFIT])
    _attempt(row, outcome, actor, at=at, later_at=later_at if is_later else None)
    failed = row.attempts.filter(outcome__in=FAILED).count()
    if outcome in ENDINGS or failed >= MOST_ATTEMPTS:
        row.state, row.next_at = ENDINGS.get(outcome, CallState.NOT_REACHED), None
    else:
        row.next_at = later_at if is_later else next_try_at(failed=failed, at=at, tz=CHINA)
    if outcome == Outcome.REFUSED:
        note_calls(identity=row.case.identity, may_be_called=False)
    row.save(update_fields=ENTERED)
    return row


@transaction.atomic
def enter_call_back(*, call_back_id: int, said: Said, actor: User, at: datetime) -> CallBack:
    """Keep what was said in a call that the actor has taken; see ``_enter``. Raises CallRefused."""
    _lock_case(call_back_id)
    return _enter(_held(call_back_id, actor, at=at), said, actor, at=at)


@transaction.atomic
def enter_for_system(*, call_back_id: int, said: Said, actor: User, at: datetime) -> CallBack:
    """Keep what a municipal call centre was told by a citizen whose complaint it has handed in. Raises CallRefused."""
    _lock_case(call_back_id)
    rows = CallBack.objects.of_system(actor).select_related("case__identity", "case__sector", "answer")
    row = rows.select_for_update(of=("self",)).get(pk=call_back_id)
    if row.state != CallState.WAITING:
        raise CallRefused([CallRefusal.WRONG_STATE])
    return _enter(row, said, actor, at=at)


def _enter(row: CallBack, said: Said, actor: User, *, at: datetime) -> CallBack:
    """Write the answers once; a dissatisfied citizen whose matter isn't settled reopens the case, once.

    Where that is used up already the commission is told, which may order it (督办).
    """
    if said.grade == Grade.DISSATISFIED and not said.reason:
        raise CallRefused([CallRefusal.REASON_MISSING])
    _attempt(row, Outcome.REACHED, actor, at=at)
    row.state, row.done_at, row.done_by, row.next_at = CallState.DONE, at, actor, None
    row.contacted, row.solved, row.grade = said.contacted, said.solved, said.grade
    row.reason = "" if said.grade == Grade.SATISFIED else said.reason
    row.comment, row.script = said.comment.strip(), script_of(row.case).code
    _record(row, at=at)
    refused = _reopen(row, at=at) if row.grade == Grade.DISSATISFIED else ()
    row.reopened = row.grade == Grade.DISSATISFIED and not refused
    row.save(update_fields=ENTERED)
    case = Case.objects.get(pk=row.case_id)
    # What is under way again is being redone, and another reason asks for no redo: there is nothing to order.
    if refused and "not_dissatisfied" not in refused and not case.is_under_way:
        dissatisfied_again.send(sender=CallBack, case=case, call_back=row, at=at)
    return row


def _reopen(row: CallBack, *, at: datetime) -> tuple[str, ...]:
    """Open the redo; the reasons why not, empty when it is opened."""
    details = {"grade": row.grade, "reason": row.reason}
    note = row.comment or str(row.get_reason_display())
    try:
        move_case(case_id=row.case_id, move="reopen", actor=Party.CITIZEN, at=at, note=note, details=details)
    except MoveRefused as refusal:
        return refusal.reasons
    return ()


def _record(row: CallBack, *, at: datetime) -> None:
    """In the trail of the case, as the citizen's own word: who called stays with the commission."""
    CaseEvent.objects.create(
        case_id=row.case_id,
        at=at,
        name=EventName.CALLED_BACK,
        party=Party.CITIZEN,
        note=row.comment,
        details={"grade": row.grade, "reason": row.reason, "solved": row.solved},
    )


def _attempt(
    row: CallBack, outcome: str, actor: User, *, at: datetime, later_at: datetime | None = None
) -> None:
    CallAttempt.objects.create(call_back=row, at=at, caller=actor, outcome=outcome, later_at=later_at)
    row.called_at = row.called_at or at
    row.claimed_by = row.claimed_until = None


def _locked(pk: int, actor: User) -> CallBack:
    rows = CallBack.objects.visible_to(actor).select_related("case__identity", "case__sector", "answer")
    return rows.select_for_update(of=("self",)).get(pk=pk)


def _lock_case(call_back_id: int) -> None:
    """The case before its call-back, in the order in which a rating by receipt locks them."""
    of_row = CallBack.objects.filter(pk=call_back_id).order_by().values("case_id")
    Case.objects.filter(pk__in=of_row).select_for_update().values("pk").first()


def _held(pk: int, actor: User, *, at: datetime) -> CallBack:
    row = _locked(pk, actor)
    if row.state != CallState.WAITING:
        raise CallRefused([CallRefusal.WRONG_STATE])
    if row.claimed_by_id != actor.pk:
        raise CallRefused([CallRefusal.NOT_CLAIMED])
    return row


def _against_taking(row: CallBack, actor: User, *, at: datetime) -> list[str]:
    identity = row.case.identity
    if row.state != CallState.WAITING:
        return [CallRefusal.WRONG_STATE]
    is_taken = row.claimed_by_id not in (None, actor.pk) and row.claimed_until > at
    reasons = [CallRefusal.TAKEN] if is_taken else []
    reasons += [CallRefusal.TOO_SOON] if row.next_at and row.next_at > at else []
    if identity is None or not identity.phone_box or not identity.may_be_called:
        reasons.append(CallRefusal.NO_CALLS)
    return reasons
