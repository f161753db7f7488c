"""The shared case and what belongs to it."""

from cases.models.case import Accused, Answer, Case, CoHandler
from cases.models.clock import CaseClock, ClockSignal
from cases.models.event import CaseEvent
from cases.models.matter import Matter
from cases.models.message import CaseMessage
from cases.models.triage import TriageModel

__all__ = [
    "Accused",
    "Answer",
    "Case",
    "CaseClock",
    "CaseEvent",
    "CaseMessage",
    "ClockSignal",
    "CoHandler",
    "Matter",
    "TriageModel",
]
