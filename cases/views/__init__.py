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
from cases.views.bulk import BulkPage, BulkPrepare, BulkUnits
from cases.views.bundle import CaseBundle
from cases.views.calendar import CalendarAddress, CalendarFeed, CalendarFile, CalendarPage
from cases.views.detail import CaseDetail, CaseWrite
from cases.views.evidence import CaseFile, CaseOriginal
from cases.views.export import CaseExport, ExportFile, ExportPage
from cases.views.handover import HandoverAdd, HandoverDetail, HandoverList
from cases.views.inserting import TemplateFill, TemplatePanel
from cases.views.letters import CaseLetter
from cases.views.listing import CaseList, CaseListLive
from cases.views.matter import CaseJoin
from cases.views.moves import CaseMove, UnitRows
from cases.views.notes import CaseNotes, ColleagueRows, NoteChange, NoteStrike
from cases.views.parts import CaseParts
from cases.views.recusal import CaseRecusal
from cases.views.releasing import CaseRelease
from cases.views.routing import RouteNext
from cases.views.templates import TemplateAdd, TemplateArchive, TemplateEdit, TemplateList
from cases.views.unsealing import CaseIdentity
from cases.views.version import CaseVersion
from cases.views.worklist import ListColumns, SavedFilterChange, SavedFilters

__all__ = [
    "AccusedRows",
    "BulkPage",
    "BulkPrepare",
    "BulkUnits",
    "CalendarAddress",
    "CalendarFeed",
    "CalendarFile",
    "CalendarPage",
    "CaseAccuse",
    "CaseBundle",
    "CaseClassify",
    "CaseDetail",
    "CaseExport",
    "CaseFile",
    "CaseForum",
    "CaseIdentity",
    "CaseJoin",
    "CaseLetter",
    "CaseList",
    "CaseListLive",
    "CaseMove",
    "CaseNotes",
    "CaseOriginal",
    "CaseParts",
    "CasePlace",
    "CaseRecusal",
    "CaseRelease",
    "CaseRelocate",
    "CaseUrgency",
    "CaseVersion",
    "CaseWrite",
    "ColleagueRows",
    "ExportFile",
    "ExportPage",
    "HandoverAdd",
    "HandoverDetail",
    "HandoverList",
    "ListColumns",
    "NoteChange",
    "NoteStrike",
    "RouteNext",
    "SavedFilterChange",
    "SavedFilters",
    "TemplateAdd",
    "TemplateArchive",
    "TemplateEdit",
    "TemplateFill",
    "TemplateList",
    "TemplatePanel",
    "UnitRows",
]
