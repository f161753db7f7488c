"""Environment: action plans that fall behind, and rules against the law that stay in force (M40, M42)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from registers.rules.base import Asked, Hit, Row, Wrong, plain


def progress_is_percent(values: Mapping[str, Any], asked: Asked) -> list[Wrong]:
    """Nothing is done by more than 100 percent."""
    return [Wrong("progress", "over_hundred")] if values["progress"] > 100 else []


def behind(row: Row, asked: Asked) -> Hit | None:
    """Its day has gone by and it isn't done."""
    if row["progress"] >= 100 or asked.today <= row["due_on"]:
        return None
    return Hit(row["due_on"] + timedelta(days=1), {"due": plain(row["due_on"]), "progress": row["progress"]})


def silent(row: Row, asked: Asked) -> Hit | None:
    """Not done, and nobody has reported for too long."""
    if row["progress"] >= 100 or not asked.is_past(row["reported_on"], "report_days"):
        return None
    since = row["reported_on"] + timedelta(days=asked.limits["report_days"] + 1)
    return Hit(since, {"reported": plain(row["reported_on"])})


def in_force(row: Row, asked: Asked) -> Hit | None:
    """Reviewed, found against the law, and not abolished in time."""
    due = row["due_on"] or row["reviewed_on"] + timedelta(days=asked.limits["abolish_days"])
    if row["result"] == "lawful" or row["abolished_on"] or asked.today <= due:
        return None
    return Hit(due + timedelta(days=1), {"reviewed": plain(row["reviewed_on"]), "due": plain(due)})
