"""Food and drugs: workshops that open again, and recalls that don't add up (M36, M37)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from registers.rules.base import Asked, Hit, Row, Wrong, plain


def active_again(row: Row, asked: Asked) -> Hit | None:
    """The last visit found it at work, and it hasn't been closed since."""
    is_closed_since = row["closed_on"] and row["visited_on"] and row["closed_on"] > row["visited_on"]
    if row["visit_found"] != "active" or is_closed_since:
        return None
    return Hit(row["visited_on"], {"closed": plain(row["closed_on"]), "visited": plain(row["visited_on"])})


def not_closed(row: Row, asked: Asked) -> Hit | None:
    """Found and left open."""
    if row["closed_on"] or not asked.is_past(row["found_on"], "closing_days"):
        return None
    since = row["found_on"] + timedelta(days=asked.limits["closing_days"] + 1)
    return Hit(since, {"found": plain(row["found_on"])})


def not_visited(row: Row, asked: Asked) -> Hit | None:
    """Closed, and nobody has looked whether it stays so."""
    closed, visited = row["closed_on"], row["visited_on"]
    if not closed or (visited and visited >= closed) or not asked.is_past(closed, "revisit_days"):
        return None
    since = closed + timedelta(days=asked.limits["revisit_days"] + 1)
    return Hit(since, {"closed": plain(closed)})


def visit_is_whole(values: Mapping[str, Any], asked: Asked) -> list[Wrong]:
    """A visit comes after a closing, and has a day and a result."""
    visited, found = values.get("visited_on"), values.get("visit_found")
    wrong = []
    if (visited or found) and not values.get("closed_on"):
        wrong.append(Wrong("visited_on", "not_closed"))
    if visited and not found:
        wrong.append(Wrong("visit_found", "no_result"))
    if found and not visited:
        wrong.append(Wrong("visited_on", "missing"))
    return wrong


def recall_adds_up(values: Mapping[str, Any], asked: Asked) -> list[Wrong]:
    """Taken back and destroyed together are no more than was sold (M37)."""
    too_much = values["taken_back"] + values["destroyed"] > values["sold"]
    return [Wrong("destroyed", "not_adding_up")] if too_much else []


def incomplete(row: Row, asked: Asked) -> Hit | None:
    """Not everything that was sold came back in time."""
    back = row["taken_back"] + row["destroyed"]
    if back >= row["sold"] or not asked.is_past(row["announced_on"], "recall_days"):
        return None
    since = row["announced_on"] + timedelta(days=asked.limits["recall_days"] + 1)
    return Hit(since, {"announced": plain(row["announced_on"]), "sold": row["sold"], "back": back})


def not_destroyed(row: Row, asked: Asked) -> Hit | None:
    """What came back still lies there."""
    days = asked.limits["recall_days"] + asked.limits["destroy_days"]
    since = row["announced_on"] + timedelta(days=days + 1)
    if not row["taken_back"] or asked.today < since:
        return None
    return Hit(since, {"announced": plain(row["announced_on"]), "stored": row["taken_back"]})
