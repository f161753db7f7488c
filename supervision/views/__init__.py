"""The pages of supervision."""

from supervision.views.accountability import LedgerFalse, LedgerFile, LedgerOpen
from supervision.views.leaders import LeaderGaps
from supervision.views.leads import LeadDetail, LeadList
from supervision.views.ledger import LedgerExport, LedgerList
from supervision.views.order_moves import OrderAdd, OrderMovePage
from supervision.views.order_paper import OrderPaper
from supervision.views.orders import OrderDetail, OrderExport, OrderList

__all__ = [
    "LeadDetail",
    "LeadList",
    "LeaderGaps",
    "LedgerExport",
    "LedgerFalse",
    "LedgerFile",
    "LedgerList",
    "LedgerOpen",
    "OrderAdd",
    "OrderDetail",
    "OrderExport",
    "OrderList",
    "OrderMovePage",
    "OrderPaper",
]
