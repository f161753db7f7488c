"""Checking an edition before each step outwards; the check leaves its trace as numbers by kind, also where it refuses."""

import hashlib
import json
from collections import Counter

from django.db import transaction
from django.utils import translation

from accounts.models import User
from bulletins.choices import BulletinEventName
from bulletins.models import Edition
from bulletins.selectors.checking import checked_places, leaks_of
from bulletins.selectors.paper import LANGUAGE
from bulletins.selectors.quoting import reasons_against
from bulletins.selectors.texts import passages_of
from bulletins.services.record import lock_edition, record
from bulletins.services.refused import EditionLeaks


def refuse_leaks(
    *, edition_id: int, actor: User, at, prints_replies: bool = False, more: dict | None = None
) -> None:
    """Raise EditionLeaks where the edition says what must not stand there. In a transaction of its own, for the trace."""
    if found := _check(edition_id, actor, at, prints_replies=prints_replies, more=more):
        raise EditionLeaks(found)


@transaction.atomic
def _check(edition_id: int, actor: User, at, *, prints_replies: bool, more: dict | None) -> dict:
    edition = lock_edition(edition_id)
    found = leaks_of(edition, prints_replies=prints_replies, more=more)
    kinds = Counter(str(leak.kind) for leaks in found.values() for leak in leaks)
    record(
        edition.bulletin,
        BulletinEventName.CHECKED,
        actor=actor,
        at=at,
        form=edition.form,
        found=dict(kinds),
    )
    return found


def against_words(edition: Edition) -> list[str]:
    """What is missing from the words of an edition, and which quoted case isn't settled (any more)."""
    passages = passages_of(edition)
    whole = bool(edition.title) and all(row.heading and row.text for row in passages)
    told = passages or edition.opening or edition.bulletin.figures.exists()
    reasons = [] if whole else ["words_missing"]
    reasons += [] if told else ["nothing_told"]
    if edition.is_internal and not edition.recipients.exists():
        reasons.append("no_recipients")
    for row in passages:
        reasons += reasons_against(row.item.case)
    return reasons


def digest_of(edition: Edition) -> str:
    """The digest of everything that would leave the house with the edition, whatever language somebody reads it in."""
    with translation.override(LANGUAGE):
        words = json.dumps(checked_places(edition), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()
