"""A file comes in two steps: it is read and shown with its errors by line; what can be imported is, once somebody says so."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import PurePath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from common.numbering import CHINA
from common.table_files import SourceRow, TooManyRows, UnreadableFile, rows_of_table
from registers.choices import REGISTERS, BatchState, Fate, Refusal, Register, Source
from registers.models import ImportBatch, Record
from registers.permissions import can_record, can_record_in
from registers.rules import Wrong, to_json
from registers.services.barring import bars_of
from registers.services.entries import write_record
from registers.services.reading import Draft, Reader, RecordRefused, headings, legible

KEPT = timedelta(days=1)
MOST_PROBLEMS = 500


def prepare_import(*, register: Register, file: UploadedFile, actor: User, at: datetime) -> ImportBatch:
    """Read a file and keep what it says for a day; nothing is in the register yet. Raises RecordRefused.

    Each problem names the line, the column and the reason; a row with one is left out when the rest is imported.
    """
    if not can_record_in(actor, register):
        raise RecordRefused(Wrong("", Refusal.NOT_YOUR_MOVE))
    rows = _rows_of(file)
    if not rows:
        raise RecordRefused(Wrong("", Refusal.NO_ROWS))
    good, problems = look_through(register, rows, actor=actor, at=at)
    return ImportBatch.objects.create(
        register=register.name,
        file_name=PurePath(file.name).name[:200],
        rows=good,
        problems=problems[:MOST_PROBLEMS],
        counts={"read": len(rows), Fate.BAD: len({problem["line"] for problem in problems})},
        made_by=actor,
        made_at=at,
    )


def look_through(
    register: Register, rows: list[SourceRow], *, actor: User, at: datetime
) -> tuple[list[dict], list[dict]]:
    """The rows that can be imported, as they are kept until then, and everything that is wrong with the others."""
    named = headings(register)
    cells = [_renamed(row.values, named) for row in rows]
    reader = Reader(register, cells, on=at.astimezone(CHINA).date())
    good, problems, seen = [], [], set()
    there = _there(register, cells)
    for row, given in zip(rows, cells, strict=True):
        if row.problem:
            problems.append({"line": row.line, "column": "", "why": Refusal.UNREADABLE})
            continue
        read = reader.read(given)
        wrong = list(read.wrong) or _bars(register, read.draft, seen, there, actor)
        problems += [{"line": row.line, "column": one.column, "why": one.why} for one in wrong]
        if not wrong:
            seen.add((read.draft.unit.pk, read.draft.number))
            good.append(_kept(read.draft) | {"line": row.line})
    return good, problems


@transaction.atomic
def confirm_import(*, batch_id: int, actor: User, at: datetime) -> ImportBatch:
    """Write the good rows of a file down, all or none; a second time changes nothing. Only who read the file may.

    Raises ``ImportBatch.DoesNotExist`` and RecordRefused.
    """
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch_id, made_by=actor)
    if batch.state == BatchState.CONFIRMED:
        return batch
    register = REGISTERS[batch.register]
    reader = Reader(register, batch.rows, on=at.astimezone(CHINA).date())
    fates: Counter = Counter()
    for row in batch.rows:
        read = reader.read({name: cell for name, cell in row.items() if name != "line"})
        if read.draft is None:
            raise RecordRefused(*read.wrong)
        _record, fate = write_record(
            register=register, draft=read.draft, source=Source.FILE, actor=actor, at=at
        )
        fates[fate] += 1
    batch.state, batch.confirmed_at, batch.rows = BatchState.CONFIRMED, at, []
    batch.counts = batch.counts | dict(fates)
    batch.save(update_fields=["state", "confirmed_at", "rows", "counts"])
    return batch


def sweep_imports(*, at: datetime) -> int:
    """Forget files that nobody has confirmed within a day; what was imported keeps its counts."""
    return ImportBatch.objects.filter(state=BatchState.PREPARED, made_at__lt=at - KEPT).delete()[0]


def _rows_of(file: UploadedFile) -> list[SourceRow]:
    try:
        return rows_of_table(
            file, most=settings.REGISTER_IMPORT_ROWS, most_bytes=settings.EVIDENCE_FILE_BYTES
        )
    except UnreadableFile:
        raise RecordRefused(Wrong("", Refusal.NOT_A_TABLE)) from None
    except TooManyRows:
        raise RecordRefused(Wrong("", Refusal.TOO_MANY_ROWS)) from None


def _renamed(values: Mapping, named: Mapping[str, str]) -> dict:
    return {named.get(str(name), str(name)): cell for name, cell in values.items()}


def _there(register: Register, cells: list[dict]) -> dict[tuple[int, str], dict]:
    """What stands in the register already, where it matters who changes it."""
    if not any(column.is_from_above for column in register.columns):
        return {}
    numbers = {legible(row.get("number") or "").strip() for row in cells}
    known = Record.objects.filter(register=register.name, number__in=numbers)
    return {(unit, number): kept for unit, number, kept in known.values_list("unit", "number", "cells")}


def _bars(register: Register, draft: Draft, seen: set, there: Mapping, actor: User) -> list[Wrong]:
    if (draft.unit.pk, draft.number) in seen:
        return [Wrong("number", Refusal.TWICE)]
    if not can_record(actor, register, draft.unit, draft.area):
        return [Wrong("unit", Refusal.NOT_YOURS)]
    before = there.get((draft.unit.pk, draft.number), {})
    after = {name: to_json(value) for name, value in draft.values.items() if value is not None}
    return bars_of(register, draft.unit, before, after, actor=actor)


def _kept(draft: Draft) -> dict:
    """As it waits: in words that are read again when it is confirmed."""
    values = {
        name: "；".join(value) if isinstance(value, list) else to_json(value)
        for name, value in draft.values.items()
        if value is not None
    }
    return {"number": draft.number, "area": draft.area.code, "unit": draft.unit.code, **values}
