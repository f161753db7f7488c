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
from common.numbering import clean_receipt_code, new_receipt_code
from complaints.models import Receipt
from complaints.services.brakes import EVERYBODY, Brake

HINT_DIGITS = 6
# Argon2id: the code itself carries 50 random bits, so a few milliseconds a guess are enough (ADR 0005).
HASHER = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1)
# After so many wrong codes within a minute, from whomever, the log says that somebody is guessing.
TELLING = (10, 100, 1_000, 10_000)
logger = logging.getLogger(__name__)


class TooManyGuesses(Exception):
    """Wrong codes are coming in too fast: whoever sends them waits, or everybody when they come from everywhere."""


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
    place, which the operator doesn't know (not when it is typed for something else than a visit). ``client`` is the word of ``client_of``. Raises TooManyGuesses when the client
    has sent RECEIPT_GUESSES_PER_CLIENT wrong codes within ten minutes, or all together RECEIPT_GUESSES_PER_MINUTE within
    one; who sends them is not recorded.
    """
    code = clean_receipt_code(typed)
    if code is None:
        return None
    if _of_one().is_on(client) or _of_all().is_on(EVERYBODY):
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


def _of_one() -> Brake:
    return Brake("guess", settings.RECEIPT_GUESSES_PER_CLIENT, 10 * 60)


def _of_all() -> Brake:
    return Brake("guesses", settings.RECEIPT_GUESSES_PER_MINUTE, 60)


def _count_wrong_guess(client: str | None) -> None:
    _of_one().press(client)
    if (count := _of_all().press(EVERYBODY)) in TELLING:
        logger.warning("%d wrong receipt codes within a minute: somebody may be guessing", count)
