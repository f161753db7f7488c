"""Sealing and opening identities; giving duties; the secret addresses of calendars."""

from accounts.services.calendars import drop_calendar_key, renew_calendar_key
from accounts.services.duties import DutyRefused, give_duty
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
    "DutyRefused",
    "drop_calendar_key",
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
    "renew_calendar_key",
    "seal_anew",
    "seal_identity",
    "seal_text",
    "stop_texts",
]
