"""Where users stand, and what waits for a second person."""

from accounts.selectors.standing import (
    NOBODY,
    Acting,
    Standing,
    digest_of,
    leader_ids,
    led_unit_ids,
    standing_of,
    user_of_calendar_key,
    users_acting_for,
)
from accounts.selectors.two_keys import (
    ActRefused,
    TwoKeyKind,
    WaitingAct,
    kind_of,
    kinds,
    register_kinds,
    waiting_acts,
)

__all__ = [
    "NOBODY",
    "ActRefused",
    "Acting",
    "Standing",
    "TwoKeyKind",
    "WaitingAct",
    "digest_of",
    "kind_of",
    "kinds",
    "leader_ids",
    "led_unit_ids",
    "register_kinds",
    "standing_of",
    "user_of_calendar_key",
    "users_acting_for",
    "waiting_acts",
]
