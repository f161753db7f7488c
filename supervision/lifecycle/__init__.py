"""The tables of what may happen to what supervision keeps."""

from supervision.lifecycle.accountability import STEP_BY_NAME, STEPS, Step, paths
from supervision.lifecycle.orders import (
    ORDER_MOVE_BY_NAME,
    ORDER_MOVES,
    OrderMove,
    OrderTell,
    order_moves_from,
    order_paths,
)

__all__ = [
    "ORDER_MOVES",
    "ORDER_MOVE_BY_NAME",
    "STEPS",
    "STEP_BY_NAME",
    "OrderMove",
    "OrderTell",
    "Step",
    "order_moves_from",
    "order_paths",
    "paths",
]
