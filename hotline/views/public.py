"""The programme for everybody: no account, no script needed."""

import hashlib
from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.http import quote_etag
from django.views import View

from cases.selectors.calendar import month_days
from cases.views.calendar import chosen_day
from common.ics import ICS_TYPE
from hotline.choices import SessionStage
from hotline.selectors.public import (
    announced,
    calendar_of,
    in_calendar,
    page_of,
    schedule,
    sessions_by_day,
)

LIVE_EVERY = 15


@method_decorator(login_not_required, name="dispatch")
class PublicSessions(View):
    """The schedule, as a list or as a month."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What is on the air, what comes and what was; ``view=month`` shows a month."""
        today = timezone.localdate()
        found = announced(area_code=request.GET.get("area", "")[:6])
        if request.GET.get("view") == "month":
            day = chosen_day(request.GET.get("day", ""), today=today).replace(day=1)
            weeks = month_days(day)
            context = {
                "weeks": sessions_by_day(found, weeks),
                "day": day,
                "earlier": (day - timedelta(days=1)).replace(day=1),
                "later": (day + timedelta(days=31)).replace(day=1),
            }
        else:
            context = schedule(found)
        return render(request, "hotline/public_sessions.html", context | {"nav_current": "hotline"})


@method_decorator(login_not_required, name="dispatch")
class PublicCalendar(View):
    """The schedule for calendar programs."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What is announced, from two months ago on."""
        now = timezone.now()
        text = calendar_of(in_calendar(announced(), at=now), at=now)
        etag = quote_etag(hashlib.sha256(text).hexdigest())
        answer = get_conditional_response(
            request, etag=etag, response=HttpResponse(text, content_type=ICS_TYPE)
        )
        answer["ETag"] = etag
        return answer


@method_decorator(login_not_required, name="dispatch")
class PublicSession(View):
    """One session: before it the topic, during it what happens, afterwards what became of each promise."""

    def get(self, request: HttpRequest, session: int) -> HttpResponse:
        """The page; 404 before the line-up is confirmed."""
        found = announced().filter(pk=session).first()
        if found is None:
            raise Http404
        context = {
            "page": page_of(found, today=timezone.localdate()),
            "session": found,
            "is_live": found.stage == SessionStage.ON_AIR,
            "is_over": found.stage in (SessionStage.OFF_AIR, SessionStage.CLOSED),
            "is_cancelled": found.stage == SessionStage.CANCELLED,
            "every": LIVE_EVERY,
            "nav_current": "hotline",
        }
        return render(request, "hotline/public_session.html", context)
