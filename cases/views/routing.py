"""From one case to the next at the intake desk: a decision, and the following case is there."""

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from cases.models import Case
from cases.selectors.queue import line_of, next_to_route
from cases.views.common import CasePage

# In a form or an address: go on with the next case of the line when this is done.
GOES_ON = "then"
# What takes a decision of the desk back, for those that can be taken back.
UNDO = {"assign": "recall", "reassign": "recall", "join": "split"}


class RouteNext(CasePage):
    """The beginning of the line."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The most urgent case that this clerk has to route, or the list that says there is none."""
        return to_next(request)


def goes_on(request: HttpRequest) -> bool:
    """Whether the clerk goes through the line."""
    return GOES_ON in (request.POST if request.method == "POST" else request.GET)


def following(request: HttpRequest, case: Case) -> tuple[int, ...]:
    """The cases that come after this one, asked before it leaves the line; empty for whoever doesn't go through it."""
    line = line_of(request.user, case) if goes_on(request) else None
    return line.after if line else ()


def to_next(request: HttpRequest, wanted: Collection[int] = ()) -> HttpResponse:
    """On to the next case; at the end of the line to the list."""
    pk = next_to_route(request.user, wanted=wanted)
    if pk is None:
        messages.success(request, _("Nothing is left to route."))
        return redirect("cases:case-list")
    return redirect("cases:case-detail", pk=pk)


def say_done(request: HttpRequest, said: str, case: Case, move: str) -> None:
    """Tell what was done; where the desk can take it back, with the way to do so."""
    if goes_on(request) and move in UNDO:
        url = reverse("cases:case-move", args=[case.pk, UNDO[move]])
        link = '{} <a href="{}?slip=1" data-key="u">{}</a>'
        said = format_html(link, said, url, _("Take it back"))
    messages.success(request, said)
