"""Settings that are versions: a further one is written from a day on, and those before stay as they were."""

from collections.abc import Iterable
from datetime import date, datetime

from accounts.models import User
from accounts.selectors import ActRefused
from common.numbering import CHINA


def set_version(
    model,
    *,
    refused: type[ActRefused],
    against: Iterable[str],
    effective_on: date,
    reason: str,
    actor: User,
    at: datetime,
    **values,
):
    """Write a further version with a reason, from today on at the earliest, China time; returns it.

    ``against``: what else speaks against it. Raises ``refused`` with all of the reasons, in its own words.
    """
    reasons = list(against)
    reasons += [] if reason.strip() else [refused.words.NOTE_MISSING]
    reasons += [] if effective_on >= at.astimezone(CHINA).date() else [refused.words.PAST_DAY]
    if reasons:
        raise refused(reasons)
    return model.objects.create(
        effective_on=effective_on, reason=reason.strip(), set_by=actor, set_at=at, **values
    )
