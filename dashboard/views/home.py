"""The staff home page."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.permissions import can_enter_console, can_read_cases
from accounts.views import StaffPage
from cases.choices import Light, Stage
from cases.selectors.lights import THIS_WEEK
from dashboard.selectors import RECENT, Overview, most_urgent, overview_for


class Home(StaffPage):
    """What burns, what waits, and the figures of the user's area."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; an administrator, who reads no case, finds the way to the console instead."""
        at = timezone.now()
        context = {"at": at, "can_enter_console": can_enter_console(request.user)}
        if can_read_cases(request.user):
            overview = overview_for(request.user, at=at)
            context |= {
                "overview": overview,
                "cards": cards(overview, at=at),
                "queue": queue(overview),
                "waiting": sum(overview.waiting.values()),
                "urgent": most_urgent(request.user, at=at),
                "list_url": reverse("cases:case-list"),
                "since": first_day(at),
            }
        return render(request, "dashboard/home.html", context)


def first_day(at: datetime) -> str:
    """The first of the days that the recent figures cover."""
    return timezone.localdate(at - RECENT).isoformat()


def to_list(**asked: str) -> str:
    """The address of the list of cases, narrowed."""
    return f"{reverse('cases:case-list')}?{urlencode(asked)}"


def card(label: str, value, icon: str, *, url: str = "", kind: str = "", note: str = "") -> dict:
    """One figure; the colour only where there is something to look at."""
    return {
        "label": label,
        "value": value,
        "icon": icon,
        "url": url,
        "kind": kind if value else "",
        "note": note,
    }


def cards(overview: Overview, *, at: datetime) -> list[dict]:
    """The figures on top: what burns first."""
    total = overview.total
    recent = _("in the last %(days)d days") % {"days": RECENT.days}
    received = to_list(tab="all", received_from=first_day(at))
    return [
        card(_("Overdue"), total.red, "alert-octagon", url=to_list(tab="open", light=Light.RED), kind="red"),
        card(
            _("Due"),
            total.yellow,
            "alert-triangle",
            url=to_list(tab="open", light=Light.YELLOW),
            kind="yellow",
        ),
        card(_("Due this week"), total.week, "calendar", url=to_list(tab="open", light=THIS_WEEK)),
        card(_("To do"), sum(overview.waiting.values()), "inbox", url=to_list(tab="waiting")),
        card(_("Open"), total.open, "file-text", url=to_list(tab="open")),
        card(_("Received"), total.received, "download", url=received, note=recent),
        card(_("Closed"), total.closed, "circle-check", note=recent),
        card(_("Closed in time"), total.rate, "clock", note=recent),
    ]


def queue(overview: Overview) -> list[dict]:
    """What waits for the user, stage by stage."""
    return [
        {
            "stage": stage,
            "label": Stage(stage).label,
            "count": count,
            "url": to_list(tab="waiting", stage=stage),
        }
        for stage, count in overview.waiting.items()
    ]
