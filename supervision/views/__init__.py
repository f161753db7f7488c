"""The pages of supervision."""

from supervision.views.leads import LeadDetail, LeadList

__all__ = ["LeadDetail", "LeadList"]
