"""Carrying out what two people decided on: one transaction for each record, any number of workers, nothing twice."""

import json
import logging
from datetime import datetime

from django.db import OperationalError, connection, transaction

from audit.services import NotAsSealed, sealed_digests
from cases.models import Case, CaseEvent
from common.numbering import CHINA
from retention.choices import Bar, LineState, RecordClass
from retention.models import DisposalBatch, DisposalLine
from retention.selectors.due import bars_of, due_cases
from retention.selectors.terms import term_on
from retention.signals import records_go

logger = logging.getLogger(__name__)


def dispose_next(*, at: datetime) -> bool:
    """Dispose of one record, or of the cases of one matter, or leave it out with the reasons; False when nothing waits."""
    with transaction.atomic():
        line = _next_line()
        if line is None:
            return False
        lines = _with_mates(line)
        if lines is None:
            _leave_out([line], [Bar.MATE], at=at)
        elif reasons := _reasons(lines, at=at):
            _leave_out(lines, reasons, at=at)
        else:
            _try_to_dispose(lines, at=at)
    _finish(line.batch_id, at=at)
    return True


def _next_line() -> DisposalLine | None:
    """One that no other worker holds."""
    waiting = DisposalLine.objects.to_carry_out().select_related("batch")
    return waiting.select_for_update(of=("self",), skip_locked=True).order_by("batch", "pk").first()


def _with_mates(line: DisposalLine) -> list[DisposalLine] | None:
    """The lines of the whole matter, the leading case last; None when one of its cases isn't on the list."""
    case = Case.objects.filter(pk=line.case_id).select_related("matter").first()
    if case is None or case.matter is None or line.record_class == RecordClass.IDENTITY:
        return [line]
    mates = set(Case.objects.filter(matter=case.matter_id).values_list("pk", flat=True))
    lines = DisposalLine.objects.filter(batch=line.batch_id, case_id__in=mates, state=LineState.WAITING)
    lines = list(lines.select_for_update(of=("self",)).order_by("pk"))
    if {mate.case_id for mate in lines} != mates:
        return None
    return sorted(lines, key=lambda mate: mate.case_id == case.matter.leading_id)


def _reasons(lines: list[DisposalLine], *, at: datetime) -> list[str]:
    """Why they stay, as they are at this moment: what was held, reopened or changed since the list was drawn up."""
    ids = [line.case_id for line in lines]
    there = list(Case.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",)))
    if len(there) < len(ids):
        return [Bar.GONE]
    on = at.astimezone(CHINA).date()
    reasons = set()
    for line in lines:
        found = bars_of([line.case_id], line.record_class, on=on, but_for=line.batch_id)[line.case_id]
        term = term_on(line.record_class, on)
        if not due_cases(Case.objects.filter(pk=line.case_id), term, on).exists():
            found = found or [Bar.NOT_DUE]
        reasons.update(found)
    return sorted(reasons)


def _try_to_dispose(lines: list[DisposalLine], *, at: datetime) -> None:
    """All of it or nothing; what can't be done is left out, so that it holds up nothing behind it, and what broke off because
    the database was away or the process ended is tried again."""
    try:
        with transaction.atomic():
            cases = [line.case_id for line in lines if line.record_class != RecordClass.IDENTITY]
            records_go.send(sender=DisposalLine, case_ids=cases)
            for line in lines:
                dispose_line(line)
            # What still hangs on a case that goes is found out here, not at the end of the transaction.
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    except NotAsSealed as fault:
        logger.warning("retention: rows %s of the trail aren't sealed, or not as they were", fault)
        _leave_out(lines, [Bar.UNSEALED], at=at)
    except OperationalError:
        raise  # the database is away or was in the way: it goes on waiting
    except Exception:
        logger.exception("retention: the record of line %d could not be disposed of", lines[0].pk)
        _leave_out(lines, [Bar.FAILED], at=at)


def dispose_line(line: DisposalLine) -> int:
    """Have the database remove the record of one line; returns the number of its tombstone.

    The database asks itself whether two people decided on it. The digests of the sealed rows stay behind, each compared with
    the chain before: nothing that was tampered with vanishes in a disposal.
    """
    digests = {}
    if line.record_class != RecordClass.IDENTITY:
        trail = CaseEvent.objects.filter(case_id=line.case_id).values_list("pk", flat=True)
        digests = sealed_digests(source=CaseEvent, ids=trail)
    told = json.dumps({str(row): digest.hex() for row, digest in digests.items()})
    with connection.cursor() as cursor:
        cursor.execute("SELECT retention_dispose(%s, %s)", [line.pk, told])
        return cursor.fetchone()[0]


def _leave_out(lines: list[DisposalLine], reasons: list[str], *, at: datetime) -> None:
    for line in lines:
        line.state, line.why, line.done_at = LineState.LEFT_OUT, [str(reason) for reason in reasons], at
        line.save(update_fields=["state", "why", "done_at"])


@transaction.atomic
def _finish(batch_id: int, *, at: datetime) -> None:
    """Close the account when nothing waits any more; a line that another worker still holds counts as waiting."""
    batch = DisposalBatch.objects.select_for_update().filter(pk=batch_id, finished_at=None).first()
    if batch and not batch.lines.filter(state=LineState.WAITING).exists():
        batch.finished_at = at
        batch.save(update_fields=["finished_at"])
