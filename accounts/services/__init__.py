"""Sealing and opening identities; giving duties."""

from accounts.services.duties import give_duty
from accounts.services.identities import (
    Contact,
    first_key,
    forget_marks,
    identities_to_seal_anew,
    identities_with,
    mark_of,
    open_email,
    open_name,
    open_phone,
    open_representatives,
    open_text,
    seal_anew,
    seal_identity,
    seal_text,
    stop_texts,
)

__all__ = [
    "Contact",
    "first_key",
    "forget_marks",
    "give_duty",
    "identities_to_seal_anew",
    "identities_with",
    "mark_of",
    "open_email",
    "open_name",
    "open_phone",
    "open_representatives",
    "open_text",
    "seal_anew",
    "seal_identity",
    "seal_text",
    "stop_texts",
]
