"""The receipt that lets its citizen follow a complaint."""

import hmac
import logging
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from django.conf import settings
from django.db import transaction

from cases.models import Case
from common.brakes import EVERYBODY
from common.numbering import clean_receipt_code, new_receipt_code
from complaints.models import Receipt
from complaints.services.effort import code_door

HINT_DIGITS = 6
# Argon2id: the code itself carries 50 random bits, so a few milliseconds a guess are enough (ADR 0005).
HASHER = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1)
# After so many wrong codes within a minute, from whomever, the log says that somebody is guessing.
TELLING = (10, 100, 1_000, 10_000)
logger = logging.getLogger(__name__)


class TooManyGuesses(Exception):
    """This client has sent too many wrong codes and waits; nobody else does."""


@dataclass(frozen=True)
class Opened:
    """What a receipt code opened: the case, and the code that takes its place (empty: it stays)."""

    case: Case
    new_code: str = ""


def issue_receipt(*, case: Case, at, is_temporary: bool = False) -> str:
    """Make a receipt code for a case, store only its slow salted hash, and return the sixteen digits once."""
    code = new_receipt_code()
    Receipt.objects.create(
        case=case,
        hint=_hint(code),
        hash=HASHER.hash(_peppered(code)),
        issued_at=at,
        is_temporary=is_temporary,
    )
    return code


def open_by_receipt(*, typed: str, client: str | None, at, is_visit: bool = True) -> Opened | None:
    """What a receipt code opens; None when there is no such code.

    Right and wrong codes cost the same work, so the time tells nothing. A temporary code opens once: a new one takes its
    place, which the operator doesn't know (not when it is typed for something else than a visit). ``client`` is the word
    of ``client_of``. Raises TooManyGuesses when the client has sent RECEIPT_GUESSES_PER_CLIENT wrong codes within ten
    minutes; who sends them is not recorded. Wrong codes of all others together shut nobody out: they only put the door
    under pressure (``code_door``), and whoever makes the effort gets in.
    """
    code = clean_receipt_code(typed)
    if code is None:
        return None
    if code_door().own.is_on(client):
        raise TooManyGuesses
    receipt = _receipt_of(code)
    if receipt is None:
        _count_wrong_guess(client)
        return None
    return _replace(receipt, at=at) if receipt.is_temporary and is_visit else Opened(receipt.case)


def _receipt_of(code: str) -> Receipt | None:
    receipts = list(Receipt.objects.filter(hint=_hint(code)).select_related("case"))
    if not receipts:
        _fits(code, _nobodys_hash())
    return next((receipt for receipt in receipts if _fits(code, receipt.hash)), None)


@transaction.atomic
def _replace(receipt: Receipt, *, at) -> Opened | None:
    deleted, _ = Receipt.objects.filter(pk=receipt.pk).delete()
    # Of two visits at once the first gets the new code.
    return Opened(receipt.case, new_code=issue_receipt(case=receipt.case, at=at)) if deleted else None


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


def _count_wrong_guess(client: str | None) -> None:
    door = code_door()
    door.own.press(client)
    if (count := door.common.press(EVERYBODY)) in TELLING:
        logger.warning("%d wrong receipt codes within a minute: somebody may be guessing", count)
