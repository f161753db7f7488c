"""Setting how many of a hundred answers are called."""

from datetime import date, datetime

from accounts.models import User
from evaluations.choices import CallRefusal
from evaluations.models import CallShare
from evaluations.permissions.call_backs import can_set_shares
from evaluations.services.callers import CallRefused
from evaluations.services.versions import set_version
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
    return set_version(
        CallShare,
        refused=CallRefused,
        against=[] if can_set_shares(actor) else [CallRefusal.NOT_YOUR_MOVE],
        effective_on=effective_on,
        reason=reason,
        actor=actor,
        at=at,
        sector=sector,
        channel=channel,
        share=share,
    )
