"""Sealing and opening the identities of citizens who left their name, their number or their address."""

import base64
import hashlib
import hmac
import os
import uuid
from functools import reduce
from operator import or_

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import SealedIdentity

BATCH = 200
MARK_LENGTH = 32
BOXES = ("name_box", "phone_box", "email_box")


def seal_identity(*, name: str = "", phone: str = "", email: str = "", at) -> SealedIdentity:
    """Store a citizen's name, phone and e-mail address so that only the holder of the keys can read them.

    Returns the row; nothing readable is kept beside it.
    """
    row_id = uuid.uuid4()
    return SealedIdentity.objects.create(
        id=row_id,
        name_box=seal_text(name, bound_to=f"{row_id}:name") if name else "",
        phone_box=seal_text(phone, bound_to=f"{row_id}:phone") if phone else "",
        phone_mark=mark_of(phone) if phone else "",
        email_box=seal_text(email, bound_to=f"{row_id}:email") if email else "",
        email_mark=mark_of(email.casefold()) if email else "",
        created_at=at,
    )


def open_phone(identity: SealedIdentity) -> str:
    """The phone number inside, for the moment of sending a message; empty when none was left."""
    return open_text(identity.phone_box, bound_to=f"{identity.pk}:phone") if identity.phone_box else ""


def open_name(identity: SealedIdentity) -> str:
    """The name inside; empty when none was left."""
    return open_text(identity.name_box, bound_to=f"{identity.pk}:name") if identity.name_box else ""


def open_email(identity: SealedIdentity) -> str:
    """The e-mail address inside, for the moment of sending a message; empty when none was left."""
    return open_text(identity.email_box, bound_to=f"{identity.pk}:email") if identity.email_box else ""


def stop_texts(*, phone: str) -> int:
    """Send no more text messages to this number about the complaints it has made; returns how many those are."""
    return SealedIdentity.objects.filter(phone_mark=mark_of(phone)).update(wants_no_sms=True)


def mark_of(text: str) -> str:
    """A keyed digest by which the identities with this number or address are found without opening any (a blind index).

    It needs IDENTITY_INDEX_KEY, which isn't in the database: whoever has the database alone can't try all numbers.
    """
    return hmac.digest(settings.IDENTITY_INDEX_KEY.encode(), text.encode(), hashlib.sha256).hex()[
        :MARK_LENGTH
    ]


def seal_anew() -> int:
    """Seal a batch of identities with the first of IDENTITY_KEYS that another key has sealed; returns how many.

    Also gives a mark to phones and addresses that have none. Each call is a transaction of its own, so it may be interrupted and run
    while the site works. When it returns 0 the older keys may go.
    """
    with transaction.atomic():
        rows = list(_sealed_otherwise().select_for_update(skip_locked=True).order_by("pk")[:BATCH])
        for row in rows:
            name, phone, email = open_name(row), open_phone(row), open_email(row)
            row.name_box = seal_text(name, bound_to=f"{row.pk}:name") if name else ""
            row.phone_box = seal_text(phone, bound_to=f"{row.pk}:phone") if phone else ""
            row.phone_mark = mark_of(phone) if phone else ""
            row.email_box = seal_text(email, bound_to=f"{row.pk}:email") if email else ""
            row.email_mark = mark_of(email.casefold()) if email else ""
        columns = ["name_box", "phone_box", "phone_mark", "email_box", "email_mark"]
        SealedIdentity.objects.bulk_update(rows, columns)
    return len(rows)


def identities_to_seal_anew() -> int:
    """How many identities an older key has sealed, or have a phone without a mark."""
    return _sealed_otherwise().count()


def _sealed_otherwise() -> QuerySet[SealedIdentity]:
    boxes = [~Q(**{box: ""}) & ~Q(**{f"{box}__startswith": f"{first_key()}:"}) for box in BOXES]
    unmarked = (Q(phone_mark="") & ~Q(phone_box="")) | (Q(email_mark="") & ~Q(email_box=""))
    return SealedIdentity.objects.filter(reduce(or_, boxes) | unmarked)


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
