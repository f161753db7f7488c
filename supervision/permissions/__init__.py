"""Who may do what in supervision."""

from supervision.permissions.accountability import (
    can_decide_on_false_accusation,
    can_decide_on_measure,
    can_keep_ledger,
    can_see_leaders,
)
from supervision.permissions.leads import can_read_limits, can_see_leads, can_set_limits
from supervision.permissions.orders import (
    addressee_roles,
    available_order_moves,
    can_issue_orders,
    can_order_about,
    can_order_now,
    order_parties_of,
    raising_commission,
)

__all__ = [
    "addressee_roles",
    "available_order_moves",
    "can_decide_on_false_accusation",
    "can_decide_on_measure",
    "can_issue_orders",
    "can_keep_ledger",
    "can_order_about",
    "can_order_now",
    "can_read_limits",
    "can_see_leaders",
    "can_see_leads",
    "can_set_limits",
    "order_parties_of",
    "raising_commission",
]
