"""Education: samples that are missing, fees above the standard, schools without a page, and who may pass (M45, M47, M48)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from registers.rules.base import Asked, Hit, Row, Wrong, plain


def no_sample(row: Row, asked: Asked) -> Hit | None:
    """On the watch list, and not sampled in its period."""
    last = row["sampled_on"] or row["since"]
    if not row["is_watched"] or last is None:
        return None
    due = last + timedelta(days=asked.limits[f"sample_{row['period']}_days"])
    return Hit(due + timedelta(days=1), {"due": plain(due)}) if asked.today > due else None


def watched_since(values: Mapping[str, Any], asked: Asked) -> list[Wrong]:
    """From when on a school on the list is sampled has to be known."""
    return [Wrong("since", "missing")] if values["is_watched"] and not values.get("since") else []


def overcharged(row: Row, asked: Asked) -> Hit | None:
    """The sample found something, and nothing was given back since."""
    over, sampled, refunded = row["items_over"], row["sampled_on"], row["refunded_on"]
    if not over or not sampled or (refunded and refunded >= sampled):
        return None
    return Hit(sampled, {"sampled": plain(sampled), "items": over})


def page_is_checked(values: Mapping[str, Any], asked: Asked) -> list[Wrong]:
    """Whether a page answers is known from a check, which has a day."""
    return [Wrong("checked_on", "missing")] if values.get("answers") and not values.get("checked_on") else []


def has_page(row: Row) -> bool:
    """A page that answers: a dead one counts as missing (M47)."""
    return bool(row["link"] and row["answers"])


def no_page(row: Row, asked: Asked) -> Hit | None:
    """No address, or nothing answers there."""
    return None if has_page(row) else Hit(row["checked_on"] or asked.today)


def incomplete(row: Row, asked: Asked) -> Hit | None:
    """The page is there; what it has to show isn't."""
    if not has_page(row) or (row["shows_fees"] and row["takes_complaints"]):
        return None
    return Hit(row["checked_on"], {"checked": plain(row["checked_on"])})


def not_checked(row: Row, asked: Asked) -> Hit | None:
    """Nobody has looked for too long."""
    checked = row["checked_on"]
    if checked is None or not asked.is_past(checked, "page_check_days"):
        return None
    since = checked + timedelta(days=asked.limits["page_check_days"] + 1)
    return Hit(since, {"checked": plain(checked)})


def unreturned(row: Row, asked: Asked) -> Hit | None:
    """Schools of the area are on the watch list with fees that they haven't given back; who has failed is left alone."""
    schools = {mate["school"] for mate in asked.mates if overcharged(mate, asked)}
    if row["result"] == "failed" or not schools:
        return None
    since = min(
        mate["sampled_on"] for mate in asked.mates if mate["school"] in schools and mate["sampled_on"]
    )
    return Hit(since, {"schools": len(schools)})


def result_has_its_day(values: Mapping[str, Any], asked: Asked) -> list[Wrong]:
    """A result was decided on some day, and a day has a result."""
    result, day = values.get("result"), values.get("decided_on")
    if result and not day:
        return [Wrong("decided_on", "missing")]
    return [Wrong("result", "missing")] if day and not result else []
