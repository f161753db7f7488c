"""Signing in: the password, and the second factor."""

import json

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from common.forms import HouseForm


class SignInForm(HouseForm, AuthenticationForm):
    """User name and password; the same answer for an unknown user and a wrong password."""

    error_messages = {
        "invalid_login": _("The user name or the password is not right."),
        "inactive": _("The user name or the password is not right."),
    }


class PasskeyAnswer(forms.CharField):
    """What a browser has signed, as the page's script puts it into a hidden field."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=20_000, **kwargs)

    def to_python(self, value):
        """The answer as a mapping, or None."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            answer = json.loads(text)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise forms.ValidationError(_("The passkey was not right."))
        return answer


class CodeField(forms.CharField):
    """The six digits of an authenticator app; phones offer them by themselves, and show the keys for digits."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Code of the authenticator app"))
        super().__init__(
            max_length=12,
            widget=forms.TextInput(
                attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
            ),
            **kwargs,
        )


class FactorForm(HouseForm):
    """The second factor: a code, a recovery code or what a passkey has signed."""

    wrong = _("This was not right, or was used before. Please wait for the next code and try again.")
    code = CodeField(required=False)
    recovery = forms.CharField(
        label=_("Recovery code"),
        required=False,
        max_length=40,
        help_text=_("One of the ten codes that you have kept; each is good once."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    passkey = PasskeyAnswer()

    def clean(self):
        """One of the three."""
        given = super().clean()
        if not self.errors and not any(given.get(name) for name in ("code", "recovery", "passkey")):
            raise forms.ValidationError(_("Please enter a code, or use a passkey."))
        return given


class PasswordForm(HouseForm):
    """The password once more, of somebody who has no second factor."""

    wrong = _("The password is not right.")
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
