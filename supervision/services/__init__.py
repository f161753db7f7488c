"""The only writers of what supervision keeps."""

from supervision.services.decide_leads import LeadRefused, dismiss_lead, settle_lead, take_up_lead
from supervision.services.find_leads import Found, find_leads
from supervision.services.limits import set_limits, try_limits
from supervision.services.marks import mark_answers
from supervision.services.order_cases import follow_case, order_what_is_supervised
from supervision.services.order_clocks import replan_orders
from supervision.services.order_facts import OrderDraft
from supervision.services.order_watch import watch_orders
from supervision.services.orders import OrderRefused, issue_order, move_order

__all__ = [
    "Found",
    "LeadRefused",
    "OrderDraft",
    "OrderRefused",
    "dismiss_lead",
    "find_leads",
    "follow_case",
    "issue_order",
    "mark_answers",
    "move_order",
    "order_what_is_supervised",
    "replan_orders",
    "set_limits",
    "settle_lead",
    "take_up_lead",
    "try_limits",
    "watch_orders",
]
