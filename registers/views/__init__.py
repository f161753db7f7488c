"""The pages of the registers: those of the staff, and those for everybody."""

from registers.views.imports import ImportAdd, ImportDetail
from registers.views.listing import Overview, RecordFile, RecordList, RecordTemplate
from registers.views.public import PublicRegister, PublicRegisters
from registers.views.records import RecordAdd, RecordDetail, RecordEdit

__all__ = [
    "ImportAdd",
    "ImportDetail",
    "Overview",
    "PublicRegister",
    "PublicRegisters",
    "RecordAdd",
    "RecordDetail",
    "RecordEdit",
    "RecordFile",
    "RecordList",
    "RecordTemplate",
]
