"""Handing in complaints, one by one or from a file, and the receipts that let citizens follow them."""

from complaints.services.file_formats import SourceRow, UnreadableFile, read_rows, rename_columns
from complaints.services.file_rows import FIELDS
from complaints.services.hand_in import (
    HASHER,
    HandedIn,
    KeyUsedForAnother,
    TooManyGuesses,
    earlier_case,
    hand_in,
    issue_receipt,
    open_by_receipt,
)
from complaints.services.import_file import Fate, Outcome, import_rows

__all__ = [
    "FIELDS",
    "HASHER",
    "Fate",
    "HandedIn",
    "KeyUsedForAnother",
    "Outcome",
    "SourceRow",
    "TooManyGuesses",
    "UnreadableFile",
    "earlier_case",
    "hand_in",
    "import_rows",
    "issue_receipt",
    "open_by_receipt",
    "read_rows",
    "rename_columns",
]
