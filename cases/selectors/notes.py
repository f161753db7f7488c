"""The internal notes of a case as their readers see them: the latest words, what stood there before, what was struck out."""

from collections import defaultdict
from dataclasses import dataclass

from cases.choices import NoteKind
from cases.models import CaseNote
from cases.querysets import NoteQuerySet


@dataclass(frozen=True)
class NoteShown:
    """One note: the row it began with, its words now, the rows with its words before, and the row that struck it out."""

    note: CaseNote
    text: str
    before: tuple[CaseNote, ...]
    changed: CaseNote | None
    struck: CaseNote | None
    told: tuple[str, ...]


def notes_shown(notes: NoteQuerySet) -> list[NoteShown]:
    """The notes among these rows, the newest first."""
    rows = list(notes.select_related("author", "unit").prefetch_related("mentions__user").order_by("id"))
    follow_ups = defaultdict(list)
    for row in rows:
        follow_ups[row.about_id].append(row)
    return [_shown(note, follow_ups[note.pk]) for note in reversed(follow_ups[None])]


def _shown(note: CaseNote, rows: list[CaseNote]) -> NoteShown:
    changes = [row for row in rows if row.kind == NoteKind.CHANGED]
    wordings = [note, *changes]
    return NoteShown(
        note=note,
        text=wordings[-1].text,
        before=tuple(wordings[:-1]),
        changed=changes[-1] if changes else None,
        struck=next((row for row in rows if row.kind == NoteKind.STRUCK), None),
        told=tuple(str(mention.user) for mention in note.mentions.all()),
    )
