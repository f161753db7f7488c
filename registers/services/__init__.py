"""The only writers of registers: records, their alarms, and imports."""

from registers.services.entries import follow_up, write_record
from registers.services.findings import (
    FindingRefused,
    Opened,
    dismiss_finding,
    look_anew,
    open_case_of,
    watch_registers,
)
from registers.services.importing import confirm_import, prepare_import, sweep_imports
from registers.services.reading import (
    SHARED,
    Draft,
    Reader,
    RecordRefused,
    heading_words,
    read_columns,
    refusals_of,
)
from registers.services.rows import RowOutcome, take_rows

__all__ = [
    "SHARED",
    "Draft",
    "FindingRefused",
    "Opened",
    "Reader",
    "RecordRefused",
    "RowOutcome",
    "confirm_import",
    "dismiss_finding",
    "follow_up",
    "heading_words",
    "look_anew",
    "open_case_of",
    "prepare_import",
    "read_columns",
    "refusals_of",
    "sweep_imports",
    "take_rows",
    "watch_registers",
    "write_record",
]
