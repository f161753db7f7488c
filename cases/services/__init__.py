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
from cases.services.bundling import bundle
from cases.services.days import (
    FIRST_DAY,
    LAST_DAY,
    DaysRefused,
    decide_days,
    replan_clocks,
    replan_provisional,
)
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
from cases.services.holding import keep_held, keep_held_after_tie
from cases.services.joining import join_matter, leave_matter
from cases.services.move import MoveRefused, foresee_move, move_case
from cases.services.notes import change_note, strike_note, write_note
from cases.services.parts import watch_parts
from cases.services.placing import place_case
from cases.services.receive import AccusedEntry, Complaint, receive_case
from cases.services.recusal import decide_on_recusal, demand_recusal, may_be_kept_away
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
    "FIRST_DAY",
    "LAST_DAY",
    "AccusedEntry",
    "Complaint",
    "DaysRefused",
    "FileTaken",
    "FilterRefused",
    "HandoverRefused",
    "MoveRefused",
    "OpenedIdentity",
    "PublicText",
    "TemplateRefused",
    "TextLeaks",
    "TooManyExports",
    "TooManyFiles",
    "TooManyMessages",
    "add_evidence",
    "archive_template",
    "ask_for_export",
    "ask_for_identity",
    "ask_review",
    "attach_files",
    "begin_with",
    "bundle",
    "change_filter",
    "change_forum",
    "change_note",
    "change_urgency",
    "choose_columns",
    "classify_case",
    "confirm_bulk",
    "count_use",
    "decide_days",
    "decide_on_identity",
    "decide_on_public_answer",
    "decide_on_recusal",
    "delete_filter",
    "demand_recusal",
    "end_waiting",
    "foresee_bulk",
    "foresee_move",
    "join_matter",
    "keep_held",
    "keep_held_after_tie",
    "leave_matter",
    "load_built_in",
    "mark_handed_over",
    "may_be_kept_away",
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
    "replan_clocks",
    "replan_provisional",
    "running_bulk",
    "save_filter",
    "save_template",
    "shift_filter",
    "strike_note",
    "sweep_bulk",
    "sweep_exports",
    "take_case_file",
    "take_withdrawal_back",
    "watch_clocks",
    "watch_parts",
    "withdraw_case",
    "withdraw_public_answer",
    "work_on_bulk",
    "write_as_citizen",
    "write_next_export",
    "write_note",
    "write_public_answer",
    "write_to_citizen",
]
