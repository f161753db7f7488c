"""The one form in which rows are hashed: what PostgreSQL's COPY writes of the sealed columns."""

import struct
from collections.abc import Sequence
from hashlib import sha256

from django.db.models import Model

# What COPY writes doesn't depend on how a session or a server was set up.
_STEADY = (
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL DateStyle = 'ISO, YMD'",
    "SET LOCAL IntervalStyle = 'postgres'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL extra_float_digits = 1",
)


def columns_of(source: type[Model]) -> str:
    """The columns of a table as they are sealed from now on, without the number of the row, which stands beside the digest."""
    return ",".join(field.column for field in source._meta.concrete_fields if not field.primary_key)


class RowDigests:
    """Takes in what COPY writes, row by row: the number of each row and the digest of the rest."""

    def __init__(self):
        self.ids: list[int] = []
        self.digests: list[bytes] = []

    def write(self, line: bytes) -> None:
        """One row, as psycopg2 hands it over."""
        number, _, rest = line.partition(b"\t")
        self.ids.append(int(number))
        self.digests.append(sha256(rest).digest())

    def packed_ids(self) -> bytes:
        """The numbers as they stand in a block."""
        return pack_ids(self.ids)


def digest_rows(
    cursor, *, table: str, columns: str, after: int, last: int, most: int | None = None
) -> RowDigests:
    """The digests of a table's rows numbered after one and up to another, in the order of their numbers.

    ``cursor`` is in a transaction. ``most``: no more rows than this.
    """
    taken = RowDigests()
    cursor.execute("; ".join(_STEADY))
    names = ", ".join(f'"{name}"' for name in ("id", *columns.split(",")))
    limit = f" LIMIT {most:d}" if most is not None else ""
    rows = f'SELECT {names} FROM "{table}" WHERE id > {after:d} AND id <= {last:d} ORDER BY id{limit}'
    cursor.copy_expert(f"COPY ({rows}) TO STDOUT (ENCODING 'UTF8')", taken)
    return taken


def digests_of(cursor, *, table: str, columns: str, ids: Sequence[int]) -> dict[int, bytes]:
    """The digests of some rows of a table by their numbers. ``cursor`` is in a transaction."""
    taken = RowDigests()
    cursor.execute("; ".join(_STEADY))
    names = ", ".join(f'"{name}"' for name in ("id", *columns.split(",")))
    wanted = ", ".join(str(int(number)) for number in ids)
    rows = f'SELECT {names} FROM "{table}" WHERE id IN ({wanted}) ORDER BY id'
    cursor.copy_expert(f"COPY ({rows}) TO STDOUT (ENCODING 'UTF8')", taken)
    return dict(zip(taken.ids, taken.digests, strict=True))


def pack_ids(ids: Sequence[int]) -> bytes:
    """Numbers of rows as they stand in a block: eight octets each."""
    return struct.pack(f">{len(ids)}q", *ids)
