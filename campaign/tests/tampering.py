"""The seven kinds of tampering, as whoever owns the database does them: with triggers off and all the time in the world."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from audit.choices import Fault
from audit.models import AuditSeal
from audit.registry import SOURCES
from audit.services.canon import columns_of, digest_rows, pack_ids

# Tables and a column of each that somebody might want to read differently.
TEXTS = {"cases_caseevent": "note", "audit_reading": "item", "audit_auditentry": "row"}


@dataclass(frozen=True)
class Done:
    """What was done: the row that a verification has to name, and the kinds of faults that are right."""

    source: str
    row: int
    faults: frozenset[str]


def switch_triggers_off() -> None:
    """What the owner of the tables can do, until the transaction is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in (*TEXTS, "audit_auditseal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def owner(statement: str, params=()) -> None:
    """Run a statement as the owner does, past the triggers that were switched off."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def change(source: str, row: int, mark: int) -> None:
    """Another text in one row."""
    column = TEXTS[source]
    owner(f'UPDATE {source} SET "{column}" = left("{column}", 20) || %s WHERE id = %s', [f"~{mark}", row])


def remove(source: str, row: int) -> None:
    """A row less."""
    owner(f"DELETE FROM {source} WHERE id = %s", [row])


def reseal(block: AuditSeal) -> None:
    """Make a block fit the rows as they stand now: ids, digests and hash."""
    with connection.cursor() as cursor:
        rows = digest_rows(
            cursor, table=block.source, columns=block.columns, after=block.after_id, last=block.last_id
        )
    block.row_ids, block.digests = pack_ids(rows.ids), b"".join(rows.digests)
    block.hash = block.computed_hash()
    owner(
        "UPDATE audit_auditseal SET row_ids = %s, digests = %s, previous = %s, hash = %s WHERE number = %s",
        [block.row_ids, block.digests, block.previous, block.hash, block.number],
    )


def rechain(number: int) -> None:
    """Write the chain anew from a block on, so that it is right in itself."""
    previous = None
    for block in AuditSeal.objects.filter(number__gte=number).order_by("number"):
        if previous is not None:
            block.previous = previous
        reseal(block)
        previous = block.hash


def block_of(source: str, row: int) -> AuditSeal:
    """The block that holds a row."""
    return AuditSeal.objects.filter(source=source, last_id__gte=row).order_by("last_id").first()


def edit(draw: random.Random, source: str, rows: list[int]) -> Done:
    """One word in a row."""
    row = draw.choice(rows)
    change(source, row, draw.randrange(10**6))
    return Done(source, row, frozenset({Fault.EDITED}))


def edit_and_rehash(draw: random.Random, source: str, rows: list[int]) -> Done:
    """The same, and the block is made to fit."""
    done = edit(draw, source, rows)
    reseal(block_of(source, done.row))
    return Done(source, done.row, frozenset({Fault.RESEALED, Fault.RECHAINED}))


def delete(draw: random.Random, source: str, rows: list[int]) -> Done:
    """A row vanishes."""
    row = draw.choice(rows)
    remove(source, row)
    return Done(source, row, frozenset({Fault.DELETED}))


def swap(draw: random.Random, source: str, rows: list[int]) -> Done:
    """Two rows change places: each has the other's number. Of two that say the same nothing would be changed."""
    first, second = sorted(draw.sample(rows, 2))
    while not _differ(source, first, second):
        first, second = sorted(draw.sample(rows, 2))
    for old, new in ((first, -1), (second, first), (-1, second)):
        owner(f"UPDATE {source} SET id = %s WHERE id = %s", [new, old])
    return Done(source, first, frozenset({Fault.SWAPPED}))


def _differ(source: str, first: int, second: int) -> bool:
    columns = ", ".join(f'"{name}"::text' for name in columns_of(SOURCES[source]).split(","))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT {columns} FROM {source} WHERE id IN (%s, %s)", [first, second])
        return len(cursor.fetchall()) == 2


def insert(draw: random.Random, source: str, rows: list[int]) -> Done:
    """A row that never was, where there was a gap."""
    free = sorted(set(range(min(rows), max(rows))) - set(rows))
    row, model = draw.choice(free), draw.choice(rows)
    columns = ", ".join(f'"{name}"' for name in columns_of(SOURCES[source]).split(","))
    owner(
        f"INSERT INTO {source} (id, {columns}) SELECT %s, {columns} FROM {source} WHERE id = %s", [row, model]
    )
    return Done(source, row, frozenset({Fault.INSERTED}))


def cut_tail(draw: random.Random, source: str, rows: list[int]) -> Done:
    """The last blocks go, with the rows in them."""
    highest = AuditSeal.objects.order_by("-number").values_list("number", flat=True)[0]
    first = draw.randint(max(2, highest - 3), highest)
    gone = list(AuditSeal.objects.filter(number__gte=first).order_by("number"))
    for block in gone:
        owner(f"DELETE FROM {block.source} WHERE id > %s AND id <= %s", [block.after_id, block.last_id])
    owner("DELETE FROM audit_auditseal WHERE number >= %s", [first])
    return Done(gone[0].source, gone[0].ids[0], frozenset({Fault.CUT}))


def rechain_everything(draw: random.Random, source: str, rows: list[int]) -> Done:
    """A row is changed or goes, and every block behind it is written anew."""
    row = draw.choice(rows)
    if draw.random() < 0.5:
        change(source, row, draw.randrange(10**6))
    else:
        remove(source, row)
    rechain(block_of(source, row).number)
    return Done(source, row, frozenset({Fault.RECHAINED}))


KINDS: tuple[Callable[[random.Random, str, list[int]], Done], ...] = (
    edit,
    edit_and_rehash,
    delete,
    swap,
    insert,
    cut_tail,
    rechain_everything,
)
