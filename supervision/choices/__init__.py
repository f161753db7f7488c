"""The words of supervision."""

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
    "OrderEventName",
    "OrderLevel",
    "OrderParty",
    "OrderRefusal",
    "OrderStage",
]
