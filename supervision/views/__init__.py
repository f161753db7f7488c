"""The pages of supervision."""

from supervision.views.accountability import (
    LedgerExport,
    LedgerFalse,
    LedgerFile,
    LedgerList,
    LedgerOpen,
)
from supervision.views.leaders import LeaderGaps

__all__ = ["LeaderGaps", "LedgerExport", "LedgerFalse", "LedgerFile", "LedgerList", "LedgerOpen"]
