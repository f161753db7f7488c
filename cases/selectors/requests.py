"""What a unit has asked for in a case."""

from cases.choices import ClockName, RequestKind
from cases.lifecycle import Move
from cases.models import Case, CaseRequest

# What waits for a decision while the clock runs.
KIND_OF_CLOCK = {ClockName.OBJECTION: RequestKind.OBJECTION, ClockName.MORE_TIME: RequestKind.MORE_TIME}


def pending_request(case: Case, move: Move) -> CaseRequest | None:
    """The request that this move decides, with its unit; None for a move that decides none."""
    kind = KIND_OF_CLOCK.get(move.during)
    if kind is None:
        return None
    return case.requests.filter(kind=kind, decision="").select_related("unit", "asked_by").first()
