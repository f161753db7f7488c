"""A case that waits for its citizen goes on when the reply comes, or when it doesn't."""

from cases.choices import ClockName, Party, Stage
from cases.models import Case, CaseClock
from cases.services.move import MoveRefused, move_case

BATCH = 200


def end_waiting(*, at) -> int:
    """Let every case go on whose citizen has not replied in time; return how many.

    Two beats at once do no harm: the second one finds that nobody waits any more.
    """
    over = CaseClock.objects.filter(name=ClockName.CITIZEN_REPLY, stopped_at=None, due_at__lte=at)
    return sum(_go_on(case_id, at=at) for case_id in over.values_list("case_id", flat=True)[:BATCH])


def _go_on(case_id: int, *, at) -> bool:
    try:
        move_case(case_id=case_id, move="go_on", actor=Party.SYSTEM, at=at)
    except MoveRefused:
        return False
    return True


def hear_of_citizen(case: Case, *, at) -> None:
    """The citizen has written or sent files: nobody waits any more. The case is locked by the caller."""
    if case.stage != Stage.HANDLING:
        return
    if case.clocks.filter(name=ClockName.CITIZEN_REPLY, stopped_at=None).exists():
        move_case(case_id=case.pk, move="go_on", actor=Party.CITIZEN, at=at)
