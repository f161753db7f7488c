"""Sealing and opening the identities of citizens who left their name, their number or their address."""

import base64
import hashlib
import hmac
import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import Representative, SealedIdentity, SealedPerson

BATCH = 200
MARK_LENGTH = 32
# Every table that holds names and numbers of citizens.
SEALED = (SealedIdentity, Representative)
# What a table may hold: the box, the word that binds it, the column of its mark (empty: it has none).
BOXES = (("name_box", "name", ""), ("phone_box", "phone", "phone_mark"), ("email_box", "email", "email_mark"))


@dataclass(frozen=True)
class Contact:
    """Somebody's name and phone number, for the moment in which they are open."""

    name: str
    phone: str


def seal_identity(
    *,
    name: str = "",
    phone: str = "",
    email: str = "",
    representatives: Sequence[Contact] = (),
    may_be_called: bool = False,
    at,
) -> SealedIdentity:
    """Store what a citizen left so that only the holder of the keys can read it; the representatives' names and phones too.

    ``may_be_called``: he was told that the commission may call about the answer, and hasn't said no. Returns the row; nothing
    readable is kept beside it.
    """
    identity = SealedIdentity(id=uuid.uuid4(), may_be_called=may_be_called and bool(phone), created_at=at)
    _seal(identity, name=name, phone=phone, email=email)
    identity.save(force_insert=True)
    rows = []
    for position, contact in enumerate(representatives, 1):
        row = Representative(identity=identity, position=position)
        _seal(row, name=contact.name, phone=contact.phone)
        rows.append(row)
    if rows:
        Representative.objects.bulk_create(rows)
    return identity


def open_phone(person: SealedPerson) -> str:
    """The phone number inside, for the moment of sending a message; empty when none was left."""
    return _opened(person, "phone_box", "phone")


def open_name(person: SealedPerson) -> str:
    """The name inside; empty when none was left."""
    return _opened(person, "name_box", "name")


def open_email(identity: SealedIdentity) -> str:
    """The e-mail address inside, for the moment of sending a message; empty when none was left."""
    return _opened(identity, "email_box", "email")


def open_representatives(identity: SealedIdentity) -> tuple[Contact, ...]:
    """Those who speak for all who complain together, in the order in which they were given."""
    return tuple(
        Contact(name=open_name(row), phone=open_phone(row)) for row in identity.representatives.all()
    )


def identities_with(phone: str) -> QuerySet:
    """The ids of the identities with this number, be it the complainant's or a representative's; none is opened."""
    mark = mark_of(phone)
    own = SealedIdentity.objects.filter(phone_mark=mark).values("pk")
    return own.union(Representative.objects.filter(phone_mark=mark).order_by().values("identity"))


def stop_texts(*, phone: str) -> int:
    """Send no more text messages to this number about the complaints it has made; returns how many those are."""
    return SealedIdentity.objects.filter(phone_mark=mark_of(phone)).update(wants_no_sms=True)


def note_calls(*, identity: SealedIdentity, may_be_called: bool) -> None:
    """Write down whether its citizen may be called back about the answer."""
    identity.may_be_called = may_be_called and bool(identity.phone_box)
    identity.save(update_fields=["may_be_called"])


def mark_of(text: str) -> str:
    """A keyed digest by which a number or address is found, or a text compared, without opening anything (a blind index).

    It needs IDENTITY_INDEX_KEY, which isn't in the database: whoever has the database alone can't try all numbers.
    """
    return hmac.digest(settings.IDENTITY_INDEX_KEY.encode(), text.encode(), hashlib.sha256).hex()[
        :MARK_LENGTH
    ]


def seal_anew() -> int:
    """Seal a batch of each table with the first of IDENTITY_KEYS that another key has sealed; returns how many rows.

    Also gives a mark to phones and addresses that have none. Each call is a transaction of its own, so it may be interrupted and run
    while the site works. When it returns 0 the older keys may go.
    """
    with transaction.atomic():
        return sum(_seal_batch_anew(model) for model in SEALED)


def forget_marks() -> None:
    """Take away all marks, so that ``seal_anew`` makes them with a new IDENTITY_INDEX_KEY."""
    for model in SEALED:
        model.objects.update(**{mark: "" for _box, _word, mark in _boxes_of(model) if mark})


def identities_to_seal_anew() -> int:
    """How many complainants and representatives an older key has sealed, or have a phone without a mark."""
    return sum(_sealed_otherwise(model).count() for model in SEALED)


def _boxes_of(model: type[SealedPerson]) -> list[tuple[str, str, str]]:
    columns = {field.name for field in model._meta.concrete_fields}
    return [row for row in BOXES if row[0] in columns]


def _seal(person: SealedPerson, **said: str) -> None:
    for box, word, mark in _boxes_of(type(person)):
        text = said.get(word, "")
        setattr(person, box, seal_text(text, bound_to=f"{person.sealed_for}:{word}") if text else "")
        if mark:
            setattr(person, mark, mark_of(text.casefold() if word == "email" else text) if text else "")


def _opened(person: SealedPerson, box: str, word: str) -> str:
    sealed = getattr(person, box)
    return open_text(sealed, bound_to=f"{person.sealed_for}:{word}") if sealed else ""


def _seal_batch_anew(model: type[SealedPerson]) -> int:
    rows = list(_sealed_otherwise(model).select_for_update(skip_locked=True).order_by("pk")[:BATCH])
    boxes = _boxes_of(model)
    for row in rows:
        _seal(row, **{word: _opened(row, box, word) for box, word, _mark in boxes})
    model.objects.bulk_update(
        rows, [column for box, _word, mark in boxes for column in (box, mark) if column]
    )
    return len(rows)


def _sealed_otherwise(model: type[SealedPerson]) -> QuerySet:
    by_another_key = [
        ~Q(**{box: ""}) & ~Q(**{f"{box}__startswith": f"{first_key()}:"})
        for box, _word, _mark in _boxes_of(model)
    ]
    unmarked = [~Q(**{box: ""}) & Q(**{mark: ""}) for box, _word, mark in _boxes_of(model) if mark]
    return model.objects.filter(reduce(or_, by_another_key + unmarked))


def _keys() -> dict[str, bytes]:
    pairs = (entry.split(":", 1) for entry in settings.IDENTITY_KEYS)
    return {key_id: base64.b64decode(secret) for key_id, secret in pairs}


def first_key() -> str:
    """The name of the key that seals; the others only open."""
    return next(iter(_keys()))


def seal_text(text: str, *, bound_to: str) -> str:
    """Seal a text with the first of IDENTITY_KEYS. ``bound_to`` says what it is: in another place it doesn't open."""
    key_id, secret = next(iter(_keys().items()))
    nonce = os.urandom(12)
    box = nonce + AESGCM(secret).encrypt(nonce, text.encode(), bound_to.encode())
    return f"{key_id}:{base64.b64encode(box).decode()}"


def open_text(box: str, *, bound_to: str) -> str:
    """What was sealed; raises InvalidTag when the box was changed or belongs elsewhere."""
    key_id, packed = box.split(":", 1)
    raw = base64.b64decode(packed)
    return AESGCM(_keys()[key_id]).decrypt(raw[:12], raw[12:], bound_to.encode()).decode()
