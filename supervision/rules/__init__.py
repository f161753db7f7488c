"""Conditions of what supervision keeps: pure, with everything passed in."""

from supervision.rules.accountability import (
    LEVELS,
    MEASURES,
    MeasureRow,
    fits_liability,
    is_lighter,
    level_of_measure,
    reaches,
)

__all__ = [
    "LEVELS",
    "MEASURES",
    "MeasureRow",
    "fits_liability",
    "is_lighter",
    "level_of_measure",
    "reaches",
]
