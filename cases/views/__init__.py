"""The pages of cases: the list, one case, its moves, and what the desk puts right."""

from cases.views.accused import AccusedRows, CaseAccuse, CaseClassify, CaseUrgency
from cases.views.detail import CaseDetail, CaseWrite
from cases.views.listing import CaseList
from cases.views.matter import CaseJoin
from cases.views.moves import CaseMove, UnitRows

__all__ = [
    "AccusedRows",
    "CaseAccuse",
    "CaseClassify",
    "CaseDetail",
    "CaseJoin",
    "CaseList",
    "CaseMove",
    "CaseUrgency",
    "CaseWrite",
    "UnitRows",
]
