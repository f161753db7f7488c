"""What was changed, what was read, and the chain that seals both."""

from audit.models.entry import AuditEntry
from audit.models.reading import Reading
from audit.models.seal import AuditSeal, ChainMark
from audit.models.verification import Verification

__all__ = ["AuditEntry", "AuditSeal", "ChainMark", "Reading", "Verification"]
