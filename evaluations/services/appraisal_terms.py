"""Setting the weights and the other settings of the appraisal; each version with its day and reason (M63)."""

from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from accounts.selectors import ActRefused
from common.numbering import CHINA
from evaluations.choices.appraisal import RoundRefusal
from evaluations.models import AppraisalTerms
from evaluations.permissions.rounds import can_set_terms
from evaluations.rules.scores import Scale, against_scale
from evaluations.selectors.appraisal_terms import terms_on
from evaluations.services.versions import set_version


class TermsRefused(ActRefused):
    """Settings are refused; ``reasons`` are words of ``RoundRefusal``, all of them."""

    words = RoundRefusal


@transaction.atomic
def set_terms(*, scale: Scale, effective_on: date, reason: str, actor: User, at) -> AppraisalTerms:
    """Set a further version; rounds that were opened before keep theirs. Raises TermsRefused."""
    reasons = [] if can_set_terms(actor) else [RoundRefusal.NOT_YOUR_MOVE]
    return set_version(
        AppraisalTerms,
        refused=TermsRefused,
        against=reasons + against_scale(scale),
        effective_on=effective_on,
        reason=reason,
        actor=actor,
        at=at,
        number=_next_number(),
        **asdict(scale),
    )


def terms_in_force(*, at) -> AppraisalTerms:
    """The settings of today, stored: those that the system came with become the first version when a round needs them."""
    found = terms_on(at.astimezone(CHINA).date())
    if found.pk is None:
        found.number, found.set_at = _next_number(), at
        found.save(force_insert=True)
    return found


def _next_number() -> int:
    return (AppraisalTerms.objects.aggregate(last=Max("number"))["last"] or 0) + 1
