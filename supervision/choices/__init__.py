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

__all__ = [
    "Basis",
    "Detector",
    "LeadEventName",
    "LeadRefusal",
    "LeadState",
    "LimitName",
    "Outcome",
    "RefusedFor",
    "Trigger",
]
