"""What is wrong between the blocks of the chain, and between the chain and its anchors."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone

from audit.choices import Fault
from audit.models import AuditSeal
from audit.models.seal import NOTHING
from audit.services.anchors import MARK, Anchor, Anchors

# So long a block may be without an anchor: as long as a worker may stand still between the two.
ANCHORED_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Link:
    """A block without what it holds."""

    number: int
    source: str
    columns: str
    last_id: int
    previous: bytes
    hash: bytes
    sealed_at: datetime
    rows: int


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: how, in which table, block and row. ``more`` is what helps to understand it."""

    fault: str
    source: str
    block: int | None = None
    row: int | None = None
    more: str = ""
    # Digests of a changed row as it was sealed and as it is.
    was: str = ""
    now: str = ""

    def exchanged_with(self, row: int) -> "Finding":
        """The same, as one half of an exchange."""
        return replace(self, fault=Fault.SWAPPED, more=str(row))


def with_row(finding: Finding, anchors: Anchors) -> Finding:
    """A block that doesn't hold what it was sealed with, with the row in which it differs from its anchor."""
    if finding.fault != Fault.RESEALED:
        return finding
    how, row = _row_that_differs(finding.block, anchors)
    return replace(finding, row=row, more=how)


def faults_of_links(links: list[Link], anchors: Anchors) -> Iterator[Finding]:
    """Blocks that don't follow on from the one before, and blocks that are missing in between."""
    before = None
    for link in links:
        expected = before.number + 1 if before else 1
        if link.number != expected:
            anchor = anchors.by_number.get(expected)
            yield Finding(Fault.MISSING, anchor.source if anchor else "", expected, _first_row(anchor))
        elif link.previous != (before.hash if before else NOTHING):
            changed = before or link
            yield with_row(Finding(Fault.RESEALED, changed.source, changed.number), anchors)
        before = link


def compare_with_anchors(links: list[Link], anchors: Anchors, *, known: Collection[int]) -> Iterator[Finding]:
    """Blocks that differ from what was noted outside, the end that was cut off, and anchors that are gone.

    ``known``: numbers of blocks of which something wrong is known already.
    """
    if links and not anchors.is_there:
        yield Finding(Fault.ANCHOR_MISSING, "", 1)
        return
    hashes = {link.number: link.hash.hex() for link in links}
    highest, anchored = max(hashes, default=0), max(anchors.by_number, default=0)
    differing = [n for n, anchor in anchors.by_number.items() if n in hashes and hashes[n] != anchor.hash]
    agreeing = max((n for n, anchor in anchors.by_number.items() if hashes.get(n) == anchor.hash), default=0)
    for number in sorted(differing):
        if number in known:
            continue
        if number < agreeing:
            # Whatever is changed in the chain changes every block behind it; a single line was changed in the anchors.
            yield Finding(Fault.ANCHOR_EDITED, anchors.by_number[number].source, number)
            continue
        how, row = _row_that_differs(number, anchors)
        yield Finding(Fault.RECHAINED, anchors.by_number[number].source, number, row, how)
        break
    if anchored > highest:
        anchor = next(anchors.by_number[n] for n in sorted(anchors.by_number) if n > highest)
        yield Finding(Fault.CUT, anchor.source, anchor.number, _first_row(anchor))
    for number in range(anchors.first, min(highest, anchored) + 1):
        if number not in anchors.by_number and number:
            yield Finding(Fault.ANCHOR_EDITED, "", number)
    late = timezone.now() - ANCHORED_WITHIN
    unanchored = [
        link for link in links if link.number > max(anchored, anchors.first - 1) and link.sealed_at < late
    ]
    if unanchored:
        yield Finding(Fault.ANCHOR_MISSING, unanchored[0].source, unanchored[0].number)


def _row_that_differs(number: int, anchors: Anchors) -> tuple[str, int | None]:
    """How and in which row a block differs from its anchor; nothing when the anchor doesn't tell."""
    anchor, block = anchors.by_number.get(number), AuditSeal.objects.filter(number=number).first()
    if anchor is None or not anchor.ids or block is None:
        return "", None
    noted = anchor.rows
    stands = {row: digest[:MARK] for row, digest in block.rows.items()}
    if block.source != anchor.source:
        return Fault.MISSING, min(noted, default=None)
    for row in sorted(noted.keys() | stands.keys()):
        if row not in stands:
            return Fault.DELETED, row
        if row not in noted:
            return Fault.INSERTED, row
        if noted[row] != stands[row]:
            return Fault.EDITED, row
    return "", None


def _first_row(anchor: Anchor | None) -> int | None:
    return min(anchor.rows, default=None) if anchor and anchor.ids else None
