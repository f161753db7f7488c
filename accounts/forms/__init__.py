"""Signing in, and one's own account."""

from accounts.forms.account import (
    AppForm,
    AskResetForm,
    DecideResetForm,
    LanguageForm,
    OwnPasswordForm,
    PasskeyForm,
)
from accounts.forms.signing_in import FactorForm, PasswordForm, SignInForm
from accounts.forms.ties import EndTieForm, TieForm, TieSearchForm

__all__ = [
    "AppForm",
    "AskResetForm",
    "DecideResetForm",
    "EndTieForm",
    "FactorForm",
    "LanguageForm",
    "OwnPasswordForm",
    "PasskeyForm",
    "PasswordForm",
    "SignInForm",
    "TieForm",
    "TieSearchForm",
]
