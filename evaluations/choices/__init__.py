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
from evaluations.choices.visits import (
    LIMIT_LABELS,
    LIMIT_MEANINGS,
    VISIT_FATES,
    InvitationState,
    ReplyKind,
    VisitAlarmKind,
    VisitAlarmState,
    VisitFate,
    VisitRefusal,
    VisitSource,
    VisitState,
)

__all__ = [
    "ANSWER_KEYS",
    "ATTEMPTS_WITHOUT_ANSWERS",
    "LAW_SECTORS",
    "LIMIT_LABELS",
    "LIMIT_MEANINGS",
    "SCRIPTS",
    "VISIT_FATES",
    "CallRefusal",
    "CallState",
    "ClockBasis",
    "Grade",
    "InvitationState",
    "LeftOut",
    "Matter",
    "Origin",
    "Outcome",
    "Reason",
    "ReplyKind",
    "Script",
    "Solved",
    "VisitAlarmKind",
    "VisitAlarmState",
    "VisitFate",
    "VisitRefusal",
    "VisitSource",
    "VisitState",
]
