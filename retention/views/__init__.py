"""The pages of retention, one module for each of its subjects."""

from retention.views.batches import BatchAdd, BatchDetail, BatchExport, BatchList, BatchPaper
from retention.views.due import DueList
from retention.views.holds import HoldAdd, HoldDetail, HoldList
from retention.views.terms import TermDetail, TermList
from retention.views.tombstones import TombstoneList

__all__ = [
    "BatchAdd",
    "BatchDetail",
    "BatchExport",
    "BatchList",
    "BatchPaper",
    "DueList",
    "HoldAdd",
    "HoldDetail",
    "HoldList",
    "TermDetail",
    "TermList",
    "TombstoneList",
]
