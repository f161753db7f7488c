"""Signing in."""

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from common.forms import HouseForm


class SignInForm(HouseForm, AuthenticationForm):
    """User name and password; the same answer for an unknown user and a wrong password."""

    error_messages = {
        "invalid_login": _("The user name or the password is not right."),
        "inactive": _("The user name or the password is not right."),
    }
