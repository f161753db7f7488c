"""What has to hold before an order is issued or moved: pure conditions, each with its refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from supervision.choices import OrderLevel

# Other than the thirty days of the law for the first reply this is a default of this system.
LONGEST_NEW_TERM = 60
NEXT_LEVEL = {OrderLevel.BLUE: OrderLevel.ORANGE, OrderLevel.ORANGE: OrderLevel.RED}
# The commission's own conduct of supervision failed: no single case, and the order goes above the unit concerned (M11).
ABOUT_A_UNIT = frozenset({"supervision_failure"})
# The stages of a case in which some unit has something to do that can be ordered.
ORDERED_IN = ("accepted", "assigned", "handling", "answered", "reviewing", "closed")


@dataclass(frozen=True, kw_only=True)
class OrderFacts:
    """What the conditions look at. What isn't asked of a step keeps its default.

    ``below``: the addressee is a unit of the issuer's area that doesn't stand above it · ``barred``: the case accuses the
    addressee's side or the leader · ``about_below``: the unit concerned stands below the addressee.
    """

    at: datetime
    today: date
    note: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    actor_id: int | None = None
    # of the order that is moved
    level: str = ""
    due_at: datetime | None = None
    refused_count: int = 0
    open_demands: frozenset[int] = frozenset()
    all_demands: frozenset[int] = frozenset()
    replied_by_ids: frozenset[int] = frozenset()
    # of the order that is to be issued
    trigger: str = ""
    demands: tuple[str, ...] = ()
    is_active: bool = True
    below: bool = True
    has_leader: bool = True
    barred: bool = False
    has_case: bool = False
    at_case: bool = True
    case_ordered: bool = False
    case_ready: bool = True
    has_about: bool = False
    about_below: bool = True


def note_is_given(facts: OrderFacts) -> str | None:
    """There is a reason."""
    return None if facts.note.strip() else "note_missing"


def addressee_is_below(facts: OrderFacts) -> str | None:
    """The unit is active, lies in the commission's area and doesn't stand above it."""
    if not facts.is_active:
        return "unit_inactive"
    return None if facts.below else "not_below"


def leader_is_named(facts: OrderFacts) -> str | None:
    """The leader named holds a post in the unit on that day (M58)."""
    return None if facts.has_leader else "no_leader"


def nobody_accused_is_ordered(facts: OrderFacts) -> str | None:
    """The case accuses neither the unit, nor its leader, nor a unit above it (R2)."""
    return "firewall" if facts.barred else None


def addressee_has_the_case(facts: OrderFacts) -> str | None:
    """The unit handles the case, helps with it, reviews it, or has it at its desk."""
    return None if not facts.has_case or facts.at_case else "not_at_case"


def case_is_free(facts: OrderFacts) -> str | None:
    """The case is past its intake, and no other order about it is under way."""
    if facts.case_ordered:
        return "case_ordered"
    return None if facts.case_ready else "case_not_ready"


def concerned_unit_fits(facts: OrderFacts) -> str | None:
    """For failing supervision the unit concerned is named and stands below the one ordered; else there is none (M11)."""
    if facts.trigger not in ABOUT_A_UNIT:
        return "about_unfit" if facts.has_about else None
    if facts.has_case:
        return "not_about_case"
    if not facts.has_about:
        return "about_missing"
    return None if facts.about_below else "about_not_below"


def something_is_demanded(facts: OrderFacts) -> str | None:
    """There is at least one demand."""
    return None if any(text.strip() for text in facts.demands) else "no_demand"


def every_demand_is_answered(facts: OrderFacts) -> str | None:
    """Each open demand has an answer of its own."""
    given = {pk for pk, text in (facts.details.get("replies") or {}).items() if str(text).strip()}
    return None if facts.open_demands <= given else "reply_missing"


def somebody_else_replied(facts: OrderFacts) -> str | None:
    """Whoever decides hasn't written the reply."""
    return "own_reply" if facts.actor_id in facts.replied_by_ids else None


def demands_are_named(facts: OrderFacts) -> str | None:
    """It is said which demands have to be answered again."""
    named = set(facts.details.get("demands") or ())
    return None if named and named <= facts.all_demands else "demands_missing"


def new_day_fits(facts: OrderFacts) -> str | None:
    """The new day for the reply lies ahead, and not too far."""
    due_on = facts.details.get("due_on")
    fits = isinstance(due_on, date) and 1 <= (due_on - facts.today).days <= LONGEST_NEW_TERM
    return None if fits else "due_unfit"


def it_is_late(facts: OrderFacts) -> str | None:
    """The reply is overdue, or was refused before (R14)."""
    is_late = facts.due_at is not None and facts.at >= facts.due_at
    return None if is_late or facts.refused_count else "not_late"


def level_is_left(facts: OrderFacts) -> str | None:
    """There is a graver level than the order's own."""
    return None if facts.level in NEXT_LEVEL else "highest"
