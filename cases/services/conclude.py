"""Keeping what the commission has found when it closes a case."""

from collections.abc import Mapping
from typing import Any

from cases.models import Case, CaseEvent, Conclusion, PersonOutcome

WORDS = ("leader_reason", "fix", "no_fix_reason", "money_to")


def write_conclusion(*, case: Case, event: CaseEvent, details: Mapping[str, Any]) -> Conclusion:
    """Write the conclusion and its persons with the move that closes; its conditions have been asked already."""
    conclusion = Conclusion.objects.create(
        case=case,
        answer=case.answer,
        finding=details["finding"],
        is_leader_liable=details.get("is_leader_liable"),
        money=details.get("money") or 0,
        concluded_by=event.actor,
        concluded_at=event.at,
        **{name: (details.get(name) or "").strip() for name in WORDS},
    )
    PersonOutcome.objects.bulk_create(
        PersonOutcome(conclusion=conclusion, **row) for row in details.get("persons") or ()
    )
    return conclusion
