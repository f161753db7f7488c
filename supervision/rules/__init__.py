"""Pure conditions of supervision."""

from supervision.rules.detectors import (
    DETECTORS,
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
    "DetectorRow",
    "Limit",
    "check_limits",
    "check_rows",
    "defaults_of",
    "is_pattern",
    "judged",
    "limits_of",
    "may_come_back",
    "row_of",
    "share_of",
]
