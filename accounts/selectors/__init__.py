"""Where users stand, with what they sign in, and what waits for a second person."""

from accounts.selectors.factors import (
    Factors,
    factors_of,
    has_factor,
    lacks_factor,
    needs_factor,
    resets_to_decide,
    resets_to_show,
    security_admins,
    users_without_factor,
)
from accounts.selectors.keys import digest_of, user_of_calendar_key
from accounts.selectors.reach import COMMISSIONERS, WRITERS, Reach, is_main_unit, reaches_of
from accounts.selectors.standing import (
    NOBODY,
    Acting,
    Standing,
    leader_ids,
    led_unit_ids,
    mixes_administration,
    standing_of,
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
    "COMMISSIONERS",
    "NOBODY",
    "WRITERS",
    "ActRefused",
    "Acting",
    "Factors",
    "Reach",
    "Standing",
    "TwoKeyKind",
    "WaitingAct",
    "digest_of",
    "factors_of",
    "has_factor",
    "is_main_unit",
    "kind_of",
    "kinds",
    "lacks_factor",
    "leader_ids",
    "led_unit_ids",
    "mixes_administration",
    "needs_factor",
    "reaches_of",
    "register_kinds",
    "resets_to_decide",
    "resets_to_show",
    "security_admins",
    "standing_of",
    "user_of_calendar_key",
    "users_acting_for",
    "users_without_factor",
    "waiting_acts",
]
