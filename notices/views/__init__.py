"""The bell, what could not be delivered, and what providers report."""

from notices.views.dead import CloseDeadLetters, DeadLetters, RetryDeadLetters
from notices.views.inbox import Inbox, MarkRead, Wishes
from notices.views.receipts import TextReceipts

__all__ = [
    "CloseDeadLetters",
    "DeadLetters",
    "Inbox",
    "MarkRead",
    "RetryDeadLetters",
    "TextReceipts",
    "Wishes",
]
