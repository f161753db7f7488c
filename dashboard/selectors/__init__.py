"""Figures across apps; nothing here writes."""

from dashboard.selectors.analysis import Analysis, Line, Question, Stay, analyse
from dashboard.selectors.overview import (
    Days,
    Figures,
    Overview,
    days_until,
    forget_counts,
    key_of,
    overview_for,
    place_column,
)
from dashboard.selectors.public import PublicFigures, Quarter, public_figures, quarters_shown
from dashboard.selectors.today import (
    News,
    TaskLine,
    ToDecide,
    Waits,
    most_urgent,
    news_of,
    to_decide,
    waits_of,
)

__all__ = [
    "Analysis",
    "Days",
    "Figures",
    "Line",
    "News",
    "Overview",
    "PublicFigures",
    "Quarter",
    "Question",
    "Stay",
    "TaskLine",
    "ToDecide",
    "Waits",
    "analyse",
    "days_until",
    "forget_counts",
    "key_of",
    "most_urgent",
    "news_of",
    "overview_for",
    "place_column",
    "public_figures",
    "quarters_shown",
    "to_decide",
    "waits_of",
]
