"""What an inspector does with a lead: take it up, dismiss it with a reason, note what it was turned into."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from supervision.choices import LeadEventName, LeadRefusal, LeadState, Outcome
from supervision.models import Lead, LeadEvent

TAKES_UP_FROM = (LeadState.OPEN, LeadState.DISMISSED)
LIVING = (LeadState.OPEN, LeadState.TAKEN_UP)
REFERENCE_LONGEST = Lead._meta.get_field("reference").max_length


class LeadRefused(Exception):
    """It can't be done; ``reasons`` are ``LeadRefusal`` words."""

    def __init__(self, *reasons: str):
        self.reasons = reasons
        super().__init__(", ".join(reasons))

    @property
    def sentences(self) -> list[str]:
        """The reasons in words for whoever asked."""
        return [str(LeadRefusal(reason).label) for reason in self.reasons]


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
        raise LeadRefused(LeadRefusal.REASON_MISSING)
    lead.state, lead.decided_at, lead.decided_by = LeadState.DISMISSED, at, actor
    return _written(lead, LeadEventName.DISMISSED, actor=actor, at=at, note=reason)


@transaction.atomic
def settle_lead(
    *, lead_id: int, outcome: str, reference: str, actor: User, at: datetime, note: str = ""
) -> Lead:
    """Note what a lead was turned into: an order or an accountability file, by its number."""
    lead = _lock(lead_id, actor, LIVING)
    reference = reference.strip()
    if outcome not in Outcome.values or not reference or len(reference) > REFERENCE_LONGEST:
        raise LeadRefused(LeadRefusal.REFERENCE_MISSING)
    lead.state, lead.decided_at, lead.decided_by = LeadState.SETTLED, at, actor
    lead.outcome, lead.reference = outcome, reference
    details = {"outcome": outcome, "reference": reference}
    return _written(lead, LeadEventName.SETTLED, actor=actor, at=at, note=note, details=details)


def _lock(lead_id: int, actor: User, states: tuple[str, ...]) -> Lead:
    lead = Lead.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=lead_id)
    if lead.state not in states:
        raise LeadRefused(LeadRefusal.WRONG_STATE)
    return lead


def _written(
    lead: Lead, name: str, *, actor: User, at: datetime, note: str, details: dict | None = None
) -> Lead:
    lead.save(update_fields=["state", "taken_up_by", "decided_at", "decided_by", "outcome", "reference"])
    LeadEvent.objects.create(
        lead=lead, at=at, name=name, actor=actor, note=note.strip(), details=details or {}
    )
    return lead
