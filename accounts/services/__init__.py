"""Sealing and opening identities; giving duties."""

from accounts.services.duties import give_duty
from accounts.services.identities import (
    identities_to_seal_anew,
    mark_of,
    open_name,
    open_phone,
    seal_anew,
    seal_identity,
)

__all__ = [
    "give_duty",
    "identities_to_seal_anew",
    "mark_of",
    "open_name",
    "open_phone",
    "seal_anew",
    "seal_identity",
]
