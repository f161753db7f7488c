"""What is kept of what citizens say."""

from evaluations.models.invitations import Invitation, InvitationReply, VisitVote
from evaluations.models.ratings import Rating
from evaluations.models.visits import Visit, VisitBatch, VisitDraw
from evaluations.models.window_alarms import VisitAlarm
from evaluations.models.windows import RatingOptOut, ServiceWindow, StaffPhone, WindowRule

__all__ = [
    "Invitation",
    "InvitationReply",
    "Rating",
    "RatingOptOut",
    "ServiceWindow",
    "StaffPhone",
    "Visit",
    "VisitAlarm",
    "VisitBatch",
    "VisitDraw",
    "VisitVote",
    "WindowRule",
]
