"""The anchors: what is known of each block outside the database, so that nobody can write the whole chain anew.

One line of JSON for each block, appended and flushed to disk. Beside the hash it holds the numbers of the rows and four octets of
each digest: should the chain be written anew, that still names the row.
"""

import base64
import json
import logging
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from audit.models import AuditSeal
from audit.models.seal import DIGEST, NUMBER
from audit.services.canon import pack_ids

logger = logging.getLogger(__name__)

MARK = 4
_LINES_AT_ONCE = 200
# The last line is found within this many octets of the end of the file.
_TAIL = 256 * 1024


@dataclass(frozen=True)
class Anchor:
    """What is kept of one block. A line with ``begun`` says why the anchors go on from another chain, after a restore."""

    number: int
    hash: str
    source: str = ""
    sealed_at: str = ""
    ids: str = ""
    marks: str = ""
    begun: str = ""

    @property
    def rows(self) -> dict[int, bytes]:
        """The first octets of the digest of each row, by its number."""
        packed = zlib.decompress(base64.b64decode(self.ids))
        marks = base64.b64decode(self.marks)
        number, rows = 0, {}
        for place, (step,) in enumerate(NUMBER.iter_unpack(packed)):
            number += step
            rows[number] = marks[place * MARK :][:MARK]
        return rows


@dataclass
class Anchors:
    """The anchors that hold today: by number of the block, since the last new beginning."""

    by_number: dict[int, Anchor] = field(default_factory=dict)
    begins: list[Anchor] = field(default_factory=list)
    is_there: bool = True

    @property
    def first(self) -> int:
        """The number of the first block that should have one."""
        return self.begins[-1].number if self.begins else 1


def anchor_of(block: AuditSeal) -> Anchor:
    """What is kept of a block: numbers as the steps between them, which pack well."""
    ids = block.ids
    steps = [number - before for before, number in zip([0, *ids], ids, strict=False)]
    digests = bytes(block.digests)
    marks = b"".join(digests[place : place + MARK] for place in range(0, len(digests), DIGEST))
    return Anchor(
        number=block.number,
        hash=bytes(block.hash).hex(),
        source=block.source,
        sealed_at=block.sealed_at.isoformat(),
        ids=base64.b64encode(zlib.compress(pack_ids(steps))).decode(),
        marks=base64.b64encode(marks).decode(),
    )


def anchor_new_blocks() -> int:
    """Append a line for each block that has none; returns how many. Nothing is appended to anchors of another chain."""
    last = last_anchor()
    if last is not None and not _stands_in_the_chain(last):
        logger.error("audit: block %d of the chain isn't the one that was anchored", last.number)
        return 0
    count = 0
    while True:
        after = last.number if last else 0
        blocks = list(AuditSeal.objects.filter(number__gt=after).order_by("number")[:_LINES_AT_ONCE])
        if not blocks:
            return count
        lines = [anchor_of(block) for block in blocks]
        _append(lines)
        last = lines[-1]
        count += len(lines)


def begin_anchors_anew(*, reason: str) -> Anchor:
    """After a restore: go on from the head of the chain as it stands. The reason stands in the file for ever."""
    head = AuditSeal.objects.order_by("-number").only("number", "hash").first()
    known = {"number": head.number, "hash": bytes(head.hash).hex()} if head else {"number": 0, "hash": ""}
    begun = Anchor(begun=reason, **known)
    _append([begun])
    return begun


def read_anchors() -> Anchors:
    """All anchors since the last new beginning."""
    known = Anchors(is_there=_path().exists())
    for anchor in _lines() if known.is_there else ():
        if anchor.begun:
            known.begins.append(anchor)
            known.by_number = {anchor.number: anchor} if anchor.number else {}
        else:
            known.by_number[anchor.number] = anchor
    return known


def last_anchor() -> Anchor | None:
    """The newest line, without reading the whole file; a line that was being written when the power failed doesn't count."""
    path = _path()
    if not path.exists():
        return None
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        anchors = [anchor for anchor in map(_parsed, file.read().split(b"\n")) if anchor]
    return anchors[-1] if anchors else None


def _lines() -> Iterator[Anchor]:
    """Every line that can be read; of one that can't, the number is missing, unless it was written once more."""
    with _path().open("rb") as file:
        yield from filter(None, map(_parsed, file))


def _parsed(line: bytes) -> Anchor | None:
    try:
        return Anchor(**json.loads(line))
    except (ValueError, TypeError):
        return None


def _stands_in_the_chain(anchor: Anchor) -> bool:
    if anchor.number == 0:
        return True
    found = AuditSeal.objects.filter(number=anchor.number).values_list("hash", flat=True).first()
    return found is not None and bytes(found).hex() == anchor.hash


def _append(anchors: list[Anchor]) -> None:
    """Written in one go and flushed to disk; readable for this account alone."""
    path = _path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    torn = path.exists() and path.stat().st_size and not _ends_with_a_line(path)
    lines = [
        json.dumps({name: value for name, value in vars(anchor).items() if value != ""}) for anchor in anchors
    ]
    text = ("\n" if torn else "") + "".join(f"{line}\n" for line in lines)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def _ends_with_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _path() -> Path:
    return Path(settings.AUDIT_ANCHORS)
