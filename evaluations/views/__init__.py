"""The pages on which citizens say how they are satisfied, and those that count it."""

from evaluations.views.public_windows import PublicWindows
from evaluations.views.ratings import Rate
from evaluations.views.visit_files import VisitBatchPage, VisitFile, VisitTemplate
from evaluations.views.window_alarms import WindowAlarm, WindowAlarms
from evaluations.views.windows import StaffPhones, WindowList, WindowRules, Windows, WindowsFile

__all__ = [
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
