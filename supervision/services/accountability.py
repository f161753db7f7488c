"""Holding somebody to account: opened, proposed by one and approved by another, served, appealed, answered (M55)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from accounts.choices import Decision, Role
from accounts.models import User
from accounts.services import ask_for_act, decide_on_act
from cases.models import Case
from common.numbering import CHINA
from notices.services import tell_of_act
from organizations.models import Tenure, Unit
from organizations.selectors import first_holder, holder_called
from supervision.choices import AccountStage, AppealOutcome, LedgerEvent, Liability
from supervision.models import Accountability, Appeal, MeasureProposal
from supervision.permissions import can_decide_on_measure, can_keep_ledger
from supervision.rules import MEASURES, fits_liability, is_lighter
from supervision.services.decide_leads import settle_lead
from supervision.services.steps import (
    LedgerRefused,
    against_step,
    find_account,
    keepers_of,
    make_step,
    write_line,
)


@dataclass(frozen=True)
class Answerable:
    """Who answers: as what, in which unit and on which day; name and post where the chart of leaders doesn't say them."""

    liability: str
    happened_on: date
    unit: Unit | None = None
    name: str = ""
    post_name: str = ""


@transaction.atomic
def open_account(
    *, case_id: int, who: Answerable, note: str, actor: User, at, lead_id: int | None = None
) -> Accountability:
    """Open the file of somebody who answers for what a case has proved; a lead from which that comes is then settled.

    A leader without a name is whoever held the first post of the unit on that day; a name is looked for among those who
    held a leading post of the unit then, and kept in words when the register doesn't know it. Raises LedgerRefused, and of
    the lead LeadRefused.
    """
    case = Case.objects.supervised_by(actor).locked().get(pk=case_id)
    conclusion = case.conclusions.last()
    reasons = [] if can_keep_ledger(actor) else ["not_your_move"]
    reasons += [] if conclusion is not None and conclusion.is_proved else ["not_proved"]
    reasons += ["day_unfit"] if who.happened_on > at.astimezone(CHINA).date() else []
    tenure = _tenure_of(who)
    name = tenure.person.name if tenure else who.name.strip()
    post = _post_words(who, tenure)
    reasons += [] if name and post else ["nobody_named"]
    same = case.accountability.filter(liability=who.liability, name=name, post_name=post)
    reasons += ["named_already"] if same.exists() else []
    if reasons:
        raise LedgerRefused(reasons)
    file = Accountability.objects.create(
        case=case,
        conclusion=conclusion,
        liability=who.liability,
        person=tenure.person if tenure else None,
        unit=who.unit,
        post=tenure.post if tenure else None,
        name=name,
        post_name=post,
        happened_on=who.happened_on,
        opened_by=actor,
        opened_at=at,
    )
    write_line(file, LedgerEvent.OPENED, actor=actor, at=at, note=note)
    if lead_id is not None:
        settle_lead(lead_id=lead_id, into=file, actor=actor, at=at)
    return file


@transaction.atomic
def propose_measure(
    *, file_id: int, measure: str, basis: str, reason: str, actor: User, at
) -> MeasureProposal:
    """Propose a measure with its legal basis; somebody else of a high enough commission decides. Raises LedgerRefused."""
    file = find_account(file_id, actor)
    reasons = against_step("propose", file, actor, note=reason)
    reasons += [] if fits_liability(measure, file.liability) else ["measure_unfit"]
    reasons += [] if basis.strip() else ["note_missing"]
    proposal = MeasureProposal(file=file, measure=measure, basis=basis.strip(), reason=reason)
    return ask_for_act(proposal, actor=actor, at=at, reasons=reasons)


@transaction.atomic
def decide_on_measure(*, proposal_id: int, decision: str, note: str, actor: User, at) -> MeasureProposal:
    """Approve or refuse what somebody else has proposed. Raises LedgerRefused."""
    proposal = MeasureProposal.objects.select_related("file").get(pk=proposal_id)
    find_account(proposal.file_id, actor)
    return decide_on_act(proposal, decision=decision, note=note, actor=actor, at=at)


def after_proposal(proposal: MeasureProposal, *, actor: User | None, at) -> None:
    """What follows when a measure was proposed, decided, or nobody decided: the file's step, and the notices."""
    file = Accountability.objects.select_related("case").get(pk=proposal.file_id)
    step = {
        "": "propose",
        Decision.GRANTED: "approve",
        Decision.REFUSED: "refuse",
        Decision.LAPSED: "lapse",
    }[proposal.decision]
    if step == "approve":
        file.measure, file.basis = proposal.measure, proposal.basis
    said = {"measure": proposal.measure, "basis": proposal.basis}
    note = proposal.decision_note if proposal.decision else proposal.reason
    make_step(step, file, actor=actor, at=at, note=note, **said)
    deciders = [
        user
        for user in keepers_of(file, at=at, roles=(Role.COMMISSION_LEADER,))
        if can_decide_on_measure(user, proposal)
    ]
    asker = [proposal.asked_by]
    receivers = {"propose": deciders, "lapse": [*asker, *deciders]}.get(step, asker)
    tell_of_act(proposal, receivers=receivers, at=at)


@transaction.atomic
def serve_measure(*, file_id: int, served_on: date, note: str, actor: User, at) -> Accountability:
    """Record that the decision was handed over; from then on 15 days run for an appeal. Raises LedgerRefused."""
    file = find_account(file_id, actor)
    reasons = against_step("serve", file, actor)
    reasons += ["day_unfit"] if served_on > at.astimezone(CHINA).date() else []
    if reasons:
        raise LedgerRefused(reasons)
    file.served_on = served_on
    make_step("serve", file, actor=actor, at=at, note=note, starts_at=_morning(served_on), on=f"{served_on}")
    return file


@transaction.atomic
def record_appeal(*, file_id: int, made_on: date, words: str, actor: User, at) -> Accountability:
    """Record an appeal that came within the 15 days; it is answered within 30, and the measure goes on meanwhile."""
    file = find_account(file_id, actor)
    reasons = against_step("appeal", file, actor, note=words)
    reasons += ["day_unfit"] if made_on > at.astimezone(CHINA).date() else []
    if file.stage == AccountStage.SERVED:
        reasons += ["appeal_too_late"] if made_on > file.due_on else []
        reasons += ["served_later"] if made_on < file.served_on else []
    if reasons:
        raise LedgerRefused(reasons)
    Appeal.objects.create(file=file, made_on=made_on, words=words.strip())
    make_step("appeal", file, actor=actor, at=at, note=words, starts_at=_morning(made_on), on=f"{made_on}")
    return file


@transaction.atomic
def answer_appeal(
    *, file_id: int, outcome: str, answer: str, measure: str = "", actor: User, at
) -> Accountability:
    """Uphold a measure, change it to a lighter one, or lift it, with the answer in words. Raises LedgerRefused."""
    file = find_account(file_id, actor)
    reasons = against_step("answer", file, actor, note=answer)
    if outcome == AppealOutcome.CHANGED:
        reasons += [] if fits_liability(measure, file.liability) else ["measure_unfit"]
        if measure in MEASURES and file.measure in MEASURES:
            reasons += [] if is_lighter(measure, file.measure) else ["not_lighter"]
    if reasons:
        raise LedgerRefused(reasons)
    appeal = file.appeal
    appeal.outcome, appeal.answer, appeal.answered_by, appeal.answered_at = outcome, answer.strip(), actor, at
    appeal.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    file.measure = measure if outcome == AppealOutcome.CHANGED else file.measure
    target = AccountStage.LIFTED if outcome == AppealOutcome.LIFTED else AccountStage.FINAL
    said = {"outcome": outcome, "measure": file.measure}
    make_step("answer", file, actor=actor, at=at, target=target, note=answer, **said)
    return file


@transaction.atomic
def clear_name(*, file_id: int, how: str, actor: User, at) -> Accountability:
    """Record in which circle the name of somebody wrongly accused was cleared (Law on Sanctions, art. 53; R11)."""
    file = find_account(file_id, actor)
    if reasons := against_step("clear", file, actor, note=how):
        raise LedgerRefused(reasons)
    file.cleared_how = how.strip()
    make_step("clear", file, actor=actor, at=at, note=how)
    return file


def _tenure_of(who: Answerable) -> Tenure | None:
    if who.unit is None:
        return None
    if who.name.strip():
        return holder_called(who.unit, who.name, who.happened_on)
    return first_holder(who.unit, who.happened_on) if who.liability == Liability.LEADER else None


def _post_words(who: Answerable, tenure: Tenure | None) -> str:
    if tenure:
        return f"{who.unit.name} {tenure.post.name}"
    return " ".join(part for part in (who.unit.name if who.unit else "", who.post_name.strip()) if part)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=CHINA)
