"""Files that belong to a case: adding them, and opening a sealed original."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from audit.choices import ReadKind
from audit.services import note_reading
from cases.choices import EventName, Party
from cases.models import Attachment, Case, CaseEvent
from cases.permissions import acting_unit_id, can_open_original, can_write_to_citizen, parties_of
from cases.selectors.firewall import firewall_of
from cases.services.dialogue import WRITING_AS
from cases.services.move import Actor, MoveRefused
from cases.services.tell import tell_of_evidence
from cases.services.waiting import hear_of_citizen
from common.numbering import CHINA
from files.choices import State
from files.models import StoredFile
from files.services import KeptFile, record_files
from files.services import open_original as open_box


class TooManyFiles(Exception):
    """The case has as many files as a case may have."""


class FileTaken(Exception):
    """A file belongs to another case already."""


@transaction.atomic
def add_evidence(*, case_id: int, files: Sequence[KeptFile], actor: Actor, at) -> list[Attachment]:
    """Add files to a case, with an event in its trail, and tell whoever has it when they come from the citizen.

    ``actor`` is Party.CITIZEN, who has proved to hold the receipt, or a user who has the case. A file that the case has
    already is passed over, so that sending twice does no harm. Returns what is new. Raises ``Case.DoesNotExist`` for
    whoever may not see the case, MoveRefused when it is no longer open or not his, TooManyFiles, FileTaken.
    """
    is_user = isinstance(actor, User)
    cases = Case.objects.visible_to(actor) if is_user else Case.objects.all()
    case = cases.locked().get(pk=case_id)
    if not case.is_under_way:
        raise MoveRefused(["wrong_stage"])
    if is_user and not can_write_to_citizen(actor, case):
        raise MoveRefused(["not_your_move"])
    party = next(party for party in WRITING_AS if party in parties_of(actor, case)) if is_user else actor
    added = attach_files(case=case, files=files, party=party, actor=actor if is_user else None, at=at)
    if not added:
        return []
    event = CaseEvent.objects.create(
        case=case,
        at=at,
        name=EventName.EVIDENCE_ADDED,
        party=party,
        actor=actor if is_user else None,
        unit_id=acting_unit_id(actor, case, party) if is_user else None,
        details={"files": len(added)},
    )
    if not is_user:
        tell_of_evidence(case=case, event=event, firewall=firewall_of(case, on=at.astimezone(CHINA).date()))
        hear_of_citizen(case, at=at)
    return added


def attach_files(
    *, case: Case, files: Sequence[KeptFile], party: str, at, actor: User | None = None
) -> list[Attachment]:
    """Tie files to a case inside the caller's transaction, without a word in the trail; a complaint brings them along.

    Passes over what the case has already. Raises TooManyFiles and FileTaken.
    """
    known = StoredFile.objects.filter(Q(attachment__case=case) | Q(pk__in=[file.id for file in files]))
    rows = list(known.order_by().values_list("pk", "sha256", "attachment__case"))
    if any(case_id != case.pk for _id, _sha256, case_id in rows):
        raise FileTaken
    ids, hashes = {str(file_id) for file_id, _sha256, _case in rows}, {sha256 for _id, sha256, _case in rows}
    # The same content may have been chosen twice in one sending.
    by_hash = {file.sha256: file for file in files if file.id not in ids and file.sha256 not in hashes}
    if len(ids) + len(by_hash) > settings.EVIDENCE_CASE_FILES:
        raise TooManyFiles
    recorded = record_files(files=list(by_hash.values()), at=at)
    return Attachment.objects.bulk_create(
        Attachment(case=case, file=row, party=party, added_by=actor, added_at=at) for row in recorded
    )


@transaction.atomic
def open_original(*, case_id: int, file_id, actor: User, at) -> tuple[StoredFile, bytes]:
    """The original of a picture as it came, for the commission alone; its trail says who opened which.

    Raises ``Case.DoesNotExist`` and ``StoredFile.DoesNotExist``, and MoveRefused for others than the commission.
    """
    case = Case.objects.visible_to(actor).with_units().get(pk=case_id)
    if not can_open_original(actor, case):
        raise MoveRefused(["not_your_move"])
    file = StoredFile.objects.get(pk=file_id, attachment__case=case, state=State.CLEAN)
    CaseEvent.objects.create(
        case=case,
        at=at,
        name=EventName.ORIGINAL_OPENED,
        party=Party.COMMISSION,
        actor=actor,
        unit_id=acting_unit_id(actor, case, Party.COMMISSION),
        details={"file": str(file.pk)},
    )
    note_reading(reader=actor, kind=ReadKind.ORIGINAL, case_id=case.pk, item=str(file.pk))
    return file, open_box(file)
