"""Figures across apps; nothing here writes."""

from dashboard.selectors.analysis import Analysis, Line, Question, Stay, analyse
from dashboard.selectors.overview import (
    RECENT,
    Overview,
    forget_counts,
    key_of,
    most_urgent,
    overview_for,
    place_column,
)
from dashboard.selectors.public import PublicFigures, Quarter, public_figures, quarters_shown

__all__ = [
    "RECENT",
    "Analysis",
    "Line",
    "Overview",
    "PublicFigures",
    "Quarter",
    "Question",
    "Stay",
    "analyse",
    "forget_counts",
    "key_of",
    "most_urgent",
    "overview_for",
    "place_column",
    "public_figures",
    "quarters_shown",
]
