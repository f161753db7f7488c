"""Opening the sealed identity of a citizen takes a reason and two people, and the citizen is told (R10)."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from accounts.services import (
    Contact,
    ask_for_act,
    decide_on_act,
    open_email,
    open_name,
    open_phone,
    open_representatives,
)
from audit.choices import ReadKind
from audit.services import note_reading
from cases.choices import Decision, EventName, Party
from cases.models import Case, CaseEvent, IdentityRequest
from cases.permissions import acting_unit_id, can_ask_for_identity, can_open_identity
from cases.selectors.firewall import firewall_of
from cases.services.move import MoveRefused
from cases.services.tell import tell_of_identity
from common.numbering import CHINA
from notices.services import notify_citizen


@dataclass(frozen=True)
class OpenedIdentity:
    """What was sealed, for the moment of reading it."""

    name: str
    phone: str
    email: str = ""
    representatives: tuple[Contact, ...] = ()


@transaction.atomic
def ask_for_identity(*, case_id: int, reason: str, actor: User, at) -> IdentityRequest:
    """Ask that the identity be opened; those who may decide are told.

    Raises MoveRefused for others than the commission, without a reason, without an identity, and while a request waits.
    """
    case = _visible(case_id, actor)
    waits = case.identity_requests.filter(decision="").exists()
    reasons = [] if can_ask_for_identity(actor, case) else ["not_your_move"]
    reasons += [] if reason.strip() else ["note_missing"]
    if reasons := reasons + (["asked_already"] if waits else []):
        raise MoveRefused(reasons)
    return ask_for_act(IdentityRequest(case=case, reason=reason), actor=actor, at=at)


@transaction.atomic
def decide_on_identity(*, request_id: int, decision: str, note: str, actor: User, at) -> IdentityRequest:
    """Grant or refuse a request of somebody else; whoever asked is told. Raises MoveRefused."""
    request = IdentityRequest.objects.get(pk=request_id)
    _visible(request.case_id, actor)
    return decide_on_act(request, decision=decision, note=note, actor=actor, at=at)


def after_identity_request(request: IdentityRequest, *, actor: User | None, at) -> None:
    """What follows when it was asked for, decided, or has lapsed: the trail, and the notices."""
    name = {"": EventName.IDENTITY_ASKED, Decision.LAPSED: EventName.IDENTITY_LAPSED}.get(
        request.decision, EventName.IDENTITY_DECIDED
    )
    note = request.decision_note if request.decision else request.reason
    event = _record(request, name, actor=actor, at=at, note=note)
    tell_of_identity(case=request.case, event=event, request=request, firewall=_firewall(request.case, at))


@transaction.atomic
def open_identity(*, request_id: int, actor: User, at) -> OpenedIdentity:
    """Read the identity: whoever asked, within a day after it was granted. Each reading is in the trail.

    The citizen is told, on the tracking page and, the first time, by text message. Raises MoveRefused.
    """
    request = IdentityRequest.objects.select_for_update().get(pk=request_id)
    case = _visible(request.case_id, actor)
    if request.asked_by_id != actor.pk or not can_ask_for_identity(actor, case):
        raise MoveRefused(["not_your_move"])
    if not can_open_identity(actor, request, at=at):
        raise MoveRefused(["not_granted"])
    event = _record(request, EventName.IDENTITY_OPENED, actor=actor, at=at)
    # Why stands in the request.
    note_reading(reader=actor, kind=ReadKind.IDENTITY, case_id=case.pk, item=f"request:{request.pk}")
    if request.opened_at is None:
        request.opened_at = at
        request.save(update_fields=["opened_at"])
        about = f"event:{event.pk}:citizen"
        notify_citizen(identity=case.identity, wording="citizen_identity_opened", about=about, at=at)
    return OpenedIdentity(
        name=open_name(case.identity),
        phone=open_phone(case.identity),
        email=open_email(case.identity),
        representatives=open_representatives(case.identity),
    )


def _visible(case_id: int, actor: User) -> Case:
    cases = Case.objects.visible_to(actor).locked()
    return cases.select_related("identity").get(pk=case_id)


def _firewall(case: Case, at):
    return firewall_of(case, on=at.astimezone(CHINA).date())


def _record(request: IdentityRequest, name: str, *, actor: User | None, at, note: str = "") -> CaseEvent:
    return CaseEvent.objects.create(
        case=request.case,
        at=at,
        name=name,
        party=Party.COMMISSION if actor else Party.SYSTEM,
        actor=actor,
        unit_id=acting_unit_id(actor, request.case, Party.COMMISSION) if actor else None,
        note=note,
        details={"request": request.pk, "decision": request.decision},
    )
