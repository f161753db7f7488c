"""Verifying the chain against the rows and against the anchors outside the database: what was tampered with, and how."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F, Func, IntegerField
from django.utils import timezone

from audit.choices import Fault
from audit.models import AuditSeal, ChainMark
from audit.registry import REMOVALS
from audit.services.anchors import read_anchors
from audit.services.canon import digest_rows
from audit.services.links import Finding, Link, compare_with_anchors, faults_of_links, with_row

# About so many rows are compared in one go, by one process.
ROWS_AT_ONCE = 50_000
MOST_FINDINGS = 50
STALLED_AFTER = timedelta(hours=1)

Progress = Callable[[int, int], None]


@dataclass
class Report:
    """What a verification has found, the first broken row first."""

    blocks: int = 0
    rows: int = 0
    head: str = ""
    findings: list[Finding] = field(default_factory=list)
    # When and why the anchors were begun anew, for whoever reads the report.
    begins: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether everything is as it was sealed."""
        return not self.findings

    def as_faults(self) -> list[dict]:
        """The findings as they are stored."""
        return [asdict(finding) for finding in self.findings[:MOST_FINDINGS]]


@dataclass(frozen=True)
class _Job:
    """A stretch of the rows of one table that were sealed with the same columns."""

    source: str
    columns: str
    after: int
    last: int
    numbers: tuple[int, ...]


def verify_chain(*, processes: int = 1, tell: Progress = lambda blocks, rows: None) -> Report:
    """Compare every sealed row with its digest, every block with its hash and every hash with its anchor.

    ``processes``: more than one reads on connections of their own, so it can't be used inside a transaction.
    ``tell`` hears how many blocks and rows have been compared.
    """
    # The anchors first: what is sealed meanwhile has none yet, but nothing may be anchored that isn't in the chain.
    anchors = read_anchors()
    links = _links()
    report = Report(blocks=len(links), begins=[f"{begun.number}: {begun.begun}" for begun in anchors.begins])
    report.head = links[-1].hash.hex() if links else ""
    jobs, done, findings = _jobs(links), 0, []
    for blocks, rows, found in _work(jobs, processes):
        done += blocks
        report.rows += rows
        findings += found
        tell(done, report.rows)
    findings = [with_row(finding, anchors) for finding in _exchanged(findings)]
    findings += faults_of_links(links, anchors)
    findings += compare_with_anchors(links, anchors, known={finding.block for finding in findings})
    findings += [Finding(Fault.UNPROVED, table, None, row) for table, row in REMOVALS.unproved()]
    findings += _stalled()
    report.findings = sorted(findings, key=lambda finding: (finding.block or 0, finding.row or 0))
    return report


def _links() -> list[Link]:
    """All blocks without what they hold."""
    octets = Func(F("row_ids"), function="octet_length", output_field=IntegerField())
    rows = AuditSeal.objects.order_by("number").annotate(octets=octets)
    columns = ("number", "source", "columns", "last_id", "previous", "hash", "sealed_at", "octets")
    return [
        Link(number, source, columns, last_id, bytes(previous), bytes(own), sealed_at, octets // 8)
        for number, source, columns, last_id, previous, own, sealed_at, octets in rows.values_list(
            *columns
        ).iterator(chunk_size=5_000)
    ]


def _jobs(links: Iterable[Link]) -> list[_Job]:
    """Stretches of about the same number of rows; the next one of a table begins where the last one has ended."""
    jobs, begun, reached = [], {}, {}
    for link in links:
        waiting = begun.setdefault(link.source, [])
        if waiting and (
            waiting[0].columns != link.columns or sum(block.rows for block in waiting) >= ROWS_AT_ONCE
        ):
            jobs.append(_job(waiting, reached))
            waiting.clear()
        waiting.append(link)
    jobs += [_job(waiting, reached) for waiting in begun.values() if waiting]
    return jobs


def _job(blocks: list[Link], reached: dict[str, int]) -> _Job:
    source, last = blocks[0].source, blocks[-1].last_id
    after, reached[source] = reached.get(source, 0), last
    return _Job(source, blocks[0].columns, after, last, tuple(block.number for block in blocks))


def _work(jobs: list[_Job], processes: int) -> Iterator[tuple[int, int, list[Finding]]]:
    if processes == 1 or len(jobs) < 2:
        yield from map(_compare, jobs)
        return
    connection.close()
    with multiprocessing.get_context("fork").Pool(min(processes, len(jobs))) as pool:
        yield from pool.imap_unordered(_compare, jobs)
        pool.close()
        pool.join()


@transaction.atomic
def _compare(job: _Job) -> tuple[int, int, list[Finding]]:
    """One stretch: returns the numbers of blocks and rows, and what is wrong."""
    missing = _missing_columns(job)
    if missing:
        return len(job.numbers), 0, [Finding(Fault.COLUMNS, job.source, job.numbers[0], None, missing)]
    blocks = list(AuditSeal.objects.filter(number__in=job.numbers).order_by("number"))
    with connection.cursor() as cursor:
        found = digest_rows(cursor, table=job.source, columns=job.columns, after=job.after, last=job.last)
    findings = [
        Finding(Fault.RESEALED, block.source, block.number, None)
        for block in blocks
        if block.computed_hash() != bytes(block.hash)
    ]
    sealed_ids = b"".join(bytes(block.row_ids) for block in blocks)
    if found.packed_ids() != sealed_ids or b"".join(found.digests) != b"".join(
        bytes(block.digests) for block in blocks
    ):
        findings += _differences(blocks, dict(zip(found.ids, found.digests, strict=True)))
    return len(blocks), len(found.ids), findings


def _differences(blocks: list[AuditSeal], found: dict[int, bytes]) -> Iterator[Finding]:
    """Row by row, where a stretch isn't what was sealed; a row that was disposed of was it at that time."""
    place, source = {}, blocks[0].source
    missing = {row for block in blocks for row in block.ids} - found.keys()
    was = REMOVALS.explained(source, missing) if missing else {}
    found = {**was, **found}
    for block in blocks:
        for row, digest in block.rows.items():
            place[row] = block.number
            if row not in found:
                yield Finding(Fault.DELETED, block.source, block.number, row)
            elif found[row] != digest:
                yield Finding(
                    Fault.EDITED, block.source, block.number, row, "", digest.hex(), found[row].hex()
                )
    for row in found.keys() - place.keys():
        number = next(block.number for block in blocks if row <= block.last_id)
        yield Finding(Fault.INSERTED, blocks[0].source, number, row)


def _exchanged(findings: list[Finding]) -> list[Finding]:
    """Two changed rows each of which holds what the other one held were exchanged."""
    held = {(f.source, f.was): f for f in findings if f.fault == Fault.EDITED}
    return [
        finding.exchanged_with(other.row)
        if (other := held.get((finding.source, finding.now)))
        and other is not finding
        and other.now == finding.was
        else finding
        for finding in findings
    ]


def _missing_columns(job: _Job) -> str:
    """The sealed columns that the table no longer has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped",
            [job.source],
        )
        there = {row[0] for row in cursor.fetchall()}
    return ", ".join(name for name in ("id", *job.columns.split(",")) if name not in there)


def _stalled() -> list[Finding]:
    """A mark that has been waiting for so long: somebody keeps a transaction open, or the mark was made up."""
    old = ChainMark.objects.filter(noted_at__lt=timezone.now() - STALLED_AFTER)
    return [Finding(Fault.STALLED, mark.source, None, mark.up_to) for mark in old]
