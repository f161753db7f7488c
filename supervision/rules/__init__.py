"""Pure conditions of supervision."""

from supervision.rules.accountability import (
    LEVELS,
    MEASURES,
    MeasureRow,
    fits_liability,
    is_lighter,
    level_of_measure,
    reaches,
)
from supervision.rules.detectors import (
    DETECTORS,
    SWITCHES,
    DetectorRow,
    Limit,
    check_limits,
    check_rows,
    defaults_of,
    is_pattern,
    judged,
    limits_of,
    may_come_back,
    row_of,
    share_of,
)

__all__ = [
    "DETECTORS",
    "LEVELS",
    "MEASURES",
    "SWITCHES",
    "DetectorRow",
    "Limit",
    "MeasureRow",
    "check_limits",
    "check_rows",
    "defaults_of",
    "fits_liability",
    "is_lighter",
    "is_pattern",
    "judged",
    "level_of_measure",
    "limits_of",
    "may_come_back",
    "reaches",
    "row_of",
    "share_of",
]
