"""Ready-made questions about what supervision keeps, always asked with somebody in mind."""

from supervision.querysets.accountability import AccountQuerySet

__all__ = ["AccountQuerySet"]
