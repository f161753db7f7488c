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
from cases.views.bundle import CaseBundle
from cases.views.detail import CaseDetail, CaseWrite
from cases.views.evidence import CaseFile, CaseOriginal
from cases.views.export import CaseExport
from cases.views.handover import HandoverAdd, HandoverDetail, HandoverList
from cases.views.inserting import TemplateFill, TemplatePanel
from cases.views.letters import CaseLetter
from cases.views.listing import CaseList
from cases.views.matter import CaseJoin
from cases.views.moves import CaseMove, UnitRows
from cases.views.notes import CaseNotes, ColleagueRows, NoteChange, NoteStrike
from cases.views.parts import CaseParts
from cases.views.releasing import CaseRelease
from cases.views.routing import RouteNext
from cases.views.templates import TemplateAdd, TemplateArchive, TemplateEdit, TemplateList
from cases.views.unsealing import CaseIdentity

__all__ = [
    "AccusedRows",
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
    "CaseMove",
    "CaseNotes",
    "CaseOriginal",
    "CaseParts",
    "CasePlace",
    "CaseRelease",
    "CaseRelocate",
    "CaseUrgency",
    "CaseWrite",
    "ColleagueRows",
    "HandoverAdd",
    "HandoverDetail",
    "HandoverList",
    "NoteChange",
    "NoteStrike",
    "RouteNext",
    "TemplateAdd",
    "TemplateArchive",
    "TemplateEdit",
    "TemplateFill",
    "TemplateList",
    "TemplatePanel",
    "UnitRows",
]
