"""Sealing and opening identities; creating users and giving duties."""

import base64
import os
import uuid
from datetime import date

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.choices import CONSOLE_ROLES
from accounts.models import Duty, SealedIdentity, User


def seal_identity(*, name: str, phone: str, at) -> SealedIdentity:
    """Store a citizen's name and phone so that only the holder of the keys can read them.

    Returns the row; nothing readable is kept beside it.
    """
    row_id = uuid.uuid4()
    return SealedIdentity.objects.create(
        id=row_id,
        name_box=_seal(name, bound_to=f"{row_id}:name"),
        phone_box=_seal(phone, bound_to=f"{row_id}:phone") if phone else "",
        created_at=at,
    )


def open_phone(identity: SealedIdentity) -> str:
    """The phone number inside, for the moment of sending a message; empty when none was left."""
    return _open(identity.phone_box, bound_to=f"{identity.pk}:phone") if identity.phone_box else ""


def open_name(identity: SealedIdentity) -> str:
    """The name inside."""
    return _open(identity.name_box, bound_to=f"{identity.pk}:name")


@transaction.atomic
def give_duty(*, user: User, unit, role: str, from_on: date | None = None) -> Duty:
    """Let a user act for a unit in a role from a day on; console roles may open the admin console."""
    duty, _ = Duty.objects.get_or_create(
        user=user, unit=unit, role=role, to_on=None, defaults={"from_on": from_on or timezone.localdate()}
    )
    if role in CONSOLE_ROLES and not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    return duty


def _keys() -> dict[str, bytes]:
    pairs = (entry.split(":", 1) for entry in settings.IDENTITY_KEYS)
    return {key_id: base64.b64decode(secret) for key_id, secret in pairs}


def _seal(text: str, *, bound_to: str) -> str:
    key_id, secret = next(iter(_keys().items()))
    nonce = os.urandom(12)
    box = nonce + AESGCM(secret).encrypt(nonce, text.encode(), bound_to.encode())
    return f"{key_id}:{base64.b64encode(box).decode()}"


def _open(box: str, *, bound_to: str) -> str:
    key_id, packed = box.split(":", 1)
    raw = base64.b64decode(packed)
    return AESGCM(_keys()[key_id]).decrypt(raw[:12], raw[12:], bound_to.encode()).decode()
