"""What people fill in on the pages of supervision."""

from supervision.forms.accountability import (
    STEP_FORMS,
    AnswerForm,
    AppealForm,
    ClearForm,
    DecideForm,
    LedgerFilterForm,
    OpenForm,
    ProposeForm,
    ReasonOnlyForm,
    ServeForm,
)
from supervision.forms.leads import DismissForm, LeadFilterForm, SettleForm
from supervision.forms.order_filter import OrderFilterForm
from supervision.forms.orders import MOST_DEMANDS, ORDER_FORMS, OrderForm, OrderMoveForm

__all__ = [
    "MOST_DEMANDS",
    "ORDER_FORMS",
    "STEP_FORMS",
    "AnswerForm",
    "AppealForm",
    "ClearForm",
    "DecideForm",
    "DismissForm",
    "LeadFilterForm",
    "LedgerFilterForm",
    "OpenForm",
    "OrderFilterForm",
    "OrderForm",
    "OrderMoveForm",
    "ProposeForm",
    "ReasonOnlyForm",
    "ServeForm",
    "SettleForm",
]
