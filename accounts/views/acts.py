"""What takes two people and waits for the user as the second one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.selectors import kinds, waiting_acts
from accounts.views.page import StaffPage


class WaitingActs(StaffPage):
    """Everything that takes two people and waits for this user as the second one, of every kind."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What lapses first stands first; each leads to the page on which it is decided."""
        context = {"rows": waiting_acts(request.user), "kinds": kinds()}
        return render(request, "accounts/waiting_acts.html", context)


class WaitingActsLine(StaffPage):
    """The same as one line for the overview, which asks for it once it is there: whoever waits for cases doesn't wait for this."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Nothing where nothing waits."""
        rows = waiting_acts(request.user)
        return render(request, "accounts/waiting_acts_line.html", {"rows": rows}) if rows else HttpResponse()
