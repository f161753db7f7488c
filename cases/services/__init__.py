"""The only writers of cases. Each is one transaction; a refusal carries every reason."""

from cases.services.accused import classify_case, name_accused
from cases.services.clocks import watch_clocks
from cases.services.move import MoveRefused, move_case
from cases.services.receive import AccusedEntry, Complaint, receive_case

__all__ = [
    "AccusedEntry",
    "Complaint",
    "MoveRefused",
    "classify_case",
    "move_case",
    "name_accused",
    "receive_case",
    "watch_clocks",
]
