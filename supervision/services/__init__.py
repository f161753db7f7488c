"""The only writers of what supervision keeps."""

from supervision.services.order_cases import follow_case, order_what_is_supervised
from supervision.services.order_clocks import replan_orders
from supervision.services.order_facts import OrderDraft
from supervision.services.order_watch import watch_orders
from supervision.services.orders import OrderRefused, issue_order, move_order

__all__ = [
    "OrderDraft",
    "OrderRefused",
    "follow_case",
    "issue_order",
    "move_order",
    "order_what_is_supervised",
    "replan_orders",
    "watch_orders",
]
