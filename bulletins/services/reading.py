"""What a unit does with a circular: sign for it, and record how it was studied (M83)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from bulletins.choices import BulletinEventName, EditionForm, EditionStage
from bulletins.models import Recipient, StudyRecord
from bulletins.permissions import can_read_circular
from bulletins.services.record import record
from bulletins.services.refused import BulletinRefused
from common.numbering import CHINA


@dataclass(frozen=True)
class Study:
    """When and how a unit has studied a circular, with how many people, and what came of it."""

    held_on: date
    form: str
    people: int
    words: str


@transaction.atomic
def sign_for_circular(*, recipient_id: int, actor: User, at) -> Recipient:
    """Sign for a circular on behalf of a unit, once. Raises BulletinRefused."""
    row = _lock(recipient_id)
    reasons = [] if can_read_circular(actor, row) else ["not_your_move"]
    reasons += [] if row.edition.stage == EditionStage.PUBLISHED else ["wrong_stage"]
    reasons += ["read_already"] if row.read_at else []
    if reasons:
        raise BulletinRefused(reasons)
    row.read_by, row.read_at = actor, at
    row.save(update_fields=["read_by", "read_at"])
    _record(row, BulletinEventName.READ, actor=actor, at=at)
    return row


@transaction.atomic
def record_study(*, recipient_id: int, study: Study, actor: User, at) -> StudyRecord:
    """Write down how a circular was studied; a unit may do so more than once. Raises BulletinRefused."""
    row = _lock(recipient_id)
    came_out = row.edition.published_at.astimezone(CHINA).date() if row.edition.published_at else None
    fits = came_out is not None and came_out <= study.held_on <= at.astimezone(CHINA).date()
    reasons = [] if can_read_circular(actor, row) else ["not_your_move"]
    reasons += [] if row.read_at else ["not_read"]
    reasons += [] if fits else ["day_unfit"]
    reasons += [] if study.words.strip() else ["note_missing"]
    if reasons:
        raise BulletinRefused(reasons)
    made = StudyRecord.objects.create(
        recipient=row,
        held_on=study.held_on,
        form=study.form,
        people=study.people,
        words=study.words.strip(),
        written_by=actor,
        written_at=at,
    )
    _record(row, BulletinEventName.STUDIED, actor=actor, at=at)
    return made


def _lock(recipient_id: int) -> Recipient:
    rows = Recipient.objects.select_for_update(of=("self",)).select_related("edition__bulletin", "unit")
    return rows.get(pk=recipient_id)


def _record(row: Recipient, name: str, *, actor: User, at) -> None:
    record(row.edition.bulletin, name, actor=actor, at=at, form=EditionForm.INTERNAL, unit=row.unit.code)
