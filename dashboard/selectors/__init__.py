"""Figures across apps; nothing here writes."""

from dashboard.selectors.analysis import (
    FEW,
    UNITS_SHOWN,
    Analysis,
    Line,
    Stay,
    analyse,
)
from dashboard.selectors.city_map import SHARED, map_of, shaded, share_of
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
from dashboard.selectors.question import Question, month_of, months_before
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
    "FEW",
    "SHARED",
    "UNITS_SHOWN",
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
    "map_of",
    "month_of",
    "months_before",
    "most_urgent",
    "news_of",
    "overview_for",
    "place_column",
    "public_figures",
    "quarters_shown",
    "shaded",
    "share_of",
    "to_decide",
    "waits_of",
]
