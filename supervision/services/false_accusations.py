"""The finding that a complaint was a deliberate false accusation: never the system's, never one person's (R11)."""

from django.db import transaction

from accounts.choices import Decision, Role
from accounts.models import User
from accounts.services import ask_for_act, decide_on_act
from cases.choices import EventName, Finding, Party
from cases.models import Case, CaseEvent
from cases.permissions import acting_unit_id
from cases.selectors.firewall import firewall_of
from cases.services.addressees import users_of
from common.numbering import CHINA
from notices.services import tell_of_act
from supervision.models import FalseAccusation
from supervision.permissions import can_decide_on_false_accusation, can_keep_ledger
from supervision.services.steps import LedgerRefused


@transaction.atomic
def ask_for_false_accusation(*, case_id: int, reason: str, actor: User, at) -> FalseAccusation:
    """Put a finding of a false accusation before a commission of a city or the province.

    Raises LedgerRefused for others than the commission, without a reason, where the case wasn't closed as not proved, and
    where there is such a finding or one waits.
    """
    case = Case.objects.supervised_by(actor).locked().get(pk=case_id)
    conclusion = case.conclusions.last()
    reasons = [] if can_keep_ledger(actor) else ["not_your_move"]
    reasons += [] if reason.strip() else ["note_missing"]
    unproved = conclusion is not None and conclusion.finding == Finding.NOT_PROVED
    reasons += [] if unproved else ["wrong_stage"]
    known = case.false_accusations.filter(decision__in=["", Decision.GRANTED])
    reasons += ["named_already"] if known.exists() else []
    if reasons:
        raise LedgerRefused(reasons)
    return ask_for_act(FalseAccusation(case=case, reason=reason), actor=actor, at=at)


@transaction.atomic
def decide_on_false_accusation(
    *, finding_id: int, decision: str, note: str, actor: User, at
) -> FalseAccusation:
    """Make the finding, or refuse to. Raises LedgerRefused."""
    finding = FalseAccusation.objects.get(pk=finding_id)
    Case.objects.supervised_by(actor).locked().get(pk=finding.case_id)
    return decide_on_act(finding, decision=decision, note=note, actor=actor, at=at)


def after_false_accusation(finding: FalseAccusation, *, actor: User | None, at) -> None:
    """A line in the trail of the case that desk and commission alone read, and the notices."""
    case = finding.case
    CaseEvent.objects.create(
        case=case,
        at=at,
        name=EventName.FALSE_ACCUSATION,
        party=Party.COMMISSION if actor else Party.SYSTEM,
        actor=actor,
        unit_id=acting_unit_id(actor, case, Party.COMMISSION) if actor else None,
        note=finding.decision_note if finding.decision else finding.reason,
        details={"decision": finding.decision},
    )
    firewall = firewall_of(case, on=at.astimezone(CHINA).date())
    leaders = users_of(list(case.desk.lineage), (Role.COMMISSION_LEADER,), firewall)
    deciders = [user for user in leaders if can_decide_on_false_accusation(user, finding)]
    asker = [finding.asked_by]
    told = {"": deciders, Decision.LAPSED: [*asker, *deciders]}.get(finding.decision, asker)
    tell_of_act(finding, receivers=told, at=at)
