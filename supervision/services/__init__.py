"""The only writers of what supervision keeps."""

from supervision.services.accountability import (
    LedgerRefused,
    answer_appeal,
    clear_name,
    decide_on_measure,
    open_account,
    propose_measure,
    record_appeal,
    serve_measure,
)
from supervision.services.decide_leads import LeadRefused, dismiss_lead, settle_lead, take_up_lead
from supervision.services.false_accusations import ask_for_false_accusation, decide_on_false_accusation
from supervision.services.find_leads import Found, find_leads
from supervision.services.hand_leads import hand_leads_on
from supervision.services.leave_leads import leave_leads
from supervision.services.limits import set_limits, try_limits
from supervision.services.marks import mark_answers
from supervision.services.order_cases import follow_case, order_what_is_supervised
from supervision.services.order_clocks import replan_orders
from supervision.services.order_facts import OrderDraft
from supervision.services.order_watch import watch_orders
from supervision.services.orders import OrderRefused, issue_order, move_order
from supervision.services.watching import watch_accounts

__all__ = [
    "Found",
    "LeadRefused",
    "LedgerRefused",
    "OrderDraft",
    "OrderRefused",
    "answer_appeal",
    "ask_for_false_accusation",
    "clear_name",
    "decide_on_false_accusation",
    "decide_on_measure",
    "dismiss_lead",
    "find_leads",
    "follow_case",
    "hand_leads_on",
    "issue_order",
    "leave_leads",
    "mark_answers",
    "move_order",
    "open_account",
    "order_what_is_supervised",
    "propose_measure",
    "record_appeal",
    "replan_orders",
    "serve_measure",
    "set_limits",
    "settle_lead",
    "take_up_lead",
    "try_limits",
    "watch_accounts",
    "watch_orders",
]
