"""What tombstones prove to the audit."""

from collections.abc import Collection, Iterator

from django.db.models import Exists, OuterRef

from retention.models import DisposalLine, Tombstone, TombstoneRow


def disposed_rows(table: str, rows: Collection[int]) -> dict[int, bytes]:
    """The digests of those of the missing rows that went by a disposal which two people decided on."""
    proved = Tombstone.objects.exclude(pk__in=Tombstone.objects.unproved().order_by().values("pk"))
    found = TombstoneRow.objects.filter(source=table, row__in=rows, tombstone__in=proved.order_by())
    return {row: bytes(digest) for row, digest in found.order_by().values_list("row", "digest")}


def unproved_rows() -> Iterator[tuple[str, int]]:
    """Tombstones that no disposal bears out, and lists that say that a record is gone without a tombstone."""
    for pk in Tombstone.objects.unproved().order_by("pk").values_list("pk", flat=True):
        yield Tombstone._meta.db_table, pk
    stones = Tombstone.objects.filter(line=OuterRef("pk"))
    for pk in DisposalLine.objects.filter(~Exists(stones), state="removed").values_list("pk", flat=True):
        yield DisposalLine._meta.db_table, pk
