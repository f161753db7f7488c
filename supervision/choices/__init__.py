"""The words of supervision."""

from supervision.choices.leads import (
    Basis,
    Detector,
    LeadEventName,
    LeadRefusal,
    LeadState,
    LimitName,
    Outcome,
    RefusedFor,
    Trigger,
)
from supervision.choices.orders import (
    OPEN_STAGES,
    OWING_STAGES,
    OrderEventName,
    OrderLevel,
    OrderParty,
    OrderRefusal,
    OrderStage,
)

__all__ = [
    "OPEN_STAGES",
    "OWING_STAGES",
    "Basis",
    "Detector",
    "LeadEventName",
    "LeadRefusal",
    "LeadState",
    "LimitName",
    "OrderEventName",
    "OrderLevel",
    "OrderParty",
    "OrderRefusal",
    "OrderStage",
    "Outcome",
    "RefusedFor",
    "Trigger",
]
