"""Who may see what of supervision."""

from supervision.querysets.leads import EvidenceQuerySet, LeadQuerySet

__all__ = ["EvidenceQuerySet", "LeadQuerySet"]
