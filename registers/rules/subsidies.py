"""Subsidies for farmers: claimed falsely, approved among friends, kept from the household (M19)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from registers.rules.base import Asked, Hit, Row, Wrong, plain

HANDS = ("claimed_by", "checked_by", "approved_by")


def false_claim(row: Row, asked: Asked) -> Hit | None:
    """All claims of the household for the same subsidy and year together are more than is there: too much, or twice."""
    claimed = sum((mate["claimed"] for mate in asked.mates), row["claimed"])
    if claimed <= row["measured"]:
        return None
    since = row["checked_on"] or row["approved_on"] or asked.today
    return Hit(since, {"claimed": plain(claimed), "measured": plain(row["measured"])})


def collusion(row: Row, asked: Asked) -> Hit | None:
    """Approved without three different people for claim, check and approval, or before the check."""
    if not row["approved_on"]:
        return None
    hands = len({row[name] for name in HANDS if row[name]})
    was_checked = row["checked_on"] and row["checked_on"] <= row["approved_on"]
    if hands == len(HANDS) and was_checked:
        return None
    return Hit(row["approved_on"], {"approved": plain(row["approved_on"]), "hands": hands})


def withheld(row: Row, asked: Asked) -> Hit | None:
    """Granted, and after its days not all of it is paid; or the passbook lies with others."""
    if not row["approved_on"] or not row["payable"]:
        return None
    paid = row["paid"] or 0
    is_kept = bool(row["passbook"]) and row["passbook"] != "household"
    is_short = paid < row["payable"] and asked.is_past(row["approved_on"], "subsidy_payment_days")
    if not is_kept and not is_short:
        return None
    late = row["approved_on"] + timedelta(days=asked.limits["subsidy_payment_days"] + 1)
    since = row["approved_on"] if is_kept else late
    return Hit(since, {"granted": plain(row["payable"]), "paid": plain(paid)})


def approval_is_whole(values: Mapping[str, Any], asked: Asked) -> list[Wrong]:
    """What is granted was approved by somebody on some day; what was checked has its day."""
    wrong = []
    if values.get("payable") and not values.get("approved_on"):
        wrong.append(Wrong("approved_on", "missing"))
    if values.get("approved_on") and not values.get("approved_by"):
        wrong.append(Wrong("approved_by", "missing"))
    if values.get("checked_by") and not values.get("checked_on"):
        wrong.append(Wrong("checked_on", "missing"))
    return wrong
