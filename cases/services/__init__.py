"""The only writers of cases. Each is one transaction; a refusal carries every reason."""

from cases.services.accused import classify_case, name_accused
from cases.services.bulk import (
    confirm_bulk,
    foresee_bulk,
    prepare_bulk,
    running_bulk,
    sweep_bulk,
    work_on_bulk,
)
from cases.services.clocks import watch_clocks
from cases.services.dialogue import (
    TooManyMessages,
    note_that_citizen_read,
    write_as_citizen,
    write_to_citizen,
)
from cases.services.evidence import FileTaken, TooManyFiles, add_evidence, attach_files, open_original
from cases.services.exporting import (
    TooManyExports,
    ask_for_export,
    open_export,
    sweep_exports,
    write_next_export,
)
from cases.services.forum import change_forum
from cases.services.handover import HandoverRefused, mark_handed_over, record_handover
from cases.services.joining import join_matter, leave_matter
from cases.services.move import MoveRefused, foresee_move, move_case
from cases.services.placing import place_case
from cases.services.receive import AccusedEntry, Complaint, receive_case
from cases.services.releasing import (
    PublicText,
    TextLeaks,
    decide_on_public_answer,
    withdraw_public_answer,
    write_public_answer,
)
from cases.services.relocate import relocate_case
from cases.services.remedies import ask_review, take_withdrawal_back, withdraw_case
from cases.services.unsealing import OpenedIdentity, ask_for_identity, decide_on_identity, open_identity
from cases.services.urgency import change_urgency
from cases.services.waiting import end_waiting
from cases.services.worklist import (
    FilterRefused,
    begin_with,
    change_filter,
    choose_columns,
    delete_filter,
    save_filter,
    shift_filter,
)

__all__ = [
    "AccusedEntry",
    "Complaint",
    "FileTaken",
    "FilterRefused",
    "HandoverRefused",
    "MoveRefused",
    "OpenedIdentity",
    "PublicText",
    "TextLeaks",
    "TooManyExports",
    "TooManyFiles",
    "TooManyMessages",
    "add_evidence",
    "ask_for_export",
    "ask_for_identity",
    "ask_review",
    "attach_files",
    "begin_with",
    "change_filter",
    "change_forum",
    "change_urgency",
    "choose_columns",
    "classify_case",
    "confirm_bulk",
    "decide_on_identity",
    "decide_on_public_answer",
    "delete_filter",
    "end_waiting",
    "foresee_bulk",
    "foresee_move",
    "join_matter",
    "leave_matter",
    "mark_handed_over",
    "move_case",
    "name_accused",
    "note_that_citizen_read",
    "open_export",
    "open_identity",
    "open_original",
    "place_case",
    "prepare_bulk",
    "receive_case",
    "record_handover",
    "relocate_case",
    "running_bulk",
    "save_filter",
    "shift_filter",
    "sweep_bulk",
    "sweep_exports",
    "take_withdrawal_back",
    "watch_clocks",
    "withdraw_case",
    "withdraw_public_answer",
    "work_on_bulk",
    "write_as_citizen",
    "write_next_export",
    "write_public_answer",
    "write_to_citizen",
]
