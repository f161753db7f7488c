"""Figures across apps; nothing here writes."""

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
    "Overview",
    "PublicFigures",
    "Quarter",
    "forget_counts",
    "key_of",
    "most_urgent",
    "overview_for",
    "place_column",
    "public_figures",
    "quarters_shown",
]
