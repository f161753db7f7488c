"""Writing internal notes: apart from every word to the citizen, never rewritten, and telling whoever is named in them."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from cases.choices import NoteKind
from cases.models import Case, CaseNote, NoteMention
from cases.permissions import acting_unit_id, can_change_note, can_strike_note, note_party, notes_of
from cases.rules import MOST_MENTIONED
from cases.selectors.colleagues import colleagues_of
from cases.services.move import MoveRefused
from cases.services.notify import case_path, write_notices
from common.numbering import CHINA
from organizations.models import Unit


@transaction.atomic
def write_note(
    *, case_id: int, text: str, circle: str, actor: User, at, mentions: Sequence[User] = ()
) -> CaseNote:
    """Write an internal note for the actor's unit and tell whoever is named in it.

    Raises ``Case.DoesNotExist`` for whoever may not know of the case, and MoveRefused for whoever only looks on, without
    words, and when somebody is named who may not read the note.
    """
    case = Case.objects.known_to(actor).locked().get(pk=case_id)
    party = note_party(actor, case)
    if party is None:
        raise MoveRefused(["not_your_move"])
    if not text.strip():
        raise MoveRefused(["note_missing"])
    unit = Unit.objects.get(pk=acting_unit_id(actor, case, party))
    if not _may_be_named(case, unit, circle, actor, mentions, at):
        raise MoveRefused(["cant_mention"])
    note = CaseNote.objects.create(
        case=case,
        kind=NoteKind.WRITTEN,
        unit=unit,
        circle=circle,
        author=actor,
        text=text.strip(),
        at=at,
    )
    NoteMention.objects.bulk_create(NoteMention(note=note, user=user) for user in mentions)
    _tell(note, mentions)
    return note


@transaction.atomic
def change_note(*, note_id: int, text: str, actor: User, at) -> CaseNote:
    """Put the words of an own note right, within half an hour; what stood there before stays readable.

    Raises ``CaseNote.DoesNotExist`` for whoever doesn't read the note, and MoveRefused.
    """
    note = _readable(note_id, actor)
    if not text.strip():
        raise MoveRefused(["note_missing"])
    _refuse_if_struck(note)
    if not can_change_note(actor, note, at=at):
        raise MoveRefused(["note_fixed"])
    return _follow_up(note, NoteKind.CHANGED, text, actor=actor, at=at)


@transaction.atomic
def strike_note(*, note_id: int, reason: str, actor: User, at) -> CaseNote:
    """Strike a note out, with the reason; its words stay readable behind it.

    Raises ``CaseNote.DoesNotExist`` for whoever doesn't read the note, and MoveRefused.
    """
    note = _readable(note_id, actor)
    if not reason.strip():
        raise MoveRefused(["note_missing"])
    _refuse_if_struck(note)
    if not can_strike_note(actor, note):
        raise MoveRefused(["not_your_move"])
    return _follow_up(note, NoteKind.STRUCK, reason, actor=actor, at=at)


def _readable(note_id: int, actor: User) -> CaseNote:
    """The note with its case locked, so that two can't strike it out at once."""
    note = CaseNote.objects.get(pk=note_id, about=None)
    case = Case.objects.known_to(actor).locked().filter(pk=note.case_id).first()
    if case is None:
        raise CaseNote.DoesNotExist
    return notes_of(actor, case).get(pk=note_id)


def _refuse_if_struck(note: CaseNote) -> None:
    if note.follow_ups.filter(kind=NoteKind.STRUCK).exists():
        raise MoveRefused(["note_struck"])


def _follow_up(note: CaseNote, kind: str, text: str, *, actor: User, at) -> CaseNote:
    return CaseNote.objects.create(
        case_id=note.case_id,
        kind=kind,
        about=note,
        unit_id=note.unit_id,
        circle=note.circle,
        author=actor,
        text=text.strip(),
        at=at,
    )


def _may_be_named(case: Case, unit: Unit, circle: str, actor: User, users: Sequence[User], at) -> bool:
    """Whether all of them read the note, asked twice: by the list that is offered, and by the rule of the case itself."""
    if not users:
        return True
    readers = colleagues_of(case, unit=unit, circle=circle, author=actor, on=at.astimezone(CHINA).date())
    named = {user.pk for user in users}
    if len(named) > MOST_MENTIONED or not named <= {one.user.pk for one in readers}:
        return False
    return all(Case.objects.known_to(user).filter(pk=case.pk).exists() for user in users)


def _tell(note: CaseNote, users: Sequence[User]) -> None:
    write_notices(
        note.case,
        users,
        wording="mentioned",
        about=f"note:{note.pk}",
        at=note.at,
        unit=note.unit,
        due_on=None,
        path=f"{case_path(note.case)}notes/",
    )
