"""Work safety: hazards that aren't repaired, and joint actions that are counted twice (M31-M34)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from registers.rules.base import Asked, Hit, Row, Wrong, plain


def limit_of(row: Row) -> date:
    """The day by which it has to be repaired, once it was extended the new one."""
    return row["extended_to"] or row["due_on"]


def overdue(row: Row, asked: Asked) -> Hit | None:
    """Not repaired when its day has gone by; the longer, the further up it goes. A repair that came late ends it."""
    due = limit_of(row)
    if row["repaired_on"] or asked.today <= due:
        return None
    days = (asked.today - due).days
    level = "unit"
    if days > asked.limits["hazard_superior_days"]:
        level = "superior"
    if days > asked.limits["hazard_commission_days"]:
        level = "commission"
    return Hit(due + timedelta(days=1), {"due": plain(due)}, level)


def overdue_twice(row: Row, asked: Asked) -> Hit | None:
    """The day passed, it was extended, and that day passed as well: accountability is proposed (M33)."""
    until = row["extended_to"]
    if until is None or (row["repaired_on"] or asked.today) <= until:
        return None
    figures = {"due": plain(row["due_on"]), "extended": plain(until), "until": plain(until)}
    return Hit(until + timedelta(days=1), figures, "commission")


def not_rechecked(row: Row, asked: Asked) -> Hit | None:
    """Somebody says that it is repaired; nobody has looked."""
    repaired = row["repaired_on"]
    if not repaired or row["rechecked_on"] or not asked.is_past(repaired, "recheck_days"):
        return None
    return Hit(repaired + timedelta(days=asked.limits["recheck_days"] + 1), {"repaired": plain(repaired)})


def extension_follows(values: Mapping[str, Any], asked: Asked) -> list[Wrong]:
    """A new day lies after the old one."""
    extended = values.get("extended_to")
    return [Wrong("extended_to", "order")] if extended and extended <= values["due_on"] else []


def several_units(values: Mapping[str, Any], asked: Asked) -> list[Wrong]:
    """One unit alone is no joint action."""
    return [Wrong("units", "few_units")] if len(set(values["units"])) < 2 else []


def entered_twice(row: Row, asked: Asked) -> Hit | None:
    """Somebody else has entered an action of the same day at the same place."""
    if not any(mate.unit != row.unit or mate.number != row.number for mate in asked.mates):
        return None
    return Hit(row["held_on"], {"held": plain(row["held_on"])})
