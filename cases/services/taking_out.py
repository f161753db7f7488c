"""Taking the file of a case out of the house: who may have what of it, and the line in the trail that says so."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from audit.choices import ReadKind
from audit.services import note_reading
from cases.choices import EventName, Party
from cases.models import Case, CaseEvent
from cases.permissions import (
    acting_unit_id,
    can_open_original,
    can_read_conclusion,
    can_read_of_revenge,
    can_see_parts,
    helping_units,
    hidden_events,
    note_party,
)
from cases.selectors.case_file import CaseContents, Rights, contents_of
from cases.selectors.register import at_hand
from cases.services.move import MoveRefused
from common.blocks import Cover
from common.numbering import CHINA

PDF, ZIP = "pdf", "zip"


@dataclass(frozen=True)
class TakenFile:
    """A file on its way out: the case, the PDF, and what goes beside it into a bundle."""

    case: Case
    pdf: bytes
    contents: CaseContents
    taken_by: User
    at: object
    with_originals: bool = False


def rights_of(user: User, case: Case, *, reads_all: bool) -> Rights:
    """What of the case this user may read, asked of the same permissions as its pages ask."""
    if not reads_all:
        return Rights(reads_all=False, units=frozenset(helping_units(user)))
    return Rights(
        reads_all=True,
        revenge=can_read_of_revenge(user, case),
        conclusion=can_read_conclusion(user, case),
        parts=can_see_parts(user, case),
        originals=can_open_original(user, case),
        hidden=hidden_events(user, case),
    )


@transaction.atomic
def take_case_file(*, case_id: int, form: str, actor: User, at, with_originals: bool = False) -> TakenFile:
    """The file of a case as this user may have it, as ``pdf`` or ``zip``; the trail says who took it and when.

    Raises ``Case.DoesNotExist`` for whoever may not know of the case, and MoveRefused for originals that aren't his.
    """
    case = at_hand(Case.objects.known_to(actor).with_units().get(pk=case_id))
    reads_all = Case.objects.visible_to(actor).filter(pk=case_id).exists()
    rights = rights_of(actor, case, reads_all=reads_all)
    if with_originals and not rights.originals:
        raise MoveRefused(["not_your_move"])
    contents = contents_of(case, rights, at=at)
    _record(case, contents, form, actor=actor, at=at, with_originals=with_originals)
    item = f"{form}:originals" if with_originals else form
    note_reading(reader=actor, kind=ReadKind.BUNDLE, case_id=case.pk, item=item)
    pdf = _drawn(cover_of(case, rights, actor, at), contents)
    return TakenFile(case, pdf, contents, actor, at, with_originals)


def cover_of(case: Case, rights: Rights, reader: User, at) -> Cover:
    """What this is, whose copy it is, and when it was made."""
    title = _("Case file") if rights.reads_all else _("Co-handler's part of a case")
    made_at = at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
    words = {"number": case.number, "time": made_at, "reader": reader}
    return Cover(
        title=title,
        subtitle=_("No. %(number)s · made on %(time)s for %(reader)s") % words,
        foot=f"{title} · {case.number}",
        page_words=_("Page {page} of {pages}"),
        watermark=f"{reader} · {made_at}",
    )


def _drawn(cover: Cover, contents: CaseContents) -> bytes:
    # Here, so that only processes in which somebody takes a file out hold the typeface and what draws with it.
    from common.pdf import booklet

    return booklet(cover, contents.blocks, traditional=get_language() == "zh-hant")


def _record(case: Case, contents: CaseContents, form: str, *, actor: User, at, with_originals: bool) -> None:
    """One line for the file, and one for each original, as when it is opened on the page."""
    party = note_party(actor, case) or Party.STEERING
    who = {"case": case, "at": at, "party": party, "actor": actor}
    unit_id = acting_unit_id(actor, case, party)
    count = len(contents.files) if form == ZIP else 0
    details = {"form": form} | ({"files": count} if count else {})
    events = [CaseEvent(**who, unit_id=unit_id, name=EventName.FILE_TAKEN, details=details)]
    if with_originals:
        events += [
            CaseEvent(
                **who, unit_id=unit_id, name=EventName.ORIGINAL_OPENED, details={"file": str(row.file_id)}
            )
            for row in contents.files
            if row.file.has_copy
        ]
    for event in events:
        event.save()
