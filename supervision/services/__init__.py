"""The only writers of supervision."""

from supervision.services.decide_leads import LeadRefused, dismiss_lead, settle_lead, take_up_lead
from supervision.services.find_leads import Found, find_leads
from supervision.services.limits import set_limits, try_limits
from supervision.services.marks import mark_answers

__all__ = [
    "Found",
    "LeadRefused",
    "dismiss_lead",
    "find_leads",
    "mark_answers",
    "set_limits",
    "settle_lead",
    "take_up_lead",
    "try_limits",
]
