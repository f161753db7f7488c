"""Watching the replies that are owed: every signal exactly once, however many beats there are and however long one was away."""

from django.db import transaction

from cases.deadlines import next_signal
from supervision.choices import OrderEventName, OrderParty
from supervision.models import Order, OrderClock, OrderEvent, OrderSignal
from supervision.services.order_tell import tell_of_order_signal

BATCH = 200


def watch_orders(*, at) -> int:
    """Give every signal whose moment has come, each exactly once; return how many were given.

    An order is locked while it is looked at and locked ones are skipped, so two beats at once do no harm; after a standstill
    every missed signal is written down, in order, and people hear of the gravest alone.
    """
    waiting = OrderClock.objects.filter(stopped_at=None, next_signal_at__lte=at).order_by("next_signal_at")
    rows = list(waiting.values_list("pk", "order_id")[:BATCH])
    return sum(_watch_one(clock_id, order_id, at=at) for clock_id, order_id in rows)


@transaction.atomic
def _watch_one(clock_id: int, order_id: int, *, at) -> int:
    # The order is locked first, as every move does, so that a move and a signal can't wait for each other.
    free = Order.objects.with_parties().select_for_update(skip_locked=True, of=("self",))
    order = free.filter(pk=order_id).first()
    if order is None:
        return 0
    clock = OrderClock.objects.filter(pk=clock_id, stopped_at=None, next_signal_at__lte=at).first()
    if clock is None:
        return 0
    upcoming = next_signal(at, clock, set(clock.signals.values_list("kind", flat=True)))
    for kind in upcoming.due:
        signal = OrderSignal.objects.create(clock=clock, kind=kind, given_at=at)
        OrderEvent.objects.create(
            order=order,
            at=at,
            name=OrderEventName.CLOCK_SIGNALLED,
            party=OrderParty.SYSTEM,
            details={"signal": kind, "due_on": clock.due_on},
        )
        if kind == upcoming.due[-1]:
            tell_of_order_signal(order=order, signal=signal, at=at)
    clock.next_signal_at = upcoming.next_at
    clock.save(update_fields=["next_signal_at"])
    return len(upcoming.due)
