"""Answers for the citizens' pages; nothing here writes."""

from complaints.selectors.contact import Contact, contact
from complaints.selectors.earlier import earlier_of_phone
from complaints.selectors.hints import is_above_province, speaks_of_courts
from complaints.selectors.limits import MAIN_CLOCKS, Limit, laws, time_limits
from complaints.selectors.places import find_area, places
from complaints.selectors.progress import Progress, progress_of
from complaints.selectors.qr import qr_of
from complaints.selectors.units import is_exactly, unit_named, units_like

__all__ = [
    "MAIN_CLOCKS",
    "Contact",
    "Limit",
    "Progress",
    "contact",
    "earlier_of_phone",
    "find_area",
    "is_above_province",
    "is_exactly",
    "laws",
    "places",
    "progress_of",
    "qr_of",
    "speaks_of_courts",
    "time_limits",
    "unit_named",
    "units_like",
]
