"""How many opinions say something, and how much: intervals, the smallest sample, the limits of the service windows."""

from collections.abc import Iterable, Mapping
from math import sqrt

# Below so many votes a score is chance: with 30, 90% satisfied means anything from 74% to 97%. No rule sets the number; of the
# 68,780 people whom a province asked by text message in 2009 only 24 in 100 answered, so it has to be said beside every score.
MINIMUM_SAMPLE = 30
# The limits of the service windows: built-in value, least, most. A version of them is a row of WindowRule.
LIMITS: Mapping[str, tuple[int, int, int]] = {
    "share": (20, 1, 100),
    "least": (5, 1, 500),
    "rest_days": (30, 3, 365),
    "hours": (72, 24, 168),
    "oldest_days": (7, 1, 30),
    "minimum_sample": (MINIMUM_SAMPLE, 5, 1000),
    "repeat_records": (5, 2, 100),
    "burst_votes": (10, 3, 1000),
    "burst_minutes": (10, 1, 120),
    "burst_times": (5, 2, 100),
    "same_second": (3, 2, 100),
    "withheld_percent": (50, 1, 99),
}
# What may be set for one unit alone.
OF_A_UNIT = frozenset({"share", "least"})
HOURS_A_DAY = 24


def wilson_interval(successes: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The range, from 0 to 1, in which the share among all lies with 95% (Wilson 1927); (0, 1) when nobody was asked.

    Unlike the usual one it holds for small numbers and for shares near 0 and 1.
    """
    if not 0 <= successes <= n:
        raise ValueError("more successes than trials, or fewer than none")
    if n == 0:
        return 0.0, 1.0
    share, square = successes / n, z * z
    middle = share + square / (2 * n)
    half = z * sqrt(share * (1 - share) / n + square / (4 * n * n))
    whole = 1 + square / n
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def is_telling(total: int, *, shown: Iterable[int] = (), minimum: int) -> bool:
    """Whether a number of votes may be shown: it is large enough, and what is left beside the ``shown`` parts is as well.

    Otherwise whoever takes the parts away from the whole would read a number that is too small to be shown.
    """
    rest = total - sum(part for part in shown if part >= minimum)
    return total >= minimum and (rest == 0 or rest >= minimum)


def wanted(candidates: int, *, share: int, least: int) -> int:
    """How many of so many are asked: the share in percent, rounded up, and never fewer than the least."""
    return min(candidates, max(least, -(-candidates * share // 100)))


def check_limits(values: Mapping[str, int], *, is_of_a_unit: bool) -> None:
    """Raises ValueError with the name of a limit that isn't known, is missing or is out of bounds."""
    names = OF_A_UNIT if is_of_a_unit else set(LIMITS)
    if set(values) != set(names):
        raise ValueError(", ".join(sorted(set(values) ^ set(names))))
    for name, value in values.items():
        _built_in, least, most = LIMITS[name]
        if not isinstance(value, int) or not least <= value <= most:
            raise ValueError(name)
    if not is_of_a_unit and values["hours"] > values["rest_days"] * HOURS_A_DAY:
        # A number would have two open invitations, and a reply could be meant for either.
        raise ValueError("hours")
