"""Signing in with the password and, where there is one, the second factor; and signing out."""

import time

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from accounts.forms import FactorForm, SignInForm
from accounts.models import User
from accounts.selectors import has_factor
from accounts.services import note_confirmed, note_factor
from accounts.views.again import TooOften, is_right, question_of, too_often
from common.brakes import Brake, client_of

# When the user signed in before: what has come since is new to him.
LAST_HERE = "last_here"
# Who has shown the password and not yet the second factor, and for how long that is good.
HALF, HALF_SECONDS = "half_signed_in", 5 * 60


class SignIn(LoginView):
    """The sign-in page."""

    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def post(self, request, *args, **kwargs) -> HttpResponse:
        """Whoever tries one name after the other waits too, whatever the names."""
        if _sign_ins().is_on(client_of(request)):
            return locked_out(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        """Sign in, or ask for the second factor first."""
        user, to = form.get_user(), self.get_success_url()
        if not has_factor(user):
            enter(self.request, user, backend=user.backend)
            note_confirmed(self.request.session)
            return redirect(to)
        self.request.session[HALF] = {
            "user": user.pk,
            "backend": user.backend,
            "password": user.get_session_auth_hash(),
            "at": int(time.time()),
            "to": to,
        }
        return redirect("accounts:second-step")

    def form_invalid(self, form) -> HttpResponse:
        """Count it."""
        _sign_ins().press(client_of(self.request))
        return super().form_invalid(form)


@method_decorator([login_not_required, never_cache], name="dispatch")
class SecondStep(View):
    """The second half of signing in. Nothing on it tells whose password it was."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The question."""
        user = self._user()
        return self._show(user, FactorForm()) if user else redirect("accounts:login")

    def post(self, request: HttpRequest) -> HttpResponse:
        """The answer; wrong ones are counted for the client too."""
        user = self._user()
        if user is None:
            return redirect("accounts:login")
        if _sign_ins().is_on(client_of(request)):
            return locked_out(request)
        form = FactorForm(request.POST)
        if not form.is_valid():
            return self._show(user, form)
        try:
            if is_right(request, user, form):
                half = request.session.pop(HALF)
                enter(request, user, backend=half["backend"])
                note_factor(request.session)
                return redirect(half["to"])
        except TooOften:
            del request.session[HALF]
            return too_often(request)
        _sign_ins().press(client_of(request))
        form.add_error(None, form.wrong)
        return self._show(user, form)

    def _user(self) -> User | None:
        """Whoever has shown the password in this browser a few minutes ago, if that is still the password."""
        half = self.request.session.get(HALF)
        if not half or time.time() - half["at"] > HALF_SECONDS:
            return None
        user = User.objects.filter(pk=half["user"], is_active=True).first()
        is_same = user and constant_time_compare(user.get_session_auth_hash(), half["password"])
        return user if is_same else None

    def _show(self, user: User, form: FactorForm) -> HttpResponse:
        context = {"form": form, **question_of(self.request, user)}
        return render(self.request, "accounts/second_step.html", context)


class SignOut(LogoutView):
    """Ends the session, by POST only."""


def enter(request: HttpRequest, user: User, *, backend: str) -> None:
    """Begin the session, and remember when the user was here before."""
    before = user.last_login
    login(request, user, backend=backend)
    if before is not None:
        request.session[LAST_HERE] = before.isoformat()


def locked_out(request, *args, **kwargs):
    """Too many wrong passwords: says so, and when to try again."""
    return render(request, "accounts/locked_out.html", status=429)


def _sign_ins() -> Brake:
    return Brake("sign-ins", settings.SIGN_INS_PER_CLIENT, 15 * 60)
