"""The pages of supervision."""

from supervision.views.leads import LeadDetail, LeadList
from supervision.views.order_moves import OrderAdd, OrderMovePage
from supervision.views.order_paper import OrderPaper
from supervision.views.orders import OrderDetail, OrderExport, OrderList

__all__ = [
    "LeadDetail",
    "LeadList",
    "OrderAdd",
    "OrderDetail",
    "OrderExport",
    "OrderList",
    "OrderMovePage",
    "OrderPaper",
]
