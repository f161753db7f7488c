"""The shared case and what belongs to it."""

from cases.models.accused import Accused
from cases.models.answer import Answer, Review, ReviewDecision
from cases.models.attachment import Attachment
from cases.models.case import Case
from cases.models.clock import CaseClock, ClockPause, ClockSignal
from cases.models.co_handler import CoHandler
from cases.models.conclusion import Conclusion, PersonOutcome
from cases.models.day import DayDecision
from cases.models.event import CaseEvent
from cases.models.handover import SealedHandover
from cases.models.jobs import BulkItem, BulkJob, ExportJob
from cases.models.letter import Letter
from cases.models.matter import Matter
from cases.models.message import CaseMessage
from cases.models.note import CaseNote, NoteMention
from cases.models.part import Contribution, Part
from cases.models.recusal import Recusal
from cases.models.release import PublicAnswer
from cases.models.request import CaseRequest
from cases.models.template import ReplyTemplate
from cases.models.triage import TriageModel
from cases.models.unsealing import IdentityRequest
from cases.models.worklist import ListChoice, SavedFilter

__all__ = [
    "Accused",
    "Answer",
    "Attachment",
    "BulkItem",
    "BulkJob",
    "Case",
    "CaseClock",
    "CaseEvent",
    "CaseMessage",
    "CaseNote",
    "CaseRequest",
    "ClockPause",
    "ClockSignal",
    "CoHandler",
    "Conclusion",
    "Contribution",
    "DayDecision",
    "ExportJob",
    "IdentityRequest",
    "Letter",
    "ListChoice",
    "Matter",
    "NoteMention",
    "Part",
    "PersonOutcome",
    "PublicAnswer",
    "Recusal",
    "ReplyTemplate",
    "Review",
    "ReviewDecision",
    "SavedFilter",
    "SealedHandover",
    "TriageModel",
]
