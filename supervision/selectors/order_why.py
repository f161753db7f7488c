"""Why the reply to an order is due when it is: the clocks of an order with their reasons."""

from datetime import datetime

from cases.selectors.lights import clock_state
from cases.selectors.why import ClockStory, reasons_of
from supervision.models import Order
from supervision.selectors.order_plan import plan_reply


def order_stories(order: Order, *, at: datetime) -> list[dict]:
    """The clock that runs, then those that have stopped, the latest first, as the pages of cases show theirs."""
    clocks = sorted(order.clocks.all(), key=lambda clock: (clock.stopped_at is not None, -clock.pk))
    rows = []
    for clock in clocks:
        plan = plan_reply(rule_set=order.rule_set, started_at=clock.started_at, days=clock.days)
        story = ClockStory(clock=clock, plan=plan, facts=tuple(reasons_of(clock, plan)))
        rows.append({"story": story, "clock": clock, **clock_state(clock, at=at)})
    return rows
