"""What beat wakes up."""

from supervision.tasks.orders import replan_provisional_orders, watch_orders

__all__ = ["replan_provisional_orders", "watch_orders"]
