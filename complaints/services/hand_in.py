"""Handing in a complaint, once."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.services import mark_of
from cases.choices import Party
from cases.models import Case
from cases.services import Complaint, FileTaken, MoveRefused, add_evidence, attach_files, receive_case
from complaints.models import Submission
from complaints.services.receipts import issue_receipt
from files.services import KeptFile


class KeyUsedForAnother(Exception):
    """The key came with another complaint before."""


@dataclass(frozen=True)
class HandedIn:
    """What became of a submission: the case, a receipt code that is never shown again, and whether it was a repeat."""

    case: Case
    receipt_code: str
    is_repeat: bool


def hand_in(
    *,
    complaint: Complaint,
    source: str,
    key: str,
    actor: User | Party,
    at,
    entered_at=None,
    wants_receipt: bool = True,
    is_taken_down: bool = False,
    files: Sequence[KeptFile] = (),
) -> HandedIn:
    """Open a case for a complaint, or find the one that the same source opened with the same key.

    A repetition is answered with the same case and one more receipt code, because the first answer may have been lost
    on the way; without ``wants_receipt`` no code is made and ``receipt_code`` is empty. Raises KeyUsedForAnother when
    the key came with other content. ``entered_at`` as in ``receive_case``. ``is_taken_down``: an operator reads the code out,
    so it is a temporary one. ``files`` come with the complaint; FileTaken says that one of them is another's. When this
    returns, the case is stored.
    """
    try:
        with transaction.atomic():
            case = receive_case(complaint=complaint, actor=actor, at=at, entered_at=entered_at)
            if files:
                attach_files(case=case, files=files, party=Party.CITIZEN, at=at)
            Submission.objects.create(source=source, key=key, digest=_digest(complaint), case=case)
            code = issue_receipt(case=case, at=at, is_temporary=is_taken_down) if wants_receipt else ""
            return HandedIn(case=case, receipt_code=code, is_repeat=False)
    except (IntegrityError, FileTaken):
        earlier = earlier_case(complaint=complaint, source=source, key=key)
        if earlier is None:
            raise
        _add_what_is_new(earlier, files, key=key, at=at)
    code = issue_receipt(case=earlier, at=at, is_temporary=is_taken_down) if wants_receipt else ""
    return HandedIn(case=earlier, receipt_code=code, is_repeat=True)


def _add_what_is_new(case: Case, files: Sequence[KeptFile], *, key: str, at) -> None:
    """Files that only came with the repetition belong to the case too, as long as it is open."""
    if not files:
        return
    try:
        add_evidence(case_id=case.pk, files=files, actor=Party.CITIZEN, at=at)
    except MoveRefused as refusal:
        raise KeyUsedForAnother(key) from refusal


def earlier_case(*, complaint: Complaint, source: str, key: str) -> Case | None:
    """The case that the source opened with this key; None when there is none.

    Raises KeyUsedForAnother when the key came with other content.
    """
    earlier = Submission.objects.filter(source=source, key=key).select_related("case").first()
    if earlier is None:
        return None
    if earlier.digest != _digest(complaint):
        raise KeyUsedForAnother(key)
    return earlier.case


def _digest(complaint: Complaint) -> str:
    parts = {
        "story": complaint.story,
        "subject": complaint.subject,
        "place": complaint.place_text,
        "area": complaint.area.pk,
        "accused": [
            [
                entry.unit and entry.unit.pk,
                entry.person and entry.person.pk,
                entry.unit_text,
                entry.person_text,
            ]
            for entry in complaint.accused
        ],
        "named": bool(complaint.name),
    }
    parts |= {name: value for name, value in _chosen(complaint).items() if value}
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _chosen(complaint: Complaint) -> dict:
    """What may be left out. Of representatives only a keyed mark: a plain digest would let their numbers be guessed."""
    return {
        "danger": complaint.danger,
        "sector": complaint.sector.code if complaint.sector else "",
        "people": complaint.people if complaint.people > 1 else 0,
        "representatives": [mark_of(f"{one.name}\n{one.phone}") for one in complaint.representatives],
    }
