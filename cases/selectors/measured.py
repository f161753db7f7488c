"""What figures count, said of the cases themselves, so that every figure can be looked into: the same words for the list of
cases and for the sums (``dashboard/services/counting_sql.py``), which a test holds together.
"""

from datetime import date, datetime, time

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from cases.choices import ClockName, EventName, Stage
from cases.models import Answer, Case, CaseClock, CaseEvent, Conclusion
from cases.rules import PROVED
from common.numbering import CHINA

# A case is closed in time when neither the handling nor a second round of it ran over.
HANDLING_CLOCKS = (ClockName.CONCLUDE, ClockName.REDO)
# Closed with an answer; a review of the answer doesn't take that back.
ANSWERED_STAGES = (Stage.CLOSED, Stage.REVIEWING)
# How a case may have ended, by the word in an address.
ENDED_STAGES = {
    "closed": ANSWERED_STAGES,
    "declined": (Stage.DECLINED,),
    "withdrawn": (Stage.WITHDRAWN,),
}
ANY_ENDING = tuple(stage for stages in ENDED_STAGES.values() for stage in stages)
RATED_ANY, RATED_NOT, RATED_PLEASED = "any", "none", "pleased"
PLEASED = ("satisfied", "mostly")


def begins(day: date) -> datetime:
    """The first moment of a day, China time."""
    return datetime.combine(day, time(), tzinfo=CHINA)


def ends(day: date) -> datetime:
    """The last moment of a day, China time."""
    return datetime.combine(day, time.max, tzinfo=CHINA)


def ran_over() -> Exists:
    """Whether a closed case took longer than it may.

    Every clock stops when its case is closed. Said aloud, it keeps the database from reading the clocks of all cases
    into one table: it asks for those of the few closed ones instead.
    """
    return Exists(
        CaseClock.objects.filter(
            case=OuterRef("pk"),
            name__in=HANDLING_CLOCKS,
            stopped_at__gte=F("due_at"),
            stopped_at__lte=OuterRef("closed_at"),
        )
    )


def has_more_time() -> Exists:
    """Whether a clock of the case runs on by days that were granted more."""
    return Exists(CaseClock.objects.filter(case=OuterRef("pk"), stopped_at=None, extended_days__gt=0))


def ended(stages=ANY_ENDING, *, first: date | None = None, last: date | None = None) -> Q:
    """Cases that have ended, within these days."""
    found = Q(stage__in=stages, closed_at__isnull=False)
    if first:
        found &= Q(closed_at__gte=begins(first))
    return found & Q(closed_at__lte=ends(last)) if last else found


def unfinished_on(day: date) -> Q:
    """Cases that had come in when the day was over and, as they stand today, had not ended."""
    return Q(received_at__lte=ends(day)) & ~ended(last=day)


def first_answered(*, first: date | None = None, last: date | None = None) -> Q:
    """Cases whose first answer was released within these days."""
    released = Answer.objects.filter(case=OuterRef("pk"), released_at__isnull=False)
    found = Q(Exists(released))
    if first:
        found &= ~Q(Exists(released.filter(released_at__lt=begins(first))))
    return found & Q(Exists(released.filter(released_at__lte=ends(last)))) if last else found


def latest_grade() -> Subquery:
    """What the citizen said last of the answers of a case; None when nothing was said."""
    said = CaseEvent.objects.filter(case=OuterRef("pk"), name=EventName.RATED).order_by("-pk")
    return Subquery(said.values("details__grade")[:1])


def rated(cases: QuerySet, word: str) -> QuerySet:
    """Those of the cases of which the citizen said this last, or anything, or nothing."""
    cases = cases.alias(grade=latest_grade())
    if word in (RATED_ANY, RATED_NOT):
        return cases.filter(grade__isnull=word == RATED_NOT)
    return cases.filter(grade__in=PLEASED if word == RATED_PLEASED else [word])


def concluded(cases: QuerySet, user, **with_what) -> QuerySet:
    """Those that the user supervises whose last conclusion is such: nobody else may learn what a case has come to."""
    supervised = Case.objects.supervised_by(user).order_by().values("pk")
    later = Conclusion.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("pk"))
    last = Conclusion.objects.filter(~Exists(later), case=OuterRef("pk"), **with_what)
    return cases.filter(Exists(last), ended(ANSWERED_STAGES), pk__in=supervised)


# What the last conclusion has to be like, by the name and the word in an address.
CONCLUSIONS: dict[str, dict[str, dict]] = {
    "finding": {"proved": {"finding__in": PROVED}},
    "money": {"yes": {"money__gt": 0}},
}


def passed(stage: str) -> Exists:
    """Whether a case was once in a stage."""
    return Exists(
        CaseEvent.objects.filter(case=OuterRef("pk"), to_stage=stage).exclude(from_stage=F("to_stage"))
    )
