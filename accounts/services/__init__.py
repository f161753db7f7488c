"""Sealing and opening identities; giving duties."""

from accounts.services.duties import give_duty
from accounts.services.identities import (
    first_key,
    identities_to_seal_anew,
    mark_of,
    open_email,
    open_name,
    open_phone,
    open_text,
    seal_anew,
    seal_identity,
    seal_text,
    stop_texts,
)

__all__ = [
    "first_key",
    "give_duty",
    "identities_to_seal_anew",
    "mark_of",
    "open_email",
    "open_name",
    "open_phone",
    "open_text",
    "seal_anew",
    "seal_identity",
    "seal_text",
    "stop_texts",
]
