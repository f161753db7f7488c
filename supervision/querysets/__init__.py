"""Ready-made questions about what supervision keeps."""

from supervision.querysets.accountability import AccountQuerySet
from supervision.querysets.leads import EvidenceQuerySet, LeadQuerySet
from supervision.querysets.orders import COMMISSION_WORKERS, UNIT_WORKERS, OrderQuerySet

__all__ = [
    "COMMISSION_WORKERS",
    "UNIT_WORKERS",
    "AccountQuerySet",
    "EvidenceQuerySet",
    "LeadQuerySet",
    "OrderQuerySet",
]
