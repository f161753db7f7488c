"""What is kept of what citizens say."""

from evaluations.models.appraisal_terms import AppraisalTerms
from evaluations.models.ballots import Ballot, BallotCode, Member
from evaluations.models.call_backs import CallAttempt, CallBack, CallShare
from evaluations.models.invitations import Invitation, InvitationReply, VisitVote
from evaluations.models.ratings import Rating
from evaluations.models.rounds import Appraised, Criterion, Round, RoundEvent, RoundPublication, SheetItem
from evaluations.models.scores import DirectTally, Score, ScoreAppeal, Veto
from evaluations.models.surveys import Survey, SurveyAnswer
from evaluations.models.visits import Visit, VisitBatch, VisitDraw
from evaluations.models.window_alarms import VisitAlarm, VisitAlarmReturn
from evaluations.models.windows import RatingOptOut, ServiceWindow, StaffPhone, WindowRule

__all__ = [
    "AppraisalTerms",
    "Appraised",
    "Ballot",
    "BallotCode",
    "CallAttempt",
    "CallBack",
    "CallShare",
    "Criterion",
    "DirectTally",
    "Invitation",
    "InvitationReply",
    "Member",
    "Rating",
    "RatingOptOut",
    "Round",
    "RoundEvent",
    "RoundPublication",
    "Score",
    "ScoreAppeal",
    "ServiceWindow",
    "SheetItem",
    "StaffPhone",
    "Survey",
    "SurveyAnswer",
    "Veto",
    "Visit",
    "VisitAlarm",
    "VisitAlarmReturn",
    "VisitBatch",
    "VisitDraw",
    "VisitVote",
    "WindowRule",
]
