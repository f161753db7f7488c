"""What e-mails and text messages have in common: dealt with once, joined to their case by a mark, answered."""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.urls import reverse

from accounts.services import mark_of
from cases.models import Case
from cases.services import MoveRefused, TooManyMessages, write_as_citizen
from complaints.choices import Fate
from complaints.models import Arrival
from notices.choices import Wording
from notices.services import answer_sender
from organizations.models import Area

MARK_LENGTH = 20
PROVINCE = "440000"
_MARK = re.compile(rf"\bq(\d{{1,18}})-([a-z2-7]{{{MARK_LENGTH}}})\b", re.IGNORECASE)
_LOCKS = 0x434D50  # the first half of the advisory locks of this module


@dataclass(frozen=True)
class Dealt:
    """What became of a message; ``is_repeat``: it had been dealt with before, and nothing was done now."""

    fate: str
    case: Case | None = None
    is_repeat: bool = False


def key_of(*parts: str) -> str:
    """A keyed digest of what tells one message from all others."""
    secret = settings.RECEIPT_PEPPER.encode()
    return hmac.digest(secret, "\n".join(("arrival", *parts)).encode(), "sha256").hex()


def earlier(*keys: str) -> Dealt | None:
    """What became of the message when it came before; None when it is new."""
    arrival = Arrival.objects.filter(key__in=keys).first()
    return arrival and Dealt(fate=arrival.fate, case=arrival.case, is_repeat=True)


def note_arrival(*, key: str, fate: str, at, case: Case | None = None) -> Dealt:
    """Note what became of a message, in the transaction that does it; IntegrityError when another was quicker."""
    Arrival.objects.create(key=key, fate=fate, case=case, at=at)
    return Dealt(fate=fate, case=case)


def lock_sender(sender: str) -> None:
    """Let the messages of one sender wait for one another until the end of the transaction."""
    number = int(mark_of(sender)[:8], 16) - 2**31
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCKS, number])


def area_of(receivers: tuple[str, ...], areas: list[str]) -> Area:
    """The area to which a mailbox or number belongs, by the pairs ``receiver=code`` of the settings; else the province."""
    known = {name.casefold(): code for name, code in (pair.split("=", 1) for pair in areas)}
    code = next((known[receiver] for receiver in receivers if receiver in known), PROVINCE)
    return Area.objects.select_related("parent").get(code=code, valid_to=None)


def reply_mark(case: Case) -> str:
    """The word by which a reply finds its case. Nobody can make it up: a case number alone proves nothing."""
    return f"q{case.pk}-{_proof(case.pk)}"


def case_of_mark(texts: tuple[str, ...]) -> Case | None:
    """The case whose mark stands in one of the texts; None when none does, or when it is made up."""
    for number, proof in _MARK.findall(" ".join(texts)):
        if hmac.compare_digest(_proof(int(number)), proof.lower()):
            return Case.objects.filter(pk=int(number)).first()
    return None


def without_mark(subject: str) -> str:
    """A subject without the mark, which must stay with its citizen."""
    return _MARK.sub("", subject).replace("[]", "").strip()


def add_to_case(case: Case, words: str, *, at) -> str:
    """Add what a citizen wrote to the case; returns the wording of the answer."""
    try:
        write_as_citizen(case_id=case.pk, text=words, at=at)
    except TooManyMessages:
        return Wording.REPLY_WAIT
    except MoveRefused:
        return Wording.REPLY_NOT_OPEN
    return Wording.REPLY_ADDED


def answer(*, channel: str, to: str, wording: str, key: str, at, language="zh-hans", **sealed: str) -> None:
    """Put an answer into the outbox, in the transaction of what it tells of."""
    link = f"{settings.SITE_ADDRESS}{reverse('complaints:track')}"
    answer_sender(
        channel=channel,
        wording=wording,
        sealed={"to": to, "link": link} | sealed,
        about=f"arrival:{key}",
        at=at,
        language=language,
    )


def fate_of(wording: str) -> str:
    """What became of a message that got this answer."""
    is_added = wording in (Wording.REPLY_ADDED, Wording.REPLY_ADDED_WITHOUT_FILES)
    return Fate.ADDED if is_added else Fate.ANSWERED


def _proof(case_id: int) -> str:
    digest = hmac.digest(settings.RECEIPT_PEPPER.encode(), f"reply:{case_id}".encode(), hashlib.sha256)
    return base64.b32encode(digest).decode().lower()[:MARK_LENGTH]
