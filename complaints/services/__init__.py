"""Handing in complaints, one by one or from a file, and the receipts that let citizens follow them."""

from complaints.services.effort import (
    Door,
    Effort,
    ask_effort,
    code_door,
    complaint_door,
    count_use,
    file_door,
    is_effort_made,
)
from complaints.services.file_rows import CHANNELS, FIELDS
from complaints.services.hand_in import HandedIn, KeyUsedForAnother, earlier_case, hand_in
from complaints.services.import_file import Fate, Outcome, import_rows
from complaints.services.receipts import HASHER, Opened, TooManyGuesses, issue_receipt, open_by_receipt
from complaints.services.receive_mail import SenderMustWait, receive_mail, take_in_letter, visit_mailbox
from complaints.services.receive_texts import (
    IncomingText,
    TooManyTexts,
    seal_parts_anew,
    take_in_incomplete_texts,
    take_in_text,
)

__all__ = [
    "CHANNELS",
    "FIELDS",
    "HASHER",
    "Door",
    "Effort",
    "Fate",
    "HandedIn",
    "IncomingText",
    "KeyUsedForAnother",
    "Opened",
    "Outcome",
    "SenderMustWait",
    "TooManyGuesses",
    "TooManyTexts",
    "ask_effort",
    "code_door",
    "complaint_door",
    "count_use",
    "earlier_case",
    "file_door",
    "hand_in",
    "import_rows",
    "is_effort_made",
    "issue_receipt",
    "open_by_receipt",
    "receive_mail",
    "seal_parts_anew",
    "take_in_incomplete_texts",
    "take_in_letter",
    "take_in_text",
    "visit_mailbox",
]
