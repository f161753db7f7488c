"""What is kept of the programme: sessions with their guests and checklists, questions, editions, and the guidance."""

from hotline.models.edition import Edition, EditionLine, SessionUpdate
from hotline.models.guidance import Guidance, GuidanceReceipt
from hotline.models.preparation import Guest, SessionStep, SubstituteApproval
from hotline.models.question import Question
from hotline.models.session import Session, SessionEvent

__all__ = [
    "Edition",
    "EditionLine",
    "Guest",
    "Guidance",
    "GuidanceReceipt",
    "Question",
    "Session",
    "SessionEvent",
    "SessionStep",
    "SessionUpdate",
    "SubstituteApproval",
]
