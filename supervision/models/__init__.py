"""What supervision keeps."""

from supervision.models.order import (
    Demand,
    DemandReply,
    Order,
    OrderCounter,
    OrderEvent,
)
from supervision.models.order_clock import OrderClock, OrderSignal

__all__ = [
    "Demand",
    "DemandReply",
    "Order",
    "OrderClock",
    "OrderCounter",
    "OrderEvent",
    "OrderSignal",
]
