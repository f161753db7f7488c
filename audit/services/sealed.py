"""Single rows, compared with what was sealed of them."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Model

from audit.models import AuditSeal
from audit.services.canon import digests_of


class NotAsSealed(Exception):
    """A row isn't sealed yet, or isn't as it was sealed; ``rows`` are the numbers."""

    def __init__(self, rows: Iterable[int]):
        self.rows = sorted(rows)
        super().__init__(", ".join(map(str, self.rows)))


def sealed_digests(*, source: type[Model], ids: Iterable[int]) -> dict[int, bytes]:
    """The digest of each of these rows, each sealed and unchanged; raises NotAsSealed. Inside a transaction."""
    waiting, known = sorted(ids), {}
    table = source._meta.db_table
    blocks = AuditSeal.objects.filter(source=table)
    while waiting:
        block = blocks.filter(after_id__lt=waiting[0], last_id__gte=waiting[0]).order_by("last_id").first()
        if block is None:
            raise NotAsSealed(waiting)
        within = [row for row in waiting if row <= block.last_id]
        sealed = block.rows
        with connection.cursor() as cursor:
            found = digests_of(cursor, table=table, columns=block.columns, ids=within)
        if wrong := [row for row in within if row not in found or found[row] != sealed.get(row)]:
            raise NotAsSealed(wrong)
        known |= found
        waiting = waiting[len(within) :]
    return known
