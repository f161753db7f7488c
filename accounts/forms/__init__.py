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

__all__ = [
    "AppForm",
    "AskResetForm",
    "DecideResetForm",
    "FactorForm",
    "LanguageForm",
    "OwnPasswordForm",
    "PasskeyForm",
    "PasswordForm",
    "SignInForm",
]
