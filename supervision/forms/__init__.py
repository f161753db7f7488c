"""What people fill in on the pages of supervision."""

from supervision.forms.leads import DismissForm, LeadFilterForm, SettleForm
from supervision.forms.order_filter import OrderFilterForm
from supervision.forms.orders import MOST_DEMANDS, ORDER_FORMS, OrderForm, OrderMoveForm

__all__ = [
    "MOST_DEMANDS",
    "ORDER_FORMS",
    "DismissForm",
    "LeadFilterForm",
    "OrderFilterForm",
    "OrderForm",
    "OrderMoveForm",
    "SettleForm",
]
