"""The pages of cases: the list, one case, its moves, and what the desk puts right."""

from cases.views.accused import AccusedRows, CaseAccuse, CaseClassify, CaseRelocate, CaseUrgency
from cases.views.detail import CaseDetail, CaseWrite
from cases.views.evidence import CaseFile, CaseOriginal
from cases.views.listing import CaseList
from cases.views.matter import CaseJoin
from cases.views.moves import CaseMove, UnitRows
from cases.views.unsealing import CaseIdentity

__all__ = [
    "AccusedRows",
    "CaseAccuse",
    "CaseClassify",
    "CaseDetail",
    "CaseFile",
    "CaseIdentity",
    "CaseJoin",
    "CaseList",
    "CaseMove",
    "CaseOriginal",
    "CaseRelocate",
    "CaseUrgency",
    "CaseWrite",
    "UnitRows",
]
