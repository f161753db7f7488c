"""Setting for how long a class of records is kept."""

from datetime import date, datetime

from accounts.models import User
from common.numbering import CHINA
from retention.choices import Refusal
from retention.models import Term
from retention.permissions import can_set_terms
from retention.rules import is_possible_term
from retention.services.refused import RetentionRefused


def set_term(
    *, record_class: str, years: int | None, effective_on: date, reason: str, actor: User, at: datetime
) -> Term:
    """Write a new version of a term, from today on at the earliest; years None: for ever. Raises RetentionRefused."""
    reasons = [] if can_set_terms(actor) else [Refusal.NOT_YOUR_MOVE]
    reasons += [] if is_possible_term(record_class, years) else [Refusal.TERM]
    reasons += [Refusal.PAST] if effective_on < at.astimezone(CHINA).date() else []
    reasons += [] if reason.strip() else [Refusal.NOTE_MISSING]
    if reasons:
        raise RetentionRefused(reasons)
    return Term.objects.create(
        record_class=record_class,
        years=years,
        effective_on=effective_on,
        set_by=actor,
        set_at=at,
        reason=reason.strip(),
    )
