"""A citizen demands that somebody keeps away from his case; somebody else decides (R3)."""

from django.db import transaction

from accounts.choices import Decision, Role
from accounts.models import User
from accounts.services import ask_for_act, decide_on_act
from cases.choices import EventName, Party, RecusalAgainst
from cases.models import Case, CaseEvent, Recusal
from cases.permissions import can_decide_on_recusal
from cases.selectors.firewall import firewall_of
from cases.services.addressees import fallback, users_of
from cases.services.holding import keep_held
from cases.services.tell import take_back_notices
from cases.signals import kept_away
from common.numbering import CHINA
from notices.services import notify_citizen, tell_of_act


@transaction.atomic
def demand_recusal(*, case_id: int, against: str, whom: str, reason: str, at) -> Recusal:
    """Keep the demand of the citizen, who has proved that he holds the receipt; those who decide are told.

    Raises MoveRefused when nothing is under way, without words, and while a demand waits.
    """
    case = Case.objects.locked().get(pk=case_id)
    reasons = [] if case.is_under_way else ["wrong_stage"]
    reasons += [] if whom.strip() and reason.strip() else ["note_missing"]
    reasons += ["asked_already"] if case.recusals.filter(decision="").exists() else []
    recusal = Recusal(case=case, against=against, whom=whom.strip(), reason=reason)
    return ask_for_act(recusal, actor=None, at=at, reasons=reasons)


@transaction.atomic
def decide_on_recusal(
    *, recusal_id: int, decision: str, note: str, actor: User, at, about: User | None = None
) -> Recusal:
    """Agree, and say who keeps away, or refuse; the citizen reads the reason. Raises MoveRefused.

    Whoever keeps away loses sight of the case at once. When nobody of the unit is left for it, it goes to the superior unit
    in the same transaction.
    """
    recusal = Recusal.objects.get(pk=recusal_id)
    case = Case.objects.visible_to(actor).locked().get(pk=recusal.case_id)
    is_granted = decision == Decision.GRANTED
    reasons = ["nobody_to_recuse"] if is_granted and about is None else []
    reasons += ["own_request"] if is_granted and about == actor else []
    if is_granted and not reasons and not recusal.decision and can_decide_on_recusal(actor, case, recusal):
        Recusal.objects.filter(pk=recusal_id, decision="").update(about=about)
    return decide_on_act(recusal, decision=decision, note=note, actor=actor, at=at, reasons=reasons)


def after_recusal(recusal: Recusal, *, actor: User | None, at) -> None:
    """A line in the trail without the citizen's words, the notices, and, when granted, the case in other hands."""
    case = Case.objects.locked().get(pk=recusal.case_id)
    names = {"": EventName.RECUSAL_ASKED, Decision.LAPSED: EventName.RECUSAL_LAPSED}
    CaseEvent.objects.create(
        case=case,
        at=at,
        name=names.get(recusal.decision, EventName.RECUSAL_DECIDED),
        party=Party.COMMISSION if actor else Party.SYSTEM if recusal.decision else Party.CITIZEN,
        actor=actor,
        details={"decision": recusal.decision},
    )
    if recusal.decision == Decision.GRANTED:
        keep_held(case, at=at)
        take_back_notices(case)
        kept_away.send(sender=Case, case=case, user=recusal.about, at=at)
    if recusal.decision in ("", Decision.LAPSED):
        tell_of_act(recusal, receivers=deciders_of(case, recusal, at=at), at=at)
    if recusal.decision:
        about = f"recusal:{recusal.pk}:{recusal.decision}"
        notify_citizen(identity=case.identity, wording="citizen_recusal", about=about, at=at)


def deciders_of(case: Case, recusal: Recusal, *, at) -> list[User]:
    """Who hears of a demand: the leaders of the commission, and the unit's leader when it isn't against a leader."""
    firewall = firewall_of(case, on=at.astimezone(CHINA).date())
    users = users_of([case.desk_id], (Role.COMMISSION_LEADER, Role.INSPECTOR), firewall)
    if recusal.against == RecusalAgainst.HANDLER and case.responsible_id:
        users += users_of([case.responsible_id], (Role.UNIT_LEADER,), firewall)
    return users or fallback(case, firewall)


def may_be_kept_away(case: Case, *, at) -> list[User]:
    """Whom a decision can keep away: everybody who may act on the case for its unit, its reviewer or its desk."""
    firewall = firewall_of(case, on=at.astimezone(CHINA).date())
    units = [pk for pk in (case.responsible_id, case.reviewer_id, case.desk_id) if pk]
    roles = (Role.HANDLER, Role.UNIT_LEADER, Role.INTAKE_CLERK, Role.INSPECTOR, Role.COMMISSION_LEADER)
    return users_of(units, roles, firewall)
