"""Keeping the sums up to date: every case that the trail speaks of is counted anew, and the difference is added.

The trail is only appended to, so nothing that changes a figure can pass by. Its numbers aren't written in their order,
though: an event with a lower number may appear after one with a higher. So what was seen is counted once more when
every transaction that was open at that time has ended; a case that didn't change meanwhile changes nothing.
"""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from cases.models import Case
from dashboard.models import CaseFact, FigureCell, FigureState, StayCell
from dashboard.services.counting_sql import (
    ADD_CELLS,
    ADD_STAYS,
    CHANGED,
    NOTE_FACTS,
    differences,
)

BATCH = 1000
SOME = "f.case_id = ANY (%s)"
# The newest event that can be seen; below which transaction all have ended, and which the next one will be.
WHERE_THE_TRAIL_STANDS = """
SELECT coalesce((SELECT max(id) FROM cases_caseevent), 0),
       pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_snapshot_xmax(pg_current_snapshot())::text::bigint
"""
TOUCHED = "SELECT DISTINCT case_id FROM cases_caseevent WHERE id > %s AND id <= %s ORDER BY case_id"


@transaction.atomic
def count_figures(*, at) -> int:
    """Count what has happened since the last time; returns how many cases have changed a figure.

    Whoever comes while somebody counts goes away at once. The first count of all counts every case.
    """
    state = _locked_state()
    if state is None:
        return 0
    if state.counted_at is None:
        return _count_all(state, at=at)
    newest, ended_below, next_one = _row(WHERE_THE_TRAIL_STANDS)
    touched = [case_id for (case_id,) in _rows(TOUCHED, [state.counted_up_to, newest])]
    changed = sum(_count_again(touched[first : first + BATCH]) for first in range(0, len(touched), BATCH))
    if ended_below >= state.seen_before:
        state.counted_up_to, state.seen_up_to, state.seen_before = state.seen_up_to, newest, next_one
    state.counted_at = at
    state.save()
    return changed


@transaction.atomic
def count_anew(*, at) -> int:
    """Throw all sums away and count every case; returns how many there are. Waits for whoever counts."""
    FigureState.objects.get_or_create(pk=1)
    return _count_all(FigureState.objects.select_for_update().get(pk=1), at=at)


@transaction.atomic
def count_cases(case_ids: Iterable[int]) -> None:
    """Count these cases now, whether or not somebody else is counting: soon they can't be read any more."""
    FigureState.objects.get_or_create(pk=1)
    FigureState.objects.select_for_update().get(pk=1)
    _count_again(case_ids)


@transaction.atomic
def check_figures() -> dict[str, int]:
    """How many rows of each kind aren't what a new count would give; counts what is new first."""
    FigureState.objects.get_or_create(pk=1)
    state = FigureState.objects.select_for_update().get(pk=1)
    touched = [case_id for (case_id,) in _rows(TOUCHED, [state.counted_up_to, 2**62])]
    _count_again(touched)
    return {name: _row(statement)[0] for name, statement in differences().items()}


def _locked_state() -> FigureState | None:
    FigureState.objects.get_or_create(pk=1)
    return FigureState.objects.select_for_update(skip_locked=True).filter(pk=1).first()


def _count_all(state: FigureState, *, at) -> int:
    newest, _ended_below, next_one = _row(WHERE_THE_TRAIL_STANDS)
    # What a case that was disposed of has added can't be read anew: it stays, and is added up with the others.
    CaseFact.objects.filter(Exists(Case.objects.filter(pk=OuterRef("pk")))).delete()
    for model in (FigureCell, StayCell):
        model.objects.all().delete()
    everything = {"which": "true", "sign": ""}
    with connection.cursor() as cursor:
        cursor.execute(NOTE_FACTS.format(which="true"))
        counted = cursor.rowcount
        cursor.execute(ADD_CELLS.format(**everything))
        cursor.execute(ADD_STAYS.format(**everything))
        cursor.execute("ANALYZE dashboard_casefact, dashboard_figurecell, dashboard_staycell")
    # Of the events up to the newest one some may not be written yet: those after 0 are looked at once more.
    state.counted_up_to, state.seen_up_to, state.seen_before = _settled(newest), newest, next_one
    state.counted_at = at
    state.save()
    return counted


def _settled(newest: int) -> int:
    """Far enough back that no transaction of before can still be writing there."""
    return max(0, newest - 10 * BATCH)


def _count_again(case_ids: Iterable[int]) -> int:
    """Take what these cases added away and add what they add now."""
    changed = [case_id for (case_id,) in _rows(CHANGED, [list(case_ids)])]
    if not changed:
        return 0
    with connection.cursor() as cursor:
        for sign in ("-", ""):
            if not sign:
                cursor.execute(NOTE_FACTS.format(which="c.id = ANY (%s)"), [changed])
            cursor.execute(ADD_CELLS.format(which=SOME, sign=sign), [changed])
            cursor.execute(ADD_STAYS.format(which=SOME, sign=sign), [changed])
    return len(changed)


def _row(statement: str) -> tuple:
    return _rows(statement)[0]


def _rows(statement: str, parameters: list | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()
