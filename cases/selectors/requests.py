"""What a unit has asked for in a case."""

from cases.choices import ClockName, Decision, RequestKind, Stage
from cases.lifecycle import Move
from cases.models import Case, CaseRequest

# Where a case may stand that a unit has had before.
RETURNED_FROM_UNITS = (Stage.ACCEPTED, Stage.ASSIGNED, Stage.HANDLING)
# What waits for a decision while the clock runs.
KIND_OF_CLOCK = {ClockName.OBJECTION: RequestKind.OBJECTION, ClockName.MORE_TIME: RequestKind.MORE_TIME}


def pending_request(case: Case, move: Move) -> CaseRequest | None:
    """The request that this move decides, with its unit; None for a move that decides none."""
    kind = KIND_OF_CLOCK.get(move.during)
    if kind is None:
        return None
    return case.requests.filter(kind=kind, decision="").select_related("unit", "asked_by").first()


def released_units(case: Case) -> frozenset[int]:
    """The ids of the units whose objection was agreed to: the desk doesn't give them the case again (R6).

    Nobody has objected to what no unit has had yet, which costs no question to the database; nor does a case that was read with
    ``has_released`` and has none.
    """
    if case.stage not in RETURNED_FROM_UNITS or not getattr(case, "has_released", True):
        return frozenset()
    agreed = case.requests.filter(kind=RequestKind.OBJECTION, decision=Decision.GRANTED)
    return frozenset(agreed.values_list("unit_id", flat=True))
