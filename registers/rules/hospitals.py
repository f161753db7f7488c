"""Health: outliers in the use of drugs, prices above the award, clean hospitals, and what is on display (M51-M54)."""

from collections.abc import Mapping
from datetime import timedelta
from statistics import median
from typing import Any

from registers.rules.base import Asked, Hit, Row, Wrong, plain

CHECKLIST = ("prices", "drugs", "bills", "procurement", "staff", "complaints")
# The median distance of a normal distribution is about two thirds of its deviation.
USUAL = 1.4826


def high_level(values: Mapping[str, Any], asked: Asked) -> list[Wrong]:
    """Only hospitals of the second level and above are asked (M52)."""
    return [Wrong("level", "low_level")] if values["level"] == "1" else []


def outlier(row: Row, asked: Asked) -> Hit | None:
    """Uses far more of a drug in a month than the others: beyond so many usual distances from their middle.

    Where nearly all use the same, a tenth of the middle counts as the usual distance, so that a little more is no alarm.
    """
    others = [mate["doses"] for mate in asked.mates if mate["hospital"] != row["hospital"]]
    if len(others) + 1 < asked.limits["outlier_peers"]:
        return None
    everybody = [*others, row["doses"]]
    middle = median(everybody)
    usual = max(USUAL * median(abs(value - middle) for value in everybody), middle / 10, 1)
    if row["doses"] - middle <= asked.limits["outlier_spread"] * usual:
        return None
    return Hit(row["month"], {"doses": row["doses"], "peers": len(everybody), "median": int(middle)})


def above_award(row: Row, asked: Asked) -> Hit | None:
    """More was paid than the award says."""
    if row["paid"] <= row["awarded"]:
        return None
    return Hit(row["bought_on"], {"paid": plain(row["paid"]), "awarded": plain(row["awarded"])})


def score_is_enough(values: Mapping[str, Any], asked: Asked) -> list[Wrong]:
    """A score of at most 100, and high enough for the name."""
    if values["score"] > 100:
        return [Wrong("score", "over_hundred")]
    return [Wrong("score", "low_score")] if values["score"] < asked.limits["clean_score"] else []


def revoked(row: Row, asked: Asked) -> Hit | None:
    """A case was proved after the hospital had got its name (M53)."""
    day = row["revoked_on"] or asked.proved_on
    if day is None or day < row["named_on"]:
        return None
    return Hit(day, {"named": plain(row["named_on"]), "revoked": plain(day)})


def gaps(row: Row, asked: Asked) -> Hit | None:
    """Something that has to be displayed isn't (M54)."""
    missing = sum(not row[name] for name in CHECKLIST)
    if not missing:
        return None
    figures = {"checked": plain(row["checked_on"]), "missing": missing, "all": len(CHECKLIST)}
    return Hit(row["checked_on"], figures)


def not_checked(row: Row, asked: Asked) -> Hit | None:
    """Nobody has looked for too long."""
    if not asked.is_past(row["checked_on"], "openness_check_days"):
        return None
    since = row["checked_on"] + timedelta(days=asked.limits["openness_check_days"] + 1)
    return Hit(since, {"checked": plain(row["checked_on"])})
