"""Conditions of closing a case: what is proved has outcomes (M09, M55)."""

from cases.rules.facts import MoveFacts, is_filled

# So somebody did what was complained of, in whole or in part.
PROVED = ("proved", "partly")


def persons_are_settled(facts: MoveFacts) -> str | None:
    """What is proved has an outcome for one person at least (M55)."""
    persons = facts.details.get("persons") or ()
    is_whole = bool(persons) and all(row.get("person") and row.get("measure") for row in persons)
    return None if is_whole or not _is_proved(facts) else "persons_missing"


def leadership_is_settled(facts: MoveFacts) -> str | None:
    """What is proved comes with a decision on the responsibility of leaders, either way with a reason (M55)."""
    is_decided = facts.details.get("is_leader_liable") is not None
    is_whole = is_decided and is_filled(facts.details.get("leader_reason"))
    return None if is_whole or not _is_proved(facts) else "leadership_missing"


def cause_is_settled(facts: MoveFacts) -> str | None:
    """What is proved comes with a change of the rules that let it happen, or a reason why none is needed (M09)."""
    is_said = any(is_filled(facts.details.get(name)) for name in ("fix", "no_fix_reason"))
    return None if is_said or not _is_proved(facts) else "fix_missing"


def money_has_receivers(facts: MoveFacts) -> str | None:
    """Money that was returned was returned to somebody."""
    is_told = not facts.details.get("money") or is_filled(facts.details.get("money_to"))
    return None if is_told else "receivers_missing"


def _is_proved(facts: MoveFacts) -> bool:
    return facts.details.get("finding") in PROVED


CONCLUSION_CHECKS = (persons_are_settled, leadership_is_settled, cause_is_settled, money_has_receivers)
