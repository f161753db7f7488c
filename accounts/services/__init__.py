"""Sealing and opening identities; giving duties; the secret addresses of calendars; what takes two people."""

from accounts.services.calendars import drop_calendar_key, renew_calendar_key
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
from accounts.services.ties import TieRefused, declare_tie, end_tie
from accounts.services.two_keys import ask_for_act, decide_on_act, lapse_acts, settle_act

__all__ = [
    "Contact",
    "TieRefused",
    "ask_for_act",
    "decide_on_act",
    "declare_tie",
    "drop_calendar_key",
    "end_tie",
    "first_key",
    "forget_marks",
    "give_duty",
    "identities_to_seal_anew",
    "identities_with",
    "lapse_acts",
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
    "settle_act",
    "stop_texts",
]
