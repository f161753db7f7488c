"""How far a table may be sealed, so that a row which is still being written is neither skipped nor taken for a forged one.

Numbers are drawn before their transaction ends, and transactions end in another order. Whoever has drawn a number by writing
to a table holds a lock on it (ROW EXCLUSIVE) until the transaction has ended. So a look at the sequence, then at these locks, says
whom to wait for: when they are gone, no row up to the number that was seen can still appear. Nobody waits for the audit.
"""

import time
from datetime import datetime

from django.db import connection
from django.db.models import Model

from audit.models import ChainMark

# A moment suffices for what a request writes; a long transaction is asked about again at the next pass.
PATIENCE_SECONDS = 1.0
_STEP_SECONDS = 0.02

_WRITERS = """
    SELECT DISTINCT virtualtransaction FROM pg_locks
    WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND relation = %s::regclass
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND pid IS DISTINCT FROM pg_backend_pid()
"""


def safe_number(source: type[Model], *, at: datetime) -> int | None:
    """The number of the last row that may be sealed; None while somebody is still writing who began before the mark."""
    table = source._meta.db_table
    mark = ChainMark.objects.filter(source=table).first() or _new_mark(table, at)
    until = time.monotonic() + PATIENCE_SECONDS
    waiting = set(mark.writers)
    while waiting and (waiting := waiting & _writers(table)) and time.monotonic() < until:
        time.sleep(_STEP_SECONDS)
    if waiting:
        mark.writers = sorted(waiting)
        mark.save()
        return None
    if not mark._state.adding:
        mark.delete()
    return mark.up_to


def _new_mark(table: str, at: datetime) -> ChainMark:
    """First the number, then who is writing: the other way round somebody could slip in between."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {cursor.fetchone()[0]}")
        (number,) = cursor.fetchone()
    return ChainMark(source=table, up_to=number, writers=sorted(_writers(table)), noted_at=at)


def _writers(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS, [table])
        return {row[0] for row in cursor.fetchall()}
