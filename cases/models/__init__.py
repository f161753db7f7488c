"""The shared case and what belongs to it."""

from cases.models.answer import Answer, Review, ReviewDecision
from cases.models.attachment import Attachment
from cases.models.case import Accused, Case
from cases.models.clock import CaseClock, ClockSignal
from cases.models.co_handler import CoHandler
from cases.models.conclusion import Conclusion, PersonOutcome
from cases.models.event import CaseEvent
from cases.models.handover import SealedHandover
from cases.models.jobs import BulkItem, BulkJob, ExportJob
from cases.models.letter import Letter
from cases.models.matter import Matter
from cases.models.message import CaseMessage
from cases.models.release import PublicAnswer
from cases.models.request import CaseRequest
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
    "CaseRequest",
    "ClockSignal",
    "CoHandler",
    "Conclusion",
    "ExportJob",
    "IdentityRequest",
    "Letter",
    "ListChoice",
    "Matter",
    "PersonOutcome",
    "PublicAnswer",
    "Review",
    "ReviewDecision",
    "SavedFilter",
    "SealedHandover",
    "TriageModel",
]
