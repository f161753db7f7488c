"""Answers for the citizens' pages; nothing here writes."""

from complaints.selectors.contact import Contact, contact
from complaints.selectors.desks import Desk, are_invented, desks
from complaints.selectors.earlier import earlier_of_phone
from complaints.selectors.hints import is_above_province, speaks_of_courts
from complaints.selectors.laws import Law, law_texts
from complaints.selectors.limits import MAIN_CLOCKS, Limit, laws, time_limits
from complaints.selectors.places import find_area, places
from complaints.selectors.progress import Progress, progress_of
from complaints.selectors.qr import qr_of
from complaints.selectors.questions import Question, questions
from complaints.selectors.units import is_exactly, unit_named, units_like

__all__ = [
    "MAIN_CLOCKS",
    "Contact",
    "Desk",
    "Law",
    "Limit",
    "Progress",
    "Question",
    "are_invented",
    "contact",
    "desks",
    "earlier_of_phone",
    "find_area",
    "is_above_province",
    "is_exactly",
    "law_texts",
    "laws",
    "places",
    "progress_of",
    "qr_of",
    "questions",
    "speaks_of_courts",
    "time_limits",
    "unit_named",
    "units_like",
]
