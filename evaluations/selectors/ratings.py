"""What a citizen may rate, and what was said before."""

from cases.choices import Stage
from cases.models import Case
from evaluations.models import Rating


def rating_of(case: Case) -> Rating | None:
    """The rating of the latest answer; None when nobody has rated it."""
    return Rating.objects.filter(answer=case.answer_id).first() if case.answer_id else None


def may_reopen(case: Case) -> bool:
    """Whether a dissatisfied citizen still has the one reopening, and hasn't gone the way of a review."""
    return case.reopened_count == 0 and case.review_count == 0


def is_ready_to_rate(case: Case) -> bool:
    """Whether the case is closed with an answer; whether that was rated before is another question."""
    return case.stage == Stage.CLOSED and case.answer_id is not None
