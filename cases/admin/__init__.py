"""Cases and their clocks in the console: everything an inspector may read, and nothing to change."""

from cases.admin.case import CaseAdmin
from cases.admin.clock import ClockAdmin
from cases.admin.day import DayAdmin

__all__ = ["CaseAdmin", "ClockAdmin", "DayAdmin"]
