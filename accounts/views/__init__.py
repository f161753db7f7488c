"""Signing in and out, one's own account, and what every staff page begins with."""

from accounts.views.account import Account, Confirm, EndSessions, OwnPassword
from accounts.views.acts import WaitingActs, WaitingActsLine
from accounts.views.again import ask_again
from accounts.views.factors import AppSetUp, FactorList, FactorRemove, PasskeySetUp, RecoveryCodes
from accounts.views.page import NoDuty, OwnPage, StaffPage
from accounts.views.resets import FactorResetDecide, FactorResets
from accounts.views.signing_in import LAST_HERE, SecondStep, SignIn, SignOut, locked_out
from accounts.views.ties import OwnTies
from accounts.views.trying import tried

__all__ = [
    "LAST_HERE",
    "Account",
    "AppSetUp",
    "Confirm",
    "EndSessions",
    "FactorList",
    "FactorRemove",
    "FactorResetDecide",
    "FactorResets",
    "NoDuty",
    "OwnPage",
    "OwnPassword",
    "OwnTies",
    "PasskeySetUp",
    "RecoveryCodes",
    "SecondStep",
    "SignIn",
    "SignOut",
    "StaffPage",
    "WaitingActs",
    "WaitingActsLine",
    "ask_again",
    "locked_out",
    "tried",
]
