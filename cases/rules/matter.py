"""What must hold before several cases become one matter."""

from cases.rules.facts import MoveFacts


def leading_is_open(facts: MoveFacts) -> str | None:
    """The case that takes this one in is another one and somebody still has to act on it (R5)."""
    leading = facts.details.get("leading")
    fits = leading is None or (
        leading.takes_others and leading.pk != facts.case.pk and leading.leads_or_alone
    )
    return None if fits else "leading_not_open"


def leading_is_answered(facts: MoveFacts) -> str | None:
    """The case that leads has an answer that this one can take over."""
    matter = facts.case.matter
    return None if matter is not None and matter.leading.answer is not None else "no_answer"


def leads_no_others(facts: MoveFacts) -> str | None:
    """No other case is joined to this one: their citizens would be left without an answer."""
    return "leads_others" if facts.joined else None


def matter_is_clean(facts: MoveFacts) -> str | None:
    """Neither of the two cases accuses the side that has the other, so that what is one matter reaches nobody accused."""
    holders = {unit.pk for unit in facts.details.get("holders") or ()}
    return None if holders.isdisjoint(facts.barred_units) else "matter_barred"
