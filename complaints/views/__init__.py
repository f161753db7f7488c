"""The pages of citizens: complaining, following with the receipt code, and how it all works. No session, no sign-in."""

from complaints.views.answered import AnsweredList, AnsweredPage
from complaints.views.create import ComplaintCreate, SectorSuggest, UnitSearch
from complaints.views.desk import EarlierOfPhone, TakeDown
from complaints.views.evidence import AddEvidence, KeepFile
from complaints.views.guided import ComplaintGuided
from complaints.views.pages import Help, Start
from complaints.views.remedies import AskRecusal, AskReview, TakeBack, Withdraw
from complaints.views.texts import TextIn
from complaints.views.track import ByReceipt, Letter, Track, Write

__all__ = [
    "AddEvidence",
    "AnsweredList",
    "AnsweredPage",
    "AskRecusal",
    "AskReview",
    "ByReceipt",
    "ComplaintCreate",
    "ComplaintGuided",
    "EarlierOfPhone",
    "Help",
    "KeepFile",
    "Letter",
    "SectorSuggest",
    "Start",
    "TakeBack",
    "TakeDown",
    "TextIn",
    "Track",
    "UnitSearch",
    "Withdraw",
    "Write",
]
