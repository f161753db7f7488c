"""The clock for the reply to an order: started, stopped, and worked out anew when days were entered since."""

from django.db import transaction
from django.db.models import Max, Q

from cases.deadlines import ClockPlan, moments
from cases.models import DayDecision
from cases.selectors.register import forget_register
from common.numbering import CHINA
from supervision.choices import OrderEventName, OrderParty
from supervision.models import Order, OrderClock, OrderEvent
from supervision.selectors.order_plan import plan_reply
from supervision.services.order_tell import tell_of_new_day

PLANNED = ("due_on", "remind_at", "due_at", "red_at", "escalate_at", "is_provisional")
SHOWN = ("due_on", "remind_at", "due_at", "red_at")


def start_clock(order: Order, *, at, days: int | None = None) -> None:
    """Let the time for the reply run from now on, and show it on the order; one that isn't stored yet is stored with it,
    since an order without a last day can't be."""
    dates = plan_reply(rule_set=order.rule_set, started_at=at, days=days)
    show_clock(order, dates)
    if order.pk is None:
        order.save()
    OrderClock.objects.create(
        order=order,
        days=days,
        started_at=at,
        planned_at=at,
        next_signal_at=dates.remind_at,
        **{moment: getattr(dates, moment) for moment in PLANNED},
    )


def stop_clock(order: Order, *, at) -> None:
    """Stop what runs, and show nothing any more (the caller saves)."""
    order.clocks.filter(stopped_at=None).update(stopped_at=at, next_signal_at=None)
    show_clock(order, None)


def show_clock(order: Order, clock: OrderClock | ClockPlan | None) -> None:
    """Copy the moments of the running clock to the order (the caller saves)."""
    for moment in SHOWN:
        setattr(order, moment, getattr(clock, moment) if clock else None)


def replan_orders(*, at, is_new_calendar: bool = False) -> int:
    """Work out anew the last days of replies since when days were entered; return how many have moved.

    ``is_new_calendar``: also what rests on days without a published notice, which may have come meanwhile.
    """
    newest = DayDecision.objects.aggregate(newest=Max("entered_at"))["newest"]
    touched = Q(planned_at__lt=newest) if newest else Q(pk=None)
    if is_new_calendar:
        touched |= Q(is_provisional=True)
    ids = list(OrderClock.objects.filter(touched, stopped_at=None).values_list("pk", flat=True))
    if ids:
        forget_register()
    return sum(_replan(clock_id, at=at) for clock_id in ids)


@transaction.atomic
def _replan(clock_id: int, *, at) -> int:
    """Nobody is late by what was entered afterwards: a last day isn't moved to one that is over."""
    order_id = OrderClock.objects.values_list("order_id", flat=True).get(pk=clock_id)
    order = Order.objects.locked().get(pk=order_id)
    clock = OrderClock.objects.filter(pk=clock_id, stopped_at=None).first()
    if clock is None:
        return 0
    before, clock.planned_at = clock.due_on, at
    dates = plan_reply(rule_set=order.rule_set, started_at=clock.started_at, days=clock.days)
    if dates.due_on >= min(before, at.astimezone(CHINA).date()):
        for moment in PLANNED:
            setattr(clock, moment, getattr(dates, moment))
        clock.next_signal_at = _next_of(clock)
    clock.save(update_fields=[*PLANNED, "next_signal_at", "planned_at"])
    if clock.due_on == before:
        return 0
    show_clock(order, clock)
    order.save(update_fields=SHOWN)
    event = OrderEvent.objects.create(
        order=order,
        at=at,
        name=OrderEventName.CLOCK_MOVED,
        party=OrderParty.SYSTEM,
        details={"from": before, "due_on": clock.due_on},
    )
    tell_of_new_day(order=order, event=event)
    return 1


def _next_of(clock: OrderClock):
    given = set(clock.signals.values_list("kind", flat=True))
    return min((moment for kind, moment in moments(clock) if kind not in given), default=None)
