"""A case that stands still for its citizen, or for a hearing, goes on when that is over, or when its time is."""

from cases.choices import ClockName, Party, Stage
from cases.models import Case, CaseClock
from cases.services.move import MoveRefused, move_case

BATCH = 200
# What ends the waiting when its time is over.
ENDS = {ClockName.CITIZEN_REPLY: "go_on", ClockName.HEARING: "end_hearing"}


def end_waiting(*, at) -> int:
    """Let every case go on whose citizen has not replied in time, or whose hearing has lasted as long as it may; return how many.

    Two beats at once do no harm: the second one finds that nobody waits any more.
    """
    over = CaseClock.objects.filter(name__in=ENDS, stopped_at=None, due_at__lte=at).order_by("due_at")
    rows = over.values_list("case_id", "name")[:BATCH]
    return sum(_go_on(case_id, ENDS[name], at=at) for case_id, name in rows)


def _go_on(case_id: int, move: str, *, at) -> bool:
    try:
        move_case(case_id=case_id, move=move, actor=Party.SYSTEM, at=at)
    except MoveRefused:
        return False
    return True


def hear_of_citizen(case: Case, *, at) -> None:
    """The citizen has written or sent files: nobody waits any more. The case is locked by the caller."""
    if case.stage != Stage.HANDLING:
        return
    if case.clocks.filter(name=ClockName.CITIZEN_REPLY, stopped_at=None).exists():
        move_case(case_id=case.pk, move="go_on", actor=Party.CITIZEN, at=at)
