"""Users, the units they act for, how they sign in, what keeps them away, sealed identities, and acts that take two people."""

from accounts.models.factors import AppFactor, FactorReset, Passkey, RecoveryCode
from accounts.models.identity import (
    MOST_REPRESENTATIVES,
    Representative,
    SealedIdentity,
    SealedPerson,
)
from accounts.models.sessions import StaffSession
from accounts.models.tie import Tie
from accounts.models.two_keys import TwoKeyAct, two_key_triggers
from accounts.models.user import CalendarKey, Duty, SystemToken, User

__all__ = [
    "MOST_REPRESENTATIVES",
    "AppFactor",
    "CalendarKey",
    "Duty",
    "FactorReset",
    "Passkey",
    "RecoveryCode",
    "Representative",
    "SealedIdentity",
    "SealedPerson",
    "StaffSession",
    "SystemToken",
    "Tie",
    "TwoKeyAct",
    "User",
    "two_key_triggers",
]
