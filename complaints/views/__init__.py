"""The pages of citizens: complaining, following with the receipt code, and how it all works. No session, no sign-in."""

from complaints.views.create import ComplaintCreate, SectorSuggest, UnitSearch
from complaints.views.pages import Help, Start
from complaints.views.track import ByReceipt, Track, Write

__all__ = [
    "ByReceipt",
    "ComplaintCreate",
    "Help",
    "SectorSuggest",
    "Start",
    "Track",
    "UnitSearch",
    "Write",
]
