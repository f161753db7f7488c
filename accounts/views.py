"""Signing in and out."""

from django.contrib.auth.views import LoginView, LogoutView
from django.shortcuts import render

from accounts.forms import SignInForm


class SignIn(LoginView):
    """The sign-in page."""

    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Ends the session, by POST only."""


def locked_out(request, *args, **kwargs):
    """Too many wrong passwords: says so, and when to try again."""
    return render(request, "accounts/locked_out.html", status=429)
