"""Land and housing: whether compensation came in time and in full, and whether everybody could read of it (M12-M14)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from registers.rules.base import Asked, Hit, Row, Wrong, months_after, plain

NOTICE_KINDS = ("plan", "compensation", "households")


def undisclosed(row: Row, asked: Asked) -> Hit | None:
    """Not all three notices of the project are marked as met in time."""
    met = {mate["kind"] for mate in asked.mates if mate.register == "land-notices" and mate["is_met"]}
    missing = len(set(NOTICE_KINDS) - met)
    if not missing or not asked.is_past(row["approved_on"], "disclosure_days"):
        return None
    since = row["approved_on"] + timedelta(days=asked.limits["disclosure_days"] + 1)
    return Hit(since, {"approved": plain(row["approved_on"]), "missing": missing})


def ledger_gap(row: Row, asked: Asked) -> Hit | None:
    """Everybody should be paid by now, and not every household stands in the ledger."""
    due = months_after(row["approved_on"], asked.limits["compensation_months"])
    there = len({mate["household"] for mate in asked.mates if mate.register == "compensation"})
    if asked.today <= due or there >= row["households"]:
        return None
    return Hit(due + timedelta(days=1), {"households": row["households"], "ledger": there})


def late(row: Row, asked: Asked) -> Hit | None:
    """Nothing was paid by the day it was due, or the last of it later than that."""
    due = months_after(row["approved_on"], asked.limits["compensation_months"])
    is_paid = row["paid"] > 0
    was_late = bool(is_paid and row["paid_on"] > due)
    if not was_late and (is_paid or asked.today <= due):
        return None
    in_time = 0 if was_late or not is_paid else row["paid"]
    figures = {"due": plain(due), "paid": plain(in_time), "payable": plain(row["payable"])}
    return Hit(due + timedelta(days=1), figures)


def short(row: Row, asked: Asked) -> Hit | None:
    """Something was paid, but on the day it was due not all of it was there, and isn't yet."""
    due = months_after(row["approved_on"], asked.limits["compensation_months"])
    missing = row["payable"] - row["paid"]
    if asked.today <= due or not row["paid"] or missing <= 0:
        return None
    figures = {"due": plain(due), "missing": plain(missing), "payable": plain(row["payable"])}
    return Hit(due + timedelta(days=1), figures)


def days_on_display(row: Mapping[str, Any], asked: Asked) -> int:
    """Full days between putting up and taking down, or today while it still hangs."""
    return ((row.get("removed_on") or asked.today) - row["posted_on"]).days


def met_by_its_days(values: Mapping[str, Any], asked: Asked) -> list[Wrong]:
    """A notice that hung out for less than the limit can't be marked as met (M14)."""
    too_brief = days_on_display(values, asked) < asked.limits["notice_days"]
    return [Wrong("is_met", "not_met_yet")] if values["is_met"] and too_brief else []


def short_notice(row: Row, asked: Asked) -> Hit | None:
    """Taken down before its days were over."""
    days, least = days_on_display(row.values, asked), asked.limits["notice_days"]
    if not row["removed_on"] or days >= least:
        return None
    figures = {
        "posted": plain(row["posted_on"]),
        "removed": plain(row["removed_on"]),
        "days": days,
        "least": least,
    }
    return Hit(row["removed_on"], figures)


def not_marked(row: Row, asked: Asked) -> Hit | None:
    """It has hung long enough and nobody has looked."""
    if row["is_met"] or days_on_display(row.values, asked) <= asked.limits["notice_days"]:
        return None
    since = row["posted_on"] + timedelta(days=asked.limits["notice_days"] + 1)
    return Hit(since, {"posted": plain(row["posted_on"])})
