"""The pages on which citizens say how they are satisfied, and those of the callers who ask them."""

from evaluations.views.call_figures import CallFigures, CallFiguresFile, CallShares
from evaluations.views.callers import Call, CallBacks, NextCall
from evaluations.views.calls import Calls
from evaluations.views.public_windows import PublicWindows
from evaluations.views.ratings import Rate
from evaluations.views.visit_files import VisitBatchPage, VisitFile, VisitTemplate
from evaluations.views.window_alarms import WindowAlarm, WindowAlarms
from evaluations.views.windows import StaffPhones, WindowList, WindowRules, Windows, WindowsFile

__all__ = [
    "Call",
    "CallBacks",
    "CallFigures",
    "CallFiguresFile",
    "CallShares",
    "Calls",
    "NextCall",
    "PublicWindows",
    "Rate",
    "StaffPhones",
    "VisitBatchPage",
    "VisitFile",
    "VisitTemplate",
    "WindowAlarm",
    "WindowAlarms",
    "WindowList",
    "WindowRules",
    "Windows",
    "WindowsFile",
]
