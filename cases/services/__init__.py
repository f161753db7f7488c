"""The only writers of cases. Each is one transaction; a refusal carries every reason."""

from cases.services.accused import classify_case, name_accused
from cases.services.bundling import bundle
from cases.services.days import DaysRefused, decide_days, replan_clocks, replan_provisional
from cases.services.dialogue import (
    TooManyMessages,
    note_that_citizen_read,
    write_as_citizen,
    write_to_citizen,
)
from cases.services.evidence import FileTaken, TooManyFiles, add_evidence, attach_files, open_original
from cases.services.forum import change_forum
from cases.services.handover import HandoverRefused, mark_handed_over, record_handover
from cases.services.joining import join_matter, leave_matter
from cases.services.move import MoveRefused, move_case
from cases.services.notes import change_note, strike_note, write_note
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
from cases.services.taking_out import take_case_file
from cases.services.templates import (
    TemplateRefused,
    archive_template,
    count_use,
    load_built_in,
    save_template,
)
from cases.services.unsealing import OpenedIdentity, ask_for_identity, decide_on_identity, open_identity
from cases.services.urgency import change_urgency
from cases.services.waiting import end_waiting
from cases.services.watching import watch_clocks

__all__ = [
    "AccusedEntry",
    "Complaint",
    "DaysRefused",
    "FileTaken",
    "HandoverRefused",
    "MoveRefused",
    "OpenedIdentity",
    "PublicText",
    "TemplateRefused",
    "TextLeaks",
    "TooManyFiles",
    "TooManyMessages",
    "add_evidence",
    "archive_template",
    "ask_for_identity",
    "ask_review",
    "attach_files",
    "bundle",
    "change_forum",
    "change_note",
    "change_urgency",
    "classify_case",
    "count_use",
    "decide_days",
    "decide_on_identity",
    "decide_on_public_answer",
    "end_waiting",
    "join_matter",
    "leave_matter",
    "load_built_in",
    "mark_handed_over",
    "move_case",
    "name_accused",
    "note_that_citizen_read",
    "open_identity",
    "open_original",
    "place_case",
    "receive_case",
    "record_handover",
    "relocate_case",
    "replan_clocks",
    "replan_provisional",
    "save_template",
    "strike_note",
    "take_case_file",
    "take_withdrawal_back",
    "watch_clocks",
    "withdraw_case",
    "withdraw_public_answer",
    "write_as_citizen",
    "write_note",
    "write_public_answer",
    "write_to_citizen",
]
