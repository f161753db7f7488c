"""What is kept of what citizens say."""

from evaluations.models.appraisal_terms import AppraisalTerms
from evaluations.models.ballots import Ballot, BallotCode, Member
from evaluations.models.call_backs import CallAttempt, CallBack, CallShare
from evaluations.models.ratings import Rating
from evaluations.models.rounds import (
    Appraised,
    Criterion,
    Round,
    RoundEvent,
    RoundPublication,
    SheetItem,
)
from evaluations.models.scores import DirectTally, Score, ScoreAppeal, Veto
from evaluations.models.surveys import Survey, SurveyAnswer

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
    "Member",
    "Rating",
    "Round",
    "RoundEvent",
    "RoundPublication",
    "Score",
    "ScoreAppeal",
    "SheetItem",
    "Survey",
    "SurveyAnswer",
    "Veto",
]
