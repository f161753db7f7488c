"""The words of what citizens say."""

from evaluations.choices.call_backs import (
    ATTEMPTS_WITHOUT_ANSWERS,
    CallRefusal,
    CallState,
    ClockBasis,
    LeftOut,
    Origin,
    Outcome,
    Solved,
)
from evaluations.choices.call_scripts import ANSWER_KEYS, LAW_SECTORS, SCRIPTS, Matter, Script
from evaluations.choices.ratings import Grade, Reason

__all__ = [
    "ANSWER_KEYS",
    "ATTEMPTS_WITHOUT_ANSWERS",
    "LAW_SECTORS",
    "SCRIPTS",
    "CallRefusal",
    "CallState",
    "ClockBasis",
    "Grade",
    "LeftOut",
    "Matter",
    "Origin",
    "Outcome",
    "Reason",
    "Script",
    "Solved",
]
