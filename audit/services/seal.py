"""Sealing what is new into the chain, block by block. Nobody who writes waits for it."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Model

from audit.models import AuditSeal
from audit.models.seal import NOTHING
from audit.registry import SOURCES
from audit.services.anchors import anchor_new_blocks
from audit.services.canon import columns_of, digest_rows, pack_ids
from audit.services.horizon import safe_number

BLOCK = 1_000
# So many blocks are one transaction, so that a large backlog doesn't hold the chain for minutes.
BLOCKS_AT_ONCE = 50
# Any number that nothing else in this database locks.
_CHAIN_LOCK = 0x5EA1_C4A1


def seal_new_rows(*, at: datetime) -> int:
    """Seal every row that can't change any more and anchor the new blocks; returns how many rows.

    When another process is at it, it goes on and this one leaves.
    """
    sealed = sum(_seal_source(source, at=at) for source in SOURCES.values())
    anchor_new_blocks()
    return sealed


def _seal_source(source: type[Model], *, at: datetime) -> int:
    last = safe_number(source, at=at)
    sealed = 0
    while last is not None:
        count, is_done = _seal_blocks(source, last=last, at=at)
        sealed += count
        if is_done:
            break
    return sealed


@transaction.atomic
def _seal_blocks(source: type[Model], *, last: int, at: datetime) -> tuple[int, bool]:
    """Some blocks of one table; returns how many rows, and whether there are no more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_CHAIN_LOCK])
        if not cursor.fetchone()[0]:
            return 0, True
        table, columns = source._meta.db_table, columns_of(source)
        done = AuditSeal.objects.filter(source=table).order_by("-last_id").values_list("last_id", flat=True)
        after = done.first() or 0
        rows = digest_rows(
            cursor, table=table, columns=columns, after=after, last=last, most=BLOCK * BLOCKS_AT_ONCE
        )
    head = AuditSeal.objects.order_by("-number").only("number", "hash").first()
    number, previous = (head.number, bytes(head.hash)) if head else (0, NOTHING)
    is_done = len(rows.ids) < BLOCK * BLOCKS_AT_ONCE
    blocks = []
    for start in range(0, len(rows.ids), BLOCK):
        ids = rows.ids[start : start + BLOCK]
        number += 1
        block = AuditSeal(
            number=number,
            source=table,
            columns=columns,
            after_id=after,
            last_id=ids[-1],
            row_ids=pack_ids(ids),
            digests=b"".join(rows.digests[start : start + BLOCK]),
            previous=previous,
            sealed_at=at,
        )
        previous = block.hash = block.computed_hash()
        after = ids[-1]
        blocks.append(block)
    AuditSeal.objects.bulk_create(blocks)
    return len(rows.ids), is_done
