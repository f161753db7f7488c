"""The only way in which something that takes two people is asked for, decided, or lapses."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts import rules
from accounts.choices import VERDICTS, Decision
from accounts.models import TwoKeyAct, User
from accounts.selectors import TwoKeyKind, kind_of, kinds

BATCH = 200


@transaction.atomic
def ask_for_act(
    act: TwoKeyAct, *, actor: User | None, at: datetime, reasons: Iterable[str] = ()
) -> TwoKeyAct:
    """Keep an act that waits from now on for somebody else, log it, and tell those who may decide.

    ``act`` isn't stored yet; ``actor`` is None where a citizen asks; ``reasons`` is what speaks against it. Raises the refusal of its kind.
    """
    kind = kind_of(act)
    if reasons := list(reasons):
        raise kind.refused(reasons)
    act.asked_by, act.asked_at, act.expires_at = actor, at, kind.expires_at(at)
    act.reason = act.reason.strip()
    act.save(force_insert=True)
    kind.after(act, actor=actor, at=at)
    return act


@transaction.atomic
def decide_on_act(
    act: TwoKeyAct,
    *,
    decision: str,
    note: str,
    actor: User,
    at: datetime,
    reasons: Iterable[str] = (),
) -> TwoKeyAct:
    """Grant or refuse what somebody else has asked for, log it, and tell whoever asked.

    The act is locked and read anew, after what it is about. Raises the refusal of its kind with every reason.
    """
    kind = kind_of(act)
    act = _locked(kind, act.pk)
    own = rules.is_own_act(act.asked_by_id, actor.pk)
    may = not act.decision and kind.may_decide(actor, act)
    if barred := rules.against_deciding(decision=act.decision, is_own=own, may_decide=may):
        raise kind.refused(barred)
    if wrong := [*rules.against_words(verdict=decision, note=note, verdicts=VERDICTS), *reasons]:
        raise kind.refused(wrong)
    settle_act(act, decision=decision, decided_by=actor, at=at, note=note)
    kind.after(act, actor=actor, at=at)
    return act


def settle_act(
    act: TwoKeyAct, *, decision: str, decided_by: User | None, at: datetime, note: str = ""
) -> None:
    """Write down what became of an act; the only place where that is written. The act is locked by the caller."""
    act.decision, act.decided_by, act.decided_at = decision, decided_by, at
    act.decision_note = note.strip()
    act.save(update_fields=["decision", "decided_by", "decided_at", "decision_note"])


def lapse_acts(*, at: datetime) -> int:
    """Let every act lapse that nobody has decided in time, each exactly once; both people are told. Returns how many.

    Each is a transaction of its own and looked at again once it is locked, so two beats at once do no harm, and after a
    standstill everything lapses that should have.
    """
    lapsed = 0
    for kind in kinds():
        over = kind.acts().filter(decision="", expires_at__lte=at).order_by("expires_at")
        for pk in list(over.values_list("pk", flat=True)[:BATCH]):
            lapsed += _lapse_one(kind, pk, at=at)
    return lapsed


@transaction.atomic
def _lapse_one(kind: TwoKeyKind, pk: int, *, at: datetime) -> bool:
    if kind.lapse is not None:
        return kind.lapse(kind.acts().get(pk=pk), at=at)
    act = _locked(kind, pk)
    if act.decision:
        return False
    settle_act(act, decision=Decision.LAPSED, decided_by=None, at=at)
    kind.after(act, actor=None, at=at)
    return True


def _locked(kind: TwoKeyKind, pk: int) -> TwoKeyAct:
    """What the act is about is locked first, as everything does that changes it, so that two never wait for each other."""
    kind.lock(kind.acts().get(pk=pk))
    return kind.acts().select_for_update(of=("self",)).get(pk=pk)
