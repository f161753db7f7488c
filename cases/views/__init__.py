"""The pages of cases: the list, one case, its moves, and what the desk puts right."""

from cases.views.accused import (
    AccusedRows,
    CaseAccuse,
    CaseClassify,
    CaseForum,
    CasePlace,
    CaseRelocate,
    CaseUrgency,
)
from cases.views.calendar import CalendarAddress, CalendarFeed, CalendarFile, CalendarPage
from cases.views.detail import CaseDetail, CaseWrite
from cases.views.evidence import CaseFile, CaseOriginal
from cases.views.export import CaseExport
from cases.views.handover import HandoverAdd, HandoverDetail, HandoverList
from cases.views.letters import CaseLetter
from cases.views.listing import CaseList
from cases.views.matter import CaseJoin
from cases.views.moves import CaseMove, UnitRows
from cases.views.releasing import CaseRelease
from cases.views.routing import RouteNext
from cases.views.unsealing import CaseIdentity

__all__ = [
    "AccusedRows",
    "CalendarAddress",
    "CalendarFeed",
    "CalendarFile",
    "CalendarPage",
    "CaseAccuse",
    "CaseClassify",
    "CaseDetail",
    "CaseExport",
    "CaseFile",
    "CaseForum",
    "CaseIdentity",
    "CaseJoin",
    "CaseLetter",
    "CaseList",
    "CaseMove",
    "CaseOriginal",
    "CasePlace",
    "CaseRelease",
    "CaseRelocate",
    "CaseUrgency",
    "CaseWrite",
    "HandoverAdd",
    "HandoverDetail",
    "HandoverList",
    "RouteNext",
    "UnitRows",
]
