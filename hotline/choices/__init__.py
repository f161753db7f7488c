"""The words of the hotline programme."""

from hotline.choices.guidance import GuidanceRefusal, ReceiptState
from hotline.choices.questions import (
    AIRED,
    SETTLED,
    Lane,
    PromiseState,
    QuestionRefusal,
    QuestionStage,
)
from hotline.choices.sessions import (
    AHEAD,
    ON_OR_PAST,
    Outlet,
    Rank,
    SessionParty,
    SessionRefusal,
    SessionStage,
    Step,
)

__all__ = [
    "AHEAD",
    "AIRED",
    "ON_OR_PAST",
    "SETTLED",
    "GuidanceRefusal",
    "Lane",
    "Outlet",
    "PromiseState",
    "QuestionRefusal",
    "QuestionStage",
    "Rank",
    "ReceiptState",
    "SessionParty",
    "SessionRefusal",
    "SessionStage",
    "Step",
]
