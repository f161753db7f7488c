"""What somebody of a commission finds of his area on coming to the console, beside the cases that wait for him."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.models import Case
from cases.selectors.measured import begins
from common.numbering import CHINA
from common.paging import counts_up_to
from dashboard.selectors.overview import days_until
from evaluations.choices import Grade
from evaluations.models import Rating
from supervision.choices import OPEN_STAGES, OWING_STAGES, AccountStage, LeadState, OrderStage
from supervision.models import Accountability, Lead, Order
from supervision.selectors.leads import new_since

# Nobody looks through more of a kind; beyond it the page says "999+".
COUNTED_AT_MOST = 999
# The steps of the ledger that wait for somebody.
LEDGER_STEPS = (AccountStage.OPEN, AccountStage.DECIDED, AccountStage.APPEALED, AccountStage.LIFTED)


@dataclass(frozen=True)
class AreaToday:
    """How much there is of each kind, as it is now, each counted up to ``COUNTED_AT_MOST`` and one more.

    ``urgent`` came by the red route since the beginning of ``urgent_since``; ``leads_new`` were found since ``leads_since``;
    ``dissatisfied`` are ratings since the first of the seven days up to today. ``ledger`` has the files by stage.
    """

    urgent: int
    urgent_since: date
    leads_open: int
    leads_new: int
    leads_since: date
    leads_taken_up: int
    orders_open: int
    orders_late: int
    orders_replied: int
    dissatisfied: int
    ledger: dict[AccountStage, int]


def area_today(user, *, at: datetime) -> AreaToday:
    """All of it in one statement, each from what the user may see."""
    yesterday = timezone.localtime(at, CHINA).date() - timedelta(days=1)
    leads, orders = Lead.objects.visible_to(user), Order.objects.visible_to(user)
    files = Accountability.objects.visible_to(user)
    asked = (
        _urgent(user, yesterday),
        leads.filter(state=LeadState.OPEN),
        leads.filter(state=LeadState.OPEN, first_found_at__gte=begins(new_since(at))),
        leads.filter(state=LeadState.TAKEN_UP),
        orders.filter(stage__in=OPEN_STAGES),
        orders.filter(stage__in=OWING_STAGES).overdue(at=at),
        orders.filter(stage=OrderStage.REPLIED),
        dissatisfied_of(user, since=days_until(at).week[0]),
        *(files.filter(stage=stage) for stage in LEDGER_STEPS),
    )
    urgent, opened, new, taken, orders_open, late, replied, bad, *steps = counts_up_to(
        (queryset, COUNTED_AT_MOST + 1) for queryset in asked
    )
    return AreaToday(
        urgent=urgent,
        urgent_since=yesterday,
        leads_open=opened,
        leads_new=new,
        leads_since=new_since(at),
        leads_taken_up=taken,
        orders_open=orders_open,
        orders_late=late,
        orders_replied=replied,
        dissatisfied=bad,
        ledger=dict(zip(LEDGER_STEPS, steps, strict=True)),
    )


def dissatisfied_of(user, *, since: date) -> QuerySet[Rating]:
    """The ratings from that day on by which citizens said that they are dissatisfied, of cases that the user may read."""
    seen = Case.objects.visible_to(user).order_by().values("pk")
    return Rating.objects.filter(
        Q(grade=Grade.DISSATISFIED, rated_at__gte=begins(since)), answer__case__in=seen
    )


def _urgent(user, since: date) -> QuerySet[Case]:
    return Case.objects.visible_to(user).filter(~Q(danger=""), received_at__gte=begins(since))
