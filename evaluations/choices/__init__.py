"""The words of what citizens say."""

from evaluations.choices.ratings import Grade, Reason
from evaluations.choices.visits import (
    LIMIT_LABELS,
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
    "LIMIT_LABELS",
    "VISIT_FATES",
    "Grade",
    "InvitationState",
    "Reason",
    "ReplyKind",
    "VisitAlarmKind",
    "VisitAlarmState",
    "VisitFate",
    "VisitRefusal",
    "VisitSource",
    "VisitState",
]
