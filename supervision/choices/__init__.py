"""The words of supervision."""

from supervision.choices.accountability import (
    AccountRefusal,
    AccountStage,
    AppealOutcome,
    LedgerEvent,
    Liability,
    MeasureFamily,
)
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
    "AccountRefusal",
    "AccountStage",
    "AppealOutcome",
    "Basis",
    "Detector",
    "LeadEventName",
    "LeadRefusal",
    "LeadState",
    "LedgerEvent",
    "Liability",
    "LimitName",
    "MeasureFamily",
    "OrderEventName",
    "OrderLevel",
    "OrderParty",
    "OrderRefusal",
    "OrderStage",
    "Outcome",
    "RefusedFor",
    "Trigger",
]
