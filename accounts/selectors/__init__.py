"""Where a user stands, and with what he signs in."""

from accounts.selectors.factors import (
    Factors,
    factors_of,
    has_factor,
    needs_factor,
    resets_to_show,
    security_admins,
)
from accounts.selectors.keys import digest_of, user_of_calendar_key
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

__all__ = [
    "NOBODY",
    "Acting",
    "Factors",
    "Standing",
    "digest_of",
    "factors_of",
    "has_factor",
    "leader_ids",
    "led_unit_ids",
    "mixes_administration",
    "needs_factor",
    "resets_to_show",
    "security_admins",
    "standing_of",
    "user_of_calendar_key",
    "users_acting_for",
]
