"""The only writer of records: one row comes in, is put right or is known already; its rules are asked at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from common.numbering import CHINA
from organizations.models import Unit
from registers.choices import Fate, RecordEventName, Refusal, Register
from registers.models import Record, RecordEvent
from registers.permissions import can_change, can_record
from registers.rules import Wrong, to_json
from registers.selectors.asking import touched_by
from registers.selectors.sectors import sector_id
from registers.services.barring import bars_of
from registers.services.findings import ask_rules
from registers.services.reading import Draft, RecordRefused, read_columns, refusals_of

LONGEST_TITLE = 200


@transaction.atomic
def write_record(
    *, register: Register, draft: Draft, source: str, actor: User, at: datetime, note: str = ""
) -> tuple[Record, Fate]:
    """Write a row down, or put right the one with its number; the same row once more changes nothing.

    Raises RecordRefused for whoever may not record for this unit in this area, or not what he wrote.
    """
    if not can_record(actor, register, draft.unit, draft.area):
        raise RecordRefused(Wrong("unit", Refusal.NOT_YOURS))
    kept = Record(
        register=register.name,
        sector_id=sector_id(register),
        area=draft.area,
        unit=draft.unit,
        number=draft.number,
        cells=_cells(draft.values),
        source=source,
        recorded_by=actor,
        recorded_at=at,
        changed_at=at,
    )
    kept.title, kept.group = _title(register, kept), _group(register, kept)
    # Two at once with the same number: the second finds what the first has written.
    Record.objects.bulk_create([kept], ignore_conflicts=True)
    record = Record.objects.select_for_update(of=("self",), no_key=True).select_related("area", "unit__area")
    record = record.get(register=register.name, unit=draft.unit, number=draft.number)
    if record.recorded_at == at and not record.events.exists():
        _note(record, RecordEventName.RECORDED, actor=actor, at=at, note=note, details={"source": source})
        _settle(record, (record.group,), at=at)
        _refuse(register, draft.unit, {}, record.cells, actor)
        return record, Fate.RECORDED
    changed = _change(record, draft.area, _cells(draft.values), actor=actor, at=at, note=note)
    return record, Fate.CHANGED if changed else Fate.KNOWN


@transaction.atomic
def follow_up(
    *, record_id: int, cells: Mapping[str, Any], actor: User, at: datetime, note: str = "", names=None
) -> Record:
    """Enter what has come since: a payment, a visit, a check; ``names`` are the columns, all of them when left out.

    Raises ``Record.DoesNotExist`` for whoever doesn't see it, and RecordRefused.
    """
    records = Record.objects.visible_to(actor).select_related("area__parent", "unit__area")
    record = records.select_for_update(of=("self",), no_key=True).get(pk=record_id)
    if not can_change(actor, record):
        raise RecordRefused(Wrong("", Refusal.NOT_YOUR_MOVE))
    given, wrong = read_columns(record.row, cells, names)
    values = record.values | given
    wrong += [] if wrong else refusals_of(record.row, values, on=at.astimezone(CHINA).date())
    if wrong:
        raise RecordRefused(*wrong)
    _change(record, record.area, _cells(values), actor=actor, at=at, note=note)
    return record


def _change(record: Record, area, cells: dict, *, actor: User, at: datetime, note: str) -> bool:
    """Keep what is new, with what stood there before; False where nothing is."""
    system = {column.name for column in record.row.columns if column.is_system}
    cells = cells | {name: record.cells[name] for name in system if name in record.cells}
    names = [name for name in {**record.cells, **cells} if record.cells.get(name) != cells.get(name)]
    if not names and record.area_id == area.pk:
        return False
    _refuse(record.row, record.unit, record.cells, cells, actor)
    before, old_group = {name: record.cells.get(name) for name in names}, record.group
    if record.area_id != area.pk:
        before["area"] = record.area.code
    record.cells, record.area, record.changed_at = cells, area, at
    record.title, record.group = _title(record.row, record), _group(record.row, record)
    record.save(update_fields=["cells", "area", "changed_at", "title", "group"])
    details = {"before": before, "after": {name: cells.get(name) for name in names}}
    _note(record, RecordEventName.CHANGED, actor=actor, at=at, note=note, details=details)
    _settle(record, (old_group, record.group), at=at)
    return True


def _refuse(register: Register, unit: Unit, before: Mapping, after: Mapping, actor: User) -> None:
    if wrong := bars_of(register, unit, before, after, actor=actor):
        raise RecordRefused(*wrong)


def _settle(record: Record, groups: tuple[str, ...], *, at: datetime) -> None:
    """Ask the rules of this record now; those of its mates are asked by the next beat."""
    Record.objects.filter(touched_by(record, groups)).update(checked_on=None)
    ask_rules([record], at=at)


def _note(record: Record, name: str, *, actor: User, at: datetime, note: str, details: dict) -> None:
    RecordEvent.objects.create(
        record=record, name=name, actor=actor, at=at, note=note.strip(), details=details
    )


def _cells(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = {}
    for name, value in values.items():
        if isinstance(value, list):
            kept[name] = value
        elif value is not None:
            kept[name] = to_json(value)
    return {name: value for name, value in kept.items() if value != []}


def _title(register: Register, record: Record) -> str:
    column = register.column(register.title)
    return str(record.cells.get(register.title, ""))[:LONGEST_TITLE] or str(column.label)


def _group(register: Register, record: Record) -> str:
    """What mates have in common, within the family of registers."""
    if not register.group:
        return ""
    shared = {"number": record.number, "area": record.area.code}
    parts = [str(shared.get(name) or record.cells.get(name, "")) for name in register.group]
    return f"{register.family or register.name}:{'|'.join(parts)}"[:300]
