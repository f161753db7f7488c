"""What is filled in on the pages of supervision."""

from supervision.forms.leads import DismissForm, LeadFilterForm, SettleForm

__all__ = ["DismissForm", "LeadFilterForm", "SettleForm"]
