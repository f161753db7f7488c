"""Figures across apps; nothing here writes."""

from dashboard.selectors.analysis import (
    FEW,
    UNITS_SHOWN,
    Analysis,
    Line,
    Stay,
    analyse,
)
from dashboard.selectors.city_map import map_of
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
from dashboard.selectors.question import Question, month_of, months_before

__all__ = [
    "FEW",
    "RECENT",
    "UNITS_SHOWN",
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
    "map_of",
    "month_of",
    "months_before",
    "most_urgent",
    "overview_for",
    "place_column",
    "public_figures",
    "quarters_shown",
]
