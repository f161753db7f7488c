"""All that somebody of a commission may know of one unit: who leads it, its cases, orders, leads, ledger, ratings and acts.

Everything is asked for with its reader in mind: what accuses his own side, or a side that he has a tie to, is in no list and
in no number.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Prefetch, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from accounts.selectors import standing_of
from cases.choices import Stage
from cases.models import Accused, Case, CaseEvent
from cases.permissions import hidden_events
from cases.selectors.measured import begins
from cases.selectors.trail import entries_of
from common.numbering import CHINA
from common.paging import count_up_to
from dashboard.selectors.analysis import FEW
from evaluations.choices import Grade
from evaluations.models import Rating, Score
from evaluations.rules.call_backs import Rates
from evaluations.selectors.call_backs import rates_for_unit
from evaluations.selectors.scores import published_scores
from organizations.models import Post, Tenure, Unit
from supervision.models import Accountability, Lead, Order
from supervision.selectors.leads import leads_for

MONTHS = 12
SHOWN, ACTS_SHOWN, ACTS_READ = 8, 12, 40
COUNTED_AT_MOST = 999
LONG_TEXTS = ("case__story", "case__search_text", "case__search_index", "case__text_marks")


@dataclass(frozen=True)
class Month:
    """What came in and what was closed in one month; ``last`` is its last day."""

    first: date
    last: date
    received: int
    closed: int


@dataclass(frozen=True)
class Voices:
    """What citizens say of the unit's answers: how many answers were released, how many were rated, and how.

    With fewer than ten ratings a share would say little and might tell who said it: then there are numbers alone.
    """

    answers: int
    rated: int
    grades: list[tuple[Grade, int]]

    @property
    def response(self) -> int | None:
        """Of a hundred released answers so many were rated."""
        return round(100 * self.rated / self.answers) if self.answers >= FEW else None

    @property
    def pleased(self) -> int | None:
        """Of a hundred ratings so many were satisfied or mostly satisfied."""
        if self.rated < FEW:
            return None
        bad = dict(self.grades).get(Grade.DISSATISFIED, 0)
        return round(100 * (self.rated - bad) / self.rated)


def path_of(unit: Unit) -> list[Unit]:
    """Whom the unit answers to, from the top down, and itself."""
    return sorted(Unit.objects.filter(pk__in=unit.lineage), key=lambda one: (len(one.lineage), one.code))


def posts_of(unit: Unit) -> list[Post]:
    """The leading posts with ``held``: everybody who holds or held them, the latest first."""
    held = Tenure.objects.select_related("person").order_by("-from_on")
    posts = unit.posts.order_by("-is_first", "name")
    return list(posts.prefetch_related(Prefetch("tenures", held, to_attr="held")))


def months_of(user, unit: Unit, *, at: datetime) -> list[Month]:
    """The last twelve months, this one included, the latest first."""
    today = timezone.localtime(at, CHINA).date()
    months = [_month_before(today, number) for number in range(MONTHS)]
    cases = Case.objects.visible_to(user).filter(responsible=unit).order_by()
    since = begins(months[-1])
    received = _by_month(cases.filter(received_at__gte=since), "received_at")
    closed = _by_month(cases.filter(stage=Stage.CLOSED, closed_at__gte=since), "closed_at")
    return [
        Month(first, _month_before(first, -1) - timedelta(days=1), received[first], closed[first])
        for first in months
    ]


def voices_of(user, unit: Unit) -> Voices:
    """What citizens say of the answers of the unit, in cases that the user may read."""
    seen = Case.objects.visible_to(user).order_by().values("pk")
    answers = unit.answers.filter(released_at__isnull=False, case__in=seen).order_by()
    ratings = Rating.objects.filter(answer__in=answers.values("pk")).order_by()
    counted = dict(ratings.values_list("grade").annotate(Count("pk")))
    grades = [(grade, counted[grade]) for grade in Grade if grade in counted]
    return Voices(answers.count(), sum(counted.values()), grades)


def calls_of(user, unit: Unit) -> Rates | None:
    """What citizens said when they were called back about the answers of the unit; None for whom that is never shown."""
    return None if is_own_side(user, unit) else rates_for_unit(user, unit)


def appraised(unit: Unit) -> list[Score]:
    """The published results of the unit in the public appraisal, the latest first."""
    return list(published_scores([unit])[:SHOWN])


def accusing(user, unit: Unit) -> int | None:
    """How many cases accuse the unit, as far as the user may read them; None for whom that is never shown."""
    if is_own_side(user, unit):
        return None
    accused = Accused.objects.filter(unit=unit).order_by().values("case")
    return count_up_to(Case.objects.visible_to(user).filter(pk__in=accused), COUNTED_AT_MOST + 1)


def is_own_side(user, unit: Unit) -> bool:
    """Whether the unit is one whose accusation shuts the user out: his own, one above it, or one that he has a tie to."""
    return unit.pk in standing_of(user, on=timezone.localdate()).shut_units


def orders_to(user, unit: Unit) -> QuerySet[Order]:
    """The orders to the unit, the newest first."""
    return Order.objects.visible_to(user).filter(addressee=unit).with_parties().order_by("-issued_at", "-pk")


def leads_about(user, unit: Unit) -> QuerySet[Lead]:
    """The leads about the unit, the newest first."""
    return leads_for(user).filter(unit=unit).order_by("-last_found_at", "-pk")


def files_on(user, unit: Unit) -> QuerySet[Accountability]:
    """The ledger's files on people of the unit."""
    return Accountability.objects.visible_to(user).filter(unit=unit).for_list()


def acts_of(user, unit: Unit) -> list[dict]:
    """What the unit has done lately in cases that the user may read, the newest first, as the trail tells it."""
    seen = Case.objects.visible_to(user).order_by().values("pk")
    rows = CaseEvent.objects.filter(unit=unit, actor__isnull=False, case__in=seen)
    parties = ("case__desk", "case__responsible", "case__escalated_to", "case__reviewer")
    rows = rows.select_related("actor", "unit", *parties).defer(*LONG_TEXTS).order_by("-pk")[:ACTS_READ]
    told = [row for row in rows if row.name not in hidden_events(user, row.case)][:ACTS_SHOWN]
    return [entry | {"case": event.case} for event, entry in zip(told, entries_of(told), strict=True)]


def _month_before(day: date, number: int) -> date:
    """The first day of the month so many months before that of the day; of a later one for a negative number."""
    years, month = divmod(day.year * 12 + day.month - 1 - number, 12)
    return date(years, month + 1, 1)


def _by_month(cases: QuerySet[Case], moment: str) -> dict[date, int]:
    counted = cases.values_list(TruncMonth(moment, tzinfo=CHINA)).annotate(Count("pk"))
    return defaultdict(int, {month.date(): number for month, number in counted})
