"""What supervision keeps."""

from supervision.models.lead import AnswerMark, Lead, LeadEvent, LeadEvidence
from supervision.models.order import Demand, DemandReply, Order, OrderCounter, OrderEvent
from supervision.models.order_clock import OrderClock, OrderSignal
from supervision.models.threshold import Threshold

__all__ = [
    "AnswerMark",
    "Demand",
    "DemandReply",
    "Lead",
    "LeadEvent",
    "LeadEvidence",
    "Order",
    "OrderClock",
    "OrderCounter",
    "OrderEvent",
    "OrderSignal",
    "Threshold",
]
