"""The eleven detectors as one table: what each looks for, under which trigger, on what it rests, and its limits.

A detector finds a pattern in the record. What it finds is a lead for an inspector and never a verdict: whether somebody
is at fault, and whether harm was done, is for people to find out (plan, section on accountability; M57).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from supervision.choices import Basis, Detector, LimitName, RefusedFor, Trigger


@dataclass(frozen=True)
class Limit:
    """One number that the commission can set, with what holds until it does, and the bounds of sense."""

    name: str
    default: int
    least: int
    most: int


@dataclass(frozen=True)
class DetectorRow:
    """One detector. ``figures`` names what each piece of evidence says, with the type of it."""

    name: str
    trigger: str
    basis: tuple[str, ...]
    limits: tuple[Limit, ...]
    figures: Mapping[str, type]


def _days(name: str, default: int, *, least: int = 1) -> Limit:
    return Limit(name, default, least, 365)


def _cases(default: int) -> Limit:
    return Limit(LimitName.CASES, default, 1, 1000)


def _share(default: int) -> Limit:
    return Limit(LimitName.SHARE, default, 1, 100)


def _switch(name: str, default: int) -> Limit:
    return Limit(name, default, 0, 1)


DETECTORS: tuple[DetectorRow, ...] = (
    DetectorRow(
        Detector.IDLE,
        Trigger.SUPPRESSED,
        (Basis.PLAN, Basis.DELAY_2005),
        (_days(LimitName.DAYS, 30), _cases(1)),
        {"days": int},
    ),
    DetectorRow(
        Detector.PASSED_ON,
        Trigger.SUPPRESSED,
        (Basis.PLAN, Basis.DELAY_2005),
        (Limit(LimitName.CHANGES, 3, 2, 20), _cases(1), _days(LimitName.WINDOW, 180)),
        {"changes": int},
    ),
    DetectorRow(
        Detector.EVE,
        Trigger.LEADERSHIP,
        (Basis.PLAN, Basis.CONCLUDE_2005),
        (_days(LimitName.EVE_DAYS, 3, least=0), _share(50), _cases(5), _days(LimitName.WINDOW, 180)),
        {"days_left": int},
    ),
    DetectorRow(
        Detector.NO_CONTACT,
        Trigger.UNCORRECTED,
        (Basis.PLAN, Basis.ANSWER_2005),
        (_switch(LimitName.WROTE, 1), _share(50), _cases(3), _days(LimitName.WINDOW, 90)),
        {"written": int},
    ),
    DetectorRow(
        Detector.SAME_REPLY,
        Trigger.UNCORRECTED,
        (Basis.PLAN, Basis.DELAY_2005),
        (Limit(LimitName.LIKENESS, 90, 50, 100), _cases(5), _days(LimitName.WINDOW, 90)),
        {"likeness": int},
    ),
    DetectorRow(
        Detector.MONTH_END,
        Trigger.LEADERSHIP,
        (Basis.PLAN, Basis.LEADERS_2009),
        (Limit(LimitName.LAST_DAYS, 3, 1, 15), _share(60), _cases(10)),
        {"day": int},
    ),
    DetectorRow(
        Detector.ORDER_IGNORED,
        Trigger.SUPPRESSED,
        (Basis.PLAN, Basis.SUPERVISE_2005),
        (_days(LimitName.DAYS, 5, least=0), _cases(1)),
        {"days": int},
    ),
    DetectorRow(
        Detector.REPEATED,
        Trigger.RECURRING,
        (Basis.PLAN, Basis.LEADERS_2009),
        (_switch(LimitName.PROVED, 0), _cases(8), _days(LimitName.WINDOW, 180)),
        {"proved": bool},
    ),
    DetectorRow(
        Detector.OVERDUE,
        Trigger.LEADERSHIP,
        (Basis.PLAN, Basis.CONCLUDE_2005),
        (_share(40), _cases(5), _days(LimitName.WINDOW, 90)),
        {"days": int},
    ),
    DetectorRow(
        Detector.NO_GROUND,
        Trigger.UNCORRECTED,
        (Basis.PLAN, Basis.INTAKE_2005),
        (
            Limit(LimitName.LETTERS, 8, 1, 200),
            Limit(LimitName.SAME, 10, 2, 1000),
            _cases(3),
            _days(LimitName.WINDOW, 90),
        ),
        {"why": str},
    ),
    # A citizen reopens a case once; what is said in a call after that is the commission's to order.
    DetectorRow(
        Detector.UNSETTLED,
        Trigger.RECURRING,
        (Basis.PLAN, Basis.SUPERVISE_2005),
        (_cases(1), _days(LimitName.WINDOW, 90)),
        {"rounds": int},
    ),
)
_BY_NAME = {row.name: row for row in DETECTORS}
# Limits that are no number but a question: 1 is yes.
SWITCHES = frozenset({LimitName.WROTE, LimitName.PROVED})
# Where a share counts it is asked of the whole; everywhere else the number of cases decides alone.
_SHARED = frozenset(
    row.name for row in DETECTORS if any(limit.name == LimitName.SHARE for limit in row.limits)
)


def row_of(detector: str) -> DetectorRow:
    """The row of a detector."""
    return _BY_NAME[detector]


def limits_of(detector: str) -> Mapping[str, Limit]:
    """Its limits by their names."""
    return {limit.name: limit for limit in row_of(detector).limits}


def defaults_of(detector: str) -> dict[str, int]:
    """What holds as long as nobody has set anything."""
    return {str(limit.name): limit.default for limit in row_of(detector).limits}


def check_limits(detector: str, values: Mapping[str, Any]) -> None:
    """Raise ValueError unless these are exactly the limits of the detector, each a whole number within its bounds."""
    known = limits_of(detector)
    if set(values) != {str(name) for name in known}:
        raise ValueError(f"limits of {detector}: {sorted(values)}")
    for name, value in values.items():
        limit = known[name]
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if not is_whole or not limit.least <= value <= limit.most:
            raise ValueError(f"{detector}.{name}: {value!r} isn't from {limit.least} to {limit.most}")


def check_rows(detector: str, figures: Iterable[Mapping[str, Any]]) -> None:
    """Raise ValueError unless what each piece of evidence says has the names and types of the detector's row."""
    schema = row_of(detector).figures
    for said in figures:
        fits = set(said) == set(schema) and all(type(said[name]) is kind for name, kind in schema.items())
        if not fits or said.get("why", RefusedFor.SHORT) not in RefusedFor.values:
            raise ValueError(f"evidence of {detector}: {dict(said)}")


def share_of(cases: int, total: int) -> int:
    """How many in a hundred, rounded down so that nobody reaches a limit by rounding."""
    return cases * 100 // total if total else 0


def judged(detector: str, *, cases: int, total: int | None) -> dict[str, int]:
    """The figures of a whole pattern: how many cases and, where a share counts, out of how many."""
    if detector not in _SHARED or total is None:
        return {"cases": cases}
    return {"cases": cases, "total": total, "share": share_of(cases, total)}


def is_pattern(detector: str, figures: Mapping[str, int], limits: Mapping[str, int]) -> bool:
    """Whether so many cases, and so large a share where a share counts, make a lead."""
    if figures["cases"] < limits[LimitName.CASES]:
        return False
    return detector not in _SHARED or figures.get("share", 0) >= limits[LimitName.SHARE]


def may_come_back(*, decided_at: datetime, moments: Iterable[datetime]) -> bool:
    """Whether what was dismissed or settled comes up again: only with evidence from after that decision."""
    return any(moment > decided_at for moment in moments)
