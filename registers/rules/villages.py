"""Agriculture: votes and caps in villages, fees outside the catalogue, and burdens that rise (M22-M24)."""

from datetime import timedelta

from registers.rules.base import Asked, Hit, Row, plain


def no_vote(row: Row, asked: Asked) -> Hit | None:
    """Raised without a vote before it, or without more than half in favour."""
    voted = row["voted_on"] and row["voted_on"] <= row["raised_on"] and (row["approval"] or 0) > 50
    return None if voted else Hit(row["raised_on"], {"raised": plain(row["raised_on"])})


def over_cap(row: Row, asked: Asked) -> Hit | None:
    """More per head than the cap."""
    if row["per_head"] <= row["cap"]:
        return None
    return Hit(row["raised_on"], {"per_head": plain(row["per_head"]), "cap": plain(row["cap"])})


def undisclosed(row: Row, asked: Asked) -> Hit | None:
    """Raised, and not displayed in time."""
    if row["disclosed_on"] or not asked.is_past(row["raised_on"], "village_disclosure_days"):
        return None
    since = row["raised_on"] + timedelta(days=asked.limits["village_disclosure_days"] + 1)
    return Hit(since, {"raised": plain(row["raised_on"])})


def not_in_catalogue(row: Row, asked: Asked) -> Hit | None:
    """Charged without a line in the catalogue, and not stopped."""
    if row["in_catalogue"] or row["stopped_on"]:
        return None
    return Hit(row["charged_on"], {"amount": plain(row["amount"]), "charged": plain(row["charged_on"])})


def rise(row: Row, asked: Asked) -> Hit | None:
    """Higher by the limit, or more, than the month on record before it."""
    earlier = [mate for mate in asked.mates if mate["month"] < row["month"] and mate["value"] > 0]
    if not earlier:
        return None
    before = max(earlier, key=lambda mate: mate["month"])
    percent = int((row["value"] - before["value"]) * 100 / before["value"])
    if percent < asked.limits["burden_rise_percent"]:
        return None
    figures = {
        "before": plain(before["value"]),
        "value": plain(row["value"]),
        "month": f"{before['month']:%Y-%m}",
        "percent": percent,
    }
    return Hit(row["month"], figures)
