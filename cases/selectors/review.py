"""Whether the answer to a case can still be reviewed, by whom and until when; and the reviews that there were."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.choices import ClockName, Refusal, Stage
from cases.deadlines import plan_clock
from cases.models import Case, Review
from cases.rules import MOST_REVIEWS
from cases.selectors.firewall import firewall_of
from cases.selectors.register import office_calendar
from cases.selectors.routing import choose_reviewer
from common.numbering import CHINA
from organizations.models import Unit


@dataclass(frozen=True)
class ReviewRight:
    """The next review of a closed case: its last day, the body that decides, and why it can't be asked for (or empty)."""

    instance: int
    until: date
    by: Unit | None
    refusal: str

    @property
    def is_open(self) -> bool:
        """Whether it can be asked for now."""
        return not self.refusal

    @property
    def is_final(self) -> bool:
        """Whether nothing would follow after it."""
        return self.instance == MOST_REVIEWS


def review_right(case: Case, *, at: datetime) -> ReviewRight | None:
    """What the citizen of a closed case may still ask for; None while nothing is closed with an answer."""
    if case.stage != Stage.CLOSED:
        return None
    plan = plan_clock(ClockName.ASK_REVIEW, case.rule_set, case.closed_at, office_calendar())
    firewall = firewall_of(case, on=at.astimezone(CHINA).date())
    by = choose_reviewer(case, firewall=firewall) if case.review_count < MOST_REVIEWS else None
    refusal = ""
    if case.review_count >= MOST_REVIEWS:
        refusal = Refusal.REVIEWED_FINALLY
    elif at >= plan.due_at:
        refusal = Refusal.REVIEW_TOO_LATE
    elif by is None:
        refusal = Refusal.NO_REVIEWER
    return ReviewRight(instance=case.review_count + 1, until=plan.due_on, by=by, refusal=refusal)


def reviews_of(case: Case) -> list[Review]:
    """The reviews with their decisions, the newest first; asks the database only where there were some."""
    if not case.review_count:
        return []
    return list(case.reviews.select_related("unit", "answer", "decision__unit").order_by("-instance"))
