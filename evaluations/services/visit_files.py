"""A file with visits comes in two steps: it is read and shown with its errors by line; the good rows are recorded once somebody says so."""

import json
from collections import Counter
from datetime import datetime, timedelta
from pathlib import PurePath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from accounts.services import open_text, seal_text
from common.table_files import SourceRow, TooManyRows, UnreadableFile, rename_columns, rows_of_table
from evaluations.choices import VisitFate, VisitRefusal, VisitSource
from evaluations.models import VisitBatch
from evaluations.permissions import can_record_visits
from evaluations.services.visit_records import VisitDraft, VisitReader, headings, record_visit
from evaluations.services.windows import WindowRefused

KEPT = timedelta(days=1)
MOST_PROBLEMS = 500


def prepare_visits(*, file: UploadedFile, actor: User, at: datetime) -> VisitBatch:
    """Read a file and keep its good rows, sealed, for a day; nothing is recorded yet. Raises WindowRefused."""
    if not can_record_visits(actor):
        raise WindowRefused([VisitRefusal.NOT_YOUR_MOVE])
    rows = _rows_of(file)
    if not rows:
        raise WindowRefused([VisitRefusal.NO_ROWS])
    reader = VisitReader([row.values for row in rows], actor=actor, at=at)
    good, problems, seen = [], [], set()
    for row in rows:
        draft, wrong = (None, [("", VisitRefusal.UNREADABLE)]) if row.problem else reader.read(row.values)
        if draft and (draft.unit.pk, draft.number) in seen:
            wrong = [("number", VisitRefusal.TWICE)]
        problems += [{"line": row.line, "column": column, "why": why} for column, why in wrong]
        if not wrong:
            seen.add((draft.unit.pk, draft.number))
            good.append(_kept(draft))
    batch = VisitBatch.objects.create(
        file_name=PurePath(file.name).name[:200],
        problems=problems[:MOST_PROBLEMS],
        counts={
            "read": len(rows),
            "good": len(good),
            VisitFate.BAD: len({problem["line"] for problem in problems}),
        },
        made_by=actor,
        made_at=at,
    )
    batch.box = seal_text(json.dumps(good, ensure_ascii=False), bound_to=_bound_to(batch))
    batch.save(update_fields=["box"])
    return batch


@transaction.atomic
def confirm_visits(*, batch_id: int, actor: User, at: datetime) -> VisitBatch:
    """Record the good rows of a file, all or none; a second time changes nothing. Only who read the file may.

    Raises ``VisitBatch.DoesNotExist`` and WindowRefused, when a row has become wrong meanwhile.
    """
    batch = VisitBatch.objects.select_for_update(of=("self",)).get(pk=batch_id, made_by=actor)
    if batch.confirmed_at is not None:
        return batch
    rows = json.loads(open_text(batch.box, bound_to=_bound_to(batch)))
    reader, fates = VisitReader(rows, actor=actor, at=at), Counter()
    for row in rows:
        draft, wrong = reader.read(row)
        if draft is None:
            raise WindowRefused([wrong[0][1]])
        fates[record_visit(draft=draft, source=VisitSource.FILE, actor=actor, at=at)] += 1
    batch.box, batch.confirmed_at, batch.counts = "", at, batch.counts | dict(fates)
    batch.save(update_fields=["box", "confirmed_at", "counts"])
    return batch


def sweep_batches(*, at: datetime) -> int:
    """Forget files that nobody has confirmed within a day."""
    return VisitBatch.objects.filter(confirmed_at=None, made_at__lt=at - KEPT).delete()[0]


def _rows_of(file: UploadedFile) -> list[SourceRow]:
    try:
        rows = rows_of_table(
            file, most=settings.REGISTER_IMPORT_ROWS, most_bytes=settings.EVIDENCE_FILE_BYTES
        )
    except UnreadableFile:
        raise WindowRefused([VisitRefusal.NOT_A_TABLE]) from None
    except TooManyRows:
        raise WindowRefused([VisitRefusal.TOO_MANY_ROWS]) from None
    return list(rename_columns(rows, headings()))


def _kept(draft: VisitDraft) -> dict[str, str]:
    """As it waits: in words that are read again when it is confirmed."""
    return {
        "unit": draft.unit.code,
        "number": draft.number,
        "visited_at": draft.visited_at.isoformat(),
        "business": draft.business,
        "phone": draft.phone,
    }


def _bound_to(batch: VisitBatch) -> str:
    return f"visits:{batch.pk}"
