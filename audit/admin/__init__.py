"""The audit in the console: who has read, who has changed, and how the chain stands."""

from audit.admin.chain import ChainAdmin
from audit.admin.entries import EntryAdmin
from audit.admin.readings import ReadingAdmin

__all__ = ["ChainAdmin", "EntryAdmin", "ReadingAdmin"]
