"""What supervision keeps."""

from supervision.models.accountability import (
    Accountability,
    AccountEvent,
    Appeal,
    FalseAccusation,
    MeasureProposal,
)
from supervision.models.lead import AnswerMark, Lead, LeadEvent, LeadEvidence
from supervision.models.order import Demand, DemandReply, Order, OrderCounter, OrderEvent
from supervision.models.order_clock import OrderClock, OrderSignal
from supervision.models.threshold import Threshold

__all__ = [
    "AccountEvent",
    "Accountability",
    "AnswerMark",
    "Appeal",
    "Demand",
    "DemandReply",
    "FalseAccusation",
    "Lead",
    "LeadEvent",
    "LeadEvidence",
    "MeasureProposal",
    "Order",
    "OrderClock",
    "OrderCounter",
    "OrderEvent",
    "OrderSignal",
    "Threshold",
]
