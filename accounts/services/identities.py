"""Sealing and opening the identities of citizens who left their name."""

import base64
import hashlib
import hmac
import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import Representative, SealedIdentity, SealedPerson

BATCH = 200
MARK_LENGTH = 32
# Every table that holds names and numbers of citizens.
SEALED = (SealedIdentity, Representative)


@dataclass(frozen=True)
class Contact:
    """Somebody's name and phone number, for the moment in which they are open."""

    name: str
    phone: str


def seal_identity(*, name: str, phone: str, representatives: Sequence[Contact] = (), at) -> SealedIdentity:
    """Store a citizen's name and phone so that only the holder of the keys can read them; those of representatives too.

    Returns the row; nothing readable is kept beside it.
    """
    identity = SealedIdentity(id=uuid.uuid4(), created_at=at)
    _seal(identity, name=name, phone=phone)
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
    return open_text(person.phone_box, bound_to=f"{person.sealed_for}:phone") if person.phone_box else ""


def open_name(person: SealedPerson) -> str:
    """The name inside."""
    return open_text(person.name_box, bound_to=f"{person.sealed_for}:name")


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


def mark_of(text: str) -> str:
    """A keyed digest by which a phone number is found, or a text compared, without opening anything (a blind index).

    It needs IDENTITY_INDEX_KEY, which isn't in the database: whoever has the database alone can't try all numbers.
    """
    return hmac.digest(settings.IDENTITY_INDEX_KEY.encode(), text.encode(), hashlib.sha256).hex()[
        :MARK_LENGTH
    ]


def seal_anew() -> int:
    """Seal a batch of each table with the first of IDENTITY_KEYS that another key has sealed; returns how many rows.

    Also gives a mark to phones that have none. Each call is a transaction of its own, so it may be interrupted and run
    while the site works. When it returns 0 the older keys may go.
    """
    with transaction.atomic():
        return sum(_seal_batch_anew(model) for model in SEALED)


def forget_marks() -> None:
    """Take away the marks of all numbers, so that ``seal_anew`` makes them with a new IDENTITY_INDEX_KEY."""
    for model in SEALED:
        model.objects.exclude(phone_mark="").update(phone_mark="")


def identities_to_seal_anew() -> int:
    """How many complainants and representatives an older key has sealed, or have a phone without a mark."""
    return sum(_sealed_otherwise(model).count() for model in SEALED)


def _seal(person: SealedPerson, *, name: str, phone: str) -> None:
    person.name_box = seal_text(name, bound_to=f"{person.sealed_for}:name")
    person.phone_box = seal_text(phone, bound_to=f"{person.sealed_for}:phone") if phone else ""
    person.phone_mark = mark_of(phone) if phone else ""


def _seal_batch_anew(model: type[SealedPerson]) -> int:
    rows = list(_sealed_otherwise(model).select_for_update(skip_locked=True).order_by("pk")[:BATCH])
    for row in rows:
        _seal(row, name=open_name(row), phone=open_phone(row))
    model.objects.bulk_update(rows, ["name_box", "phone_box", "phone_mark"])
    return len(rows)


def _sealed_otherwise(model: type[SealedPerson]) -> QuerySet:
    unmarked = Q(phone_mark="") & ~Q(phone_box="")
    return model.objects.filter(~Q(name_box__startswith=f"{first_key()}:") | unmarked)


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
