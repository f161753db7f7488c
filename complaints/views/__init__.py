"""The pages of citizens: complaining, following with the receipt code, and how it all works. No session, no sign-in."""

from complaints.views.create import ComplaintCreate, SectorSuggest, UnitSearch
from complaints.views.desk import EarlierOfPhone, TakeDown
from complaints.views.evidence import AddEvidence, KeepFile
from complaints.views.pages import Help, Start
from complaints.views.texts import TextIn
from complaints.views.track import ByReceipt, Track, Write

__all__ = [
    "AddEvidence",
    "ByReceipt",
    "ComplaintCreate",
    "EarlierOfPhone",
    "Help",
    "KeepFile",
    "SectorSuggest",
    "Start",
    "TakeDown",
    "TextIn",
    "Track",
    "UnitSearch",
    "Write",
]
