"""Which settings hold on a day."""

from dataclasses import asdict
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_noop

from evaluations.models import AppraisalTerms, Round
from evaluations.rules.scores import Scale

FIRST_REASON = gettext_noop("The settings that the system came with; the numbers are the house's own.")


def terms_on(day: date) -> AppraisalTerms:
    """The settings in force on that day; those that the system came with, not stored yet, where nobody has set any."""
    found = AppraisalTerms.objects.filter(effective_on__lte=day).order_by("-effective_on", "-number").first()
    return found or AppraisalTerms(number=0, effective_on=day, reason=FIRST_REASON, **asdict(Scale()))


def terms_of(found: Round) -> AppraisalTerms:
    """The settings that the round is reckoned with; before it is opened, those of today."""
    return found.terms or terms_on(timezone.localdate())
