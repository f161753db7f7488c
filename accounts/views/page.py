"""Pages for people who have signed in, and who may open them at all."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from accounts.choices import Role
from accounts.permissions import can_use_dashboard
from accounts.selectors import standing_of
from accounts.views.again import ask_again


class NoDuty(Exception):
    """The user has no duty today, so there is nothing to show."""


class StaffPage(View):
    """A page for people with a duty; whoever has none is told so, and systems have to use the API.

    ``file_by`` names the methods to which the answer is a file, after which no page comes.
    """

    file_by: tuple[str, ...] = ()

    @property
    def now(self):
        """The moment of this request."""
        return timezone.now()

    @property
    def today(self):
        """The day of this request, China time."""
        return timezone.localdate(self.now)

    def dispatch(self, request, *args, **kwargs):
        """Ask once, before anything is read."""
        try:
            self.check_access(request.user)
        except NoDuty:
            return self.without_duty()
        if self.asks_again(request) and (question := ask_again(request)):
            return question
        return super().dispatch(request, *args, **kwargs)

    def asks_again(self, request: HttpRequest) -> bool:
        """Whether the second factor is asked for again when it was shown longer ago; most pages don't."""
        return False

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


class OwnPage(StaffPage):
    """A page of somebody's own account: for every person who signs in, with or without a duty."""

    def check_access(self, user) -> None:
        """Systems have no account to look after."""
        if standing_of(user, on=timezone.localdate()).has_role(Role.MUNICIPAL_SYSTEM):
            raise PermissionDenied
