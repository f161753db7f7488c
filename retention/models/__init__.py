"""Terms, holds, destruction lists, and what is left of a record that was disposed of."""

from retention.models.batch import DisposalBatch, DisposalLine
from retention.models.hold import Hold, HoldLifting
from retention.models.term import Term, TermChange
from retention.models.tombstone import FileRemoval, Tombstone, TombstoneRow

__all__ = [
    "DisposalBatch",
    "DisposalLine",
    "FileRemoval",
    "Hold",
    "HoldLifting",
    "Term",
    "TermChange",
    "Tombstone",
    "TombstoneRow",
]
