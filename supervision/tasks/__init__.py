"""What beat wakes up."""

from supervision.tasks.accountability import watch_accounts
from supervision.tasks.leads import find_leads
from supervision.tasks.orders import replan_provisional_orders, watch_orders

__all__ = ["find_leads", "replan_provisional_orders", "watch_accounts", "watch_orders"]
