"""The words of supervision."""

from supervision.choices.accountability import (
    AccountRefusal,
    AccountStage,
    AppealOutcome,
    LedgerEvent,
    Liability,
    MeasureFamily,
)

__all__ = [
    "AccountRefusal",
    "AccountStage",
    "AppealOutcome",
    "LedgerEvent",
    "Liability",
    "MeasureFamily",
]
