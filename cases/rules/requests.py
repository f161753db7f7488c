"""Conditions of what a unit asks for: that a case isn't its own, more time, a word of the citizen."""

from accounts.rules import is_own_act
from cases.rules.facts import MoveFacts

# The head of the organ may extend the time to conclude by at most so many days (Regulations on Letters and Visits 2005,
# art. 33; Petition Work 2022, art. 34).
MOST_DAYS_MORE = 30
# So many questions to the citizen may hold up the clock; a limit of this system, so that asking isn't a way to win time.
MOST_QUESTIONS = 2


def objection_is_in_time(facts: MoveFacts) -> str | None:
    """A unit may say 'not ours' within five working days (Regulations on Petition Work 2022, art. 23)."""
    late = facts.objection_until is not None and facts.at >= facts.objection_until
    return "objection_too_late" if late else None


def objection_is_left(facts: MoveFacts) -> str | None:
    """What was decided on a unit's objection stands: it can't object again (R6)."""
    decided = {request.unit_id for request in facts.requests if request.decision in ("refused", "granted")}
    return "objection_decided" if facts.case.responsible_id in decided else None


def unit_was_not_released(facts: MoveFacts) -> str | None:
    """A unit whose objection was agreed to doesn't get the case again, unless the commission decides so (R6)."""
    unit = facts.details.get("unit")
    released = {request.unit_id for request in facts.requests if request.decision == "granted"}
    is_overruled = facts.party == "commission"
    return "unit_released" if unit is not None and unit.pk in released and not is_overruled else None


def objection_was_made(facts: MoveFacts) -> str | None:
    """The commission decides where a unit has objected; otherwise the desk assigns."""
    return None if facts.requests else "nothing_asked"


def nothing_is_pending(facts: MoveFacts) -> str | None:
    """The same isn't asked for already."""
    return "asked_already" if facts.pending else None


def something_is_pending(facts: MoveFacts) -> str | None:
    """There is a request to decide."""
    return None if facts.pending else "nothing_asked"


def somebody_else_decides(facts: MoveFacts) -> str | None:
    """Whoever asks for something doesn't grant it as well."""
    is_own = facts.pending is not None and is_own_act(facts.pending.asked_by_id, facts.actor_id)
    return "own_request" if is_own else None


def days_fit(facts: MoveFacts) -> str | None:
    """At most 30 days more (Regulations on Letters and Visits 2005, art. 33; Petition Work 2022, art. 34)."""
    days = facts.details.get("days")
    return None if days is None or 1 <= days <= MOST_DAYS_MORE else "days_out_of_range"


def more_time_is_left(facts: MoveFacts) -> str | None:
    """The time to conclude is extended once."""
    granted = any(request.decision == "granted" for request in facts.requests)
    return "extended_already" if granted else None


def term_is_running(facts: MoveFacts) -> str | None:
    """The time to conclude runs and isn't over: what is late can't be made in time afterwards."""
    return None if facts.term_until is not None and facts.at < facts.term_until else "term_over"


def questions_are_left(facts: MoveFacts) -> str | None:
    """The clock stands still for two questions at most, so that asking is no way to win time."""
    return "asked_twice" if facts.questions >= MOST_QUESTIONS else None


def not_waiting_already(facts: MoveFacts) -> str | None:
    """The citizen hasn't been asked already."""
    return "asked_already" if "citizen_reply" in facts.running else None


def is_waiting(facts: MoveFacts) -> str | None:
    """The case waits for its citizen."""
    return None if "citizen_reply" in facts.running else "nothing_asked"


def hearing_is_left(facts: MoveFacts) -> str | None:
    """A review has one hearing at most, so that hearings are no way to win time."""
    return "heard_already" if facts.hearings else None


def hearing_is_open(facts: MoveFacts) -> str | None:
    """A hearing is being held."""
    return None if "hearing" in facts.running else "nothing_asked"
