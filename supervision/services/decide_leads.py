"""What an inspector does with a lead: take it up, dismiss it with a reason, turn it into an order or a file."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.selectors import ActRefused
from cases.models import Case
from cases.selectors.firewall import Firewall, firewall_around
from common.numbering import CHINA
from supervision.choices import LeadEventName, LeadRefusal, LeadState, Outcome
from supervision.models import Accountability, Lead, LeadEvent, Order

TAKES_UP_FROM = (LeadState.OPEN, LeadState.DISMISSED)
LIVING = (LeadState.OPEN, LeadState.TAKEN_UP)


class LeadRefused(ActRefused):
    """It can't be done; ``reasons`` are ``LeadRefusal`` words."""

    words = LeadRefusal


@transaction.atomic
def take_up_lead(*, lead_id: int, actor: User, at: datetime, note: str = "") -> Lead:
    """Take a lead up; one that was dismissed by mistake too.

    Raises ``Lead.DoesNotExist`` for whoever may not see it, and LeadRefused.
    """
    lead = _lock(lead_id, actor, TAKES_UP_FROM)
    lead.state, lead.taken_up_by = LeadState.TAKEN_UP, actor
    lead.decided_at = lead.decided_by = None
    return _written(lead, LeadEventName.TAKEN_UP, actor=actor, at=at, note=note)


@transaction.atomic
def dismiss_lead(*, lead_id: int, reason: str, actor: User, at: datetime) -> Lead:
    """Dismiss a lead, with the reason: it comes back only with evidence from after this moment."""
    lead = _lock(lead_id, actor, LIVING)
    if not reason.strip():
        raise LeadRefused([LeadRefusal.REASON_MISSING])
    lead.state, lead.decided_at, lead.decided_by = LeadState.DISMISSED, at, actor
    return _written(lead, LeadEventName.DISMISSED, actor=actor, at=at, note=reason)


@transaction.atomic
def settle_lead(
    *, lead_id: int, into: Order | Accountability, actor: User, at: datetime, note: str = ""
) -> Lead:
    """Link a lead to the order or the accountability file that it was turned into.

    Raises ``DoesNotExist`` for whoever may not see both, and LeadRefused where these are about something else.
    """
    lead = _lock(lead_id, actor, LIVING)
    into = type(into).objects.visible_to(actor).get(pk=into.pk)
    if not _is_about(lead, into):
        raise LeadRefused([LeadRefusal.NOT_ITS_OUTCOME])
    if isinstance(into, Order) and _around(lead, at=at).bars(into.addressee):
        raise LeadRefused([LeadRefusal.ACCUSED])
    lead.state, lead.decided_at, lead.decided_by = LeadState.SETTLED, at, actor
    if isinstance(into, Order):
        lead.outcome, lead.order = Outcome.ORDER, into
    else:
        lead.outcome, lead.file = Outcome.ACCOUNTABILITY, into
    details = {"outcome": lead.outcome, "id": into.pk}
    return _written(lead, LeadEventName.SETTLED, actor=actor, at=at, note=note, details=details)


def _is_about(lead: Lead, into: Order | Accountability) -> bool:
    """About the lead's unit, by way of the unit above it, or about one of its cases."""
    if into.case_id is not None and lead.evidence.filter(case=into.case_id).exists():
        return True
    if isinstance(into, Order):
        return lead.unit_id in (into.addressee_id, into.about_id)
    return lead.unit_id == into.unit_id


def _around(lead: Lead, *, at: datetime) -> Firewall:
    """Whom the cases behind a lead must never reach, so that no order made of it does."""
    return firewall_around(Case.objects.filter(lead_evidence__lead=lead), on=at.astimezone(CHINA).date())


def _lock(lead_id: int, actor: User, states: tuple[str, ...]) -> Lead:
    lead = Lead.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=lead_id)
    if lead.state not in states:
        raise LeadRefused([LeadRefusal.WRONG_STATE])
    return lead


def _written(
    lead: Lead, name: str, *, actor: User, at: datetime, note: str, details: dict | None = None
) -> Lead:
    lead.save(update_fields=["state", "taken_up_by", "decided_at", "decided_by", "outcome", "order", "file"])
    LeadEvent.objects.create(
        lead=lead, at=at, name=name, actor=actor, note=note.strip(), details=details or {}
    )
    return lead
