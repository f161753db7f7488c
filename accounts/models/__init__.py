"""Users, the units they act for, the ties that keep them away, sealed identities, and acts that take two people."""

from accounts.models.identity import (
    MOST_REPRESENTATIVES,
    Representative,
    SealedIdentity,
    SealedPerson,
)
from accounts.models.tie import Tie
from accounts.models.two_keys import TwoKeyAct, two_key_triggers
from accounts.models.user import CalendarKey, Duty, User

__all__ = [
    "MOST_REPRESENTATIVES",
    "CalendarKey",
    "Duty",
    "Representative",
    "SealedIdentity",
    "SealedPerson",
    "Tie",
    "TwoKeyAct",
    "User",
    "two_key_triggers",
]
