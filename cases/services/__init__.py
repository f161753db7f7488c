"""The only writers of cases. Each is one transaction; a refusal carries every reason."""

from cases.services.accused import classify_case, name_accused
from cases.services.clocks import watch_clocks
from cases.services.dialogue import (
    TooManyMessages,
    note_that_citizen_read,
    write_as_citizen,
    write_to_citizen,
)
from cases.services.evidence import FileTaken, TooManyFiles, add_evidence, attach_files, open_original
from cases.services.joining import join_matter, leave_matter
from cases.services.move import MoveRefused, move_case
from cases.services.receive import AccusedEntry, Complaint, receive_case
from cases.services.relocate import relocate_case
from cases.services.unsealing import OpenedIdentity, ask_for_identity, decide_on_identity, open_identity
from cases.services.urgency import change_urgency

__all__ = [
    "AccusedEntry",
    "Complaint",
    "FileTaken",
    "MoveRefused",
    "OpenedIdentity",
    "TooManyFiles",
    "TooManyMessages",
    "add_evidence",
    "ask_for_identity",
    "attach_files",
    "change_urgency",
    "classify_case",
    "decide_on_identity",
    "join_matter",
    "leave_matter",
    "move_case",
    "name_accused",
    "note_that_citizen_read",
    "open_identity",
    "open_original",
    "receive_case",
    "relocate_case",
    "watch_clocks",
    "write_as_citizen",
    "write_to_citizen",
]
