"""Setting how many of a hundred answers are called."""

from datetime import date, datetime

from accounts.models import User
from common.numbering import CHINA
from evaluations.choices import CallRefusal
from evaluations.models import CallShare
from evaluations.permissions.call_backs import can_set_shares
from evaluations.services.callers import CallRefused
from organizations.models import Sector


def set_call_share(
    *,
    share: int,
    effective_on: date,
    reason: str,
    actor: User,
    at: datetime,
    sector: Sector | None = None,
    channel: str = "",
) -> CallShare:
    """Write a new version, from today on at the earliest: what was drawn stays drawn. Raises CallRefused."""
    reasons = [] if can_set_shares(actor) else [CallRefusal.NOT_YOUR_MOVE]
    reasons += [] if reason.strip() else [CallRefusal.NOTE_MISSING]
    reasons += [CallRefusal.PAST_DAY] if effective_on < at.astimezone(CHINA).date() else []
    if reasons:
        raise CallRefused(reasons)
    return CallShare.objects.create(
        sector=sector,
        channel=channel,
        share=share,
        effective_on=effective_on,
        set_by=actor,
        set_at=at,
        reason=reason.strip(),
    )
