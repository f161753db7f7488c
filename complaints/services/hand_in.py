"""Handing in a complaint, once, and the receipt that lets its citizen follow it."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from django.conf import settings
from django.core.cache import cache as shared_cache
from django.db import IntegrityError, transaction

from accounts.models import User
from cases.choices import Party
from cases.models import Case
from cases.services import Complaint, receive_case
from common.numbering import clean_receipt_code, new_receipt_code
from complaints.models import Receipt, Submission

HINT_DIGITS = 6
# Argon2id: the code itself carries 50 random bits, so a few milliseconds a guess are enough (ADR 0005).
HASHER = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1)


class KeyUsedForAnother(Exception):
    """The key came with another complaint before."""


class TooManyGuesses(Exception):
    """Wrong codes are coming in too fast; everybody waits a moment."""


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
) -> HandedIn:
    """Open a case for a complaint, or find the one that the same source opened with the same key.

    A repetition is answered with the same case and one more receipt code, because the first answer may have been lost
    on the way; without ``wants_receipt`` no code is made and ``receipt_code`` is empty. Raises KeyUsedForAnother when
    the key came with other content. ``entered_at`` as in ``receive_case``. When this returns, the case is stored.
    """
    try:
        with transaction.atomic():
            case = receive_case(complaint=complaint, actor=actor, at=at, entered_at=entered_at)
            Submission.objects.create(source=source, key=key, digest=_digest(complaint), case=case)
            code = issue_receipt(case=case, at=at) if wants_receipt else ""
            return HandedIn(case=case, receipt_code=code, is_repeat=False)
    except IntegrityError:
        earlier = earlier_case(complaint=complaint, source=source, key=key)
        if earlier is None:
            raise
    code = issue_receipt(case=earlier, at=at) if wants_receipt else ""
    return HandedIn(case=earlier, receipt_code=code, is_repeat=True)


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


def issue_receipt(*, case: Case, at) -> str:
    """Make a receipt code for a case, store only its slow salted hash, and return the sixteen digits once."""
    code = new_receipt_code()
    Receipt.objects.create(case=case, hint=_hint(code), hash=HASHER.hash(_peppered(code)), issued_at=at)
    return code


def open_by_receipt(*, typed: str) -> Case | None:
    """The case behind a receipt code; None when there is none.

    Right and wrong codes cost the same work, so the time tells nothing. Raises TooManyGuesses when wrong codes come in
    faster than RECEIPT_GUESSES_PER_MINUTE; who sends them is not recorded.
    """
    code = clean_receipt_code(typed)
    if code is None:
        return None
    if _wrong_guesses() >= settings.RECEIPT_GUESSES_PER_MINUTE:
        raise TooManyGuesses
    receipts = list(Receipt.objects.filter(hint=_hint(code)).select_related("case"))
    found = None
    for stored in [receipt.hash for receipt in receipts] or [_nobodys_hash()]:
        if _fits(code, stored) and receipts:
            found = next(receipt.case for receipt in receipts if receipt.hash == stored)
    if found is None:
        _count_wrong_guess()
    return found


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
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _hint(code: str) -> int:
    keyed = hmac.digest(settings.RECEIPT_PEPPER.encode(), code[:HINT_DIGITS].encode(), "sha256")
    return int.from_bytes(keyed[:8], signed=True)


def _peppered(code: str) -> bytes:
    return hmac.digest(settings.RECEIPT_PEPPER.encode(), code.encode(), "sha256")


@cache
def _nobodys_hash() -> str:
    return HASHER.hash(b"nobody")


def _fits(code: str, stored: str) -> bool:
    try:
        return HASHER.verify(stored, _peppered(code))
    except VerifyMismatchError:
        return False


def _wrong_guesses() -> int:
    return shared_cache.get("receipt-guesses", 0)


def _count_wrong_guess() -> None:
    if not shared_cache.add("receipt-guesses", 1, timeout=60):
        try:
            shared_cache.incr("receipt-guesses")
        except ValueError:  # the minute ended between the two calls
            shared_cache.add("receipt-guesses", 1, timeout=60)
