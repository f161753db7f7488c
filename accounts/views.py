"""Signing in and out, and who may open the staff pages at all."""

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from accounts.forms import SignInForm
from accounts.permissions import can_use_dashboard
from accounts.selectors import standing_of
from common.brakes import Brake, client_of

# When the user signed in before: what has come since is new to him.
LAST_HERE = "last_here"


class SignIn(LoginView):
    """The sign-in page."""

    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def post(self, request, *args, **kwargs) -> HttpResponse:
        """Whoever tries one name after the other waits too, whatever the names."""
        if self._brake().is_on(client_of(request)):
            return locked_out(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        """Sign in, and remember when that was the last time."""
        before = form.get_user().last_login
        answer = super().form_valid(form)
        if before is not None:
            self.request.session[LAST_HERE] = before.isoformat()
        return answer

    def form_invalid(self, form) -> HttpResponse:
        """Count it."""
        self._brake().press(client_of(self.request))
        return super().form_invalid(form)

    def _brake(self) -> Brake:
        return Brake("sign-ins", settings.SIGN_INS_PER_CLIENT, 15 * 60)


class SignOut(LogoutView):
    """Ends the session, by POST only."""


def locked_out(request, *args, **kwargs):
    """Too many wrong passwords: says so, and when to try again."""
    return render(request, "accounts/locked_out.html", status=429)


class NoDuty(Exception):
    """The user has no duty today, so there is nothing to show."""


class StaffPage(View):
    """A page for people with a duty; whoever has none is told so, and systems have to use the API."""

    def dispatch(self, request, *args, **kwargs):
        """Ask once, before anything is read."""
        try:
            self.check_access(request.user)
        except NoDuty:
            return self.without_duty()
        return super().dispatch(request, *args, **kwargs)

    def check_access(self, user) -> None:
        """Raises NoDuty or PermissionDenied for whoever may not open the page."""
        if can_use_dashboard(user):
            return
        if standing_of(user, on=timezone.localdate()).actings:
            raise PermissionDenied
        raise NoDuty

    def without_duty(self) -> HttpResponse:
        """The page that says that an administrator has to give a duty first."""
        return render(self.request, "accounts/no_duty.html", status=403)
