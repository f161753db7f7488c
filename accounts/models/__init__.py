"""Users, what they may act for and how they sign in, and sealed identities."""

from accounts.models.factors import AppFactor, FactorReset, Passkey, RecoveryCode
from accounts.models.people import CalendarKey, Duty, Tie, User
from accounts.models.sealed import MOST_REPRESENTATIVES, Representative, SealedIdentity, SealedPerson
from accounts.models.sessions import StaffSession

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
    "Tie",
    "User",
]
