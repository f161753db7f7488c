"""The calendar of due dates: as pages, as a file, and under a secret address for calendar programs."""

import hashlib
from datetime import date, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers, get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.http import quote_etag, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.models import CalendarKey, User
from accounts.permissions import can_read_cases, can_use_dashboard
from accounts.selectors import digest_of, lacks_factor, user_of_calendar_key
from accounts.services import drop_calendar_key, renew_calendar_key
from cases.choices import Whose
from cases.selectors.agenda import agenda_of
from cases.selectors.calendar import days_of, dues_of, month_days, running_clocks, week_days
from cases.views.common import CasePage
from common.brakes import Brake, client_of
from common.ics import ICS_TYPE
from common.paging import page_by_key, page_links

SHOWN_IN_MONTH, SHOWN_IN_WEEK, PAGE_SIZE = 3, 20, 50
VIEWS = {"month": gettext_lazy("Month"), "week": gettext_lazy("Week"), "day": gettext_lazy("Day")}
# Nothing is due outside these years, and programs that follow links find an end.
FIRST_YEAR, LAST_YEAR = 2013, 2100
HOUR, TEN_MINUTES = 60 * 60, 10 * 60
TOO_MANY = 429


class CalendarPage(CasePage):
    """A month, a week or a day of due dates: mine, my unit's, or all that I see."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The period that the address names; today's month where it names none."""
        self.at = self.now
        self.view = request.GET.get("view") if request.GET.get("view") in VIEWS else "month"
        self.whose = request.GET.get("whose") if request.GET.get("whose") in Whose else Whose.MINE
        self.day = chosen_day(request.GET.get("day", ""), today=self.today)
        clocks = running_clocks(request.user, self.whose)
        context = {
            "view": self.view,
            "day": self.day,
            "today": self.today,
            "title": self._title(),
            "tabs": self._tabs("view", VIEWS.items()),
            "whose_tabs": self._tabs("whose", Whose.choices),
            "earlier_url": self._link(day=self._step(-1)),
            "later_url": self._link(day=self._step(1)),
            "today_url": "" if self.day == self.today else self._link(day=self.today),
            "file_url": f"{reverse('cases:calendar-file')}?{urlencode({'whose': self.whose})}",
            **getattr(self, f"_{self.view}")(clocks),
        }
        return render(request, "cases/calendar.html", context)

    def _month(self, clocks) -> dict:
        weeks = month_days(self.day)
        days = [day for week in weeks for day in week]
        found = days_of(clocks, days, shown=SHOWN_IN_MONTH, at=self.at)
        return {"weeks": [[self._cell(found[day]) for day in week] for week in weeks]}

    def _week(self, clocks) -> dict:
        found = days_of(clocks, week_days(self.day), shown=SHOWN_IN_WEEK, at=self.at)
        return {"days": [self._cell(day) for day in found.values()]}

    def _day(self, clocks) -> dict:
        found = days_of(clocks, [self.day], shown=1, at=self.at)
        places = {name: self.request.GET.get(name, "") for name in ("after", "before")}
        page = page_by_key(clocks.filter(due_on=self.day).only("pk"), order=("pk",), size=PAGE_SIZE, **places)
        dues = dues_of(clocks.filter(pk__in=[clock.pk for clock in page.rows]), at=self.at)
        day = self._cell(found[self.day]) | {"dues": dues, "more": 0}
        return {"days": [day], **page_links(page, self.request.GET)}

    def _cell(self, found) -> dict:
        return {
            "day": found.day,
            "fact": found.fact,
            "is_free": found.is_free,
            "is_today": found.is_today,
            "is_outside": self.view == "month" and found.day.month != self.day.month,
            "dues": found.dues,
            "total": found.total,
            "more": found.more,
            "url": self._link(view="day", day=found.day),
        }

    def _step(self, by: int) -> date:
        """The same place in the period before or after."""
        if self.view == "month":
            first = self.day.replace(day=1)
            moved = first - timedelta(days=1) if by < 0 else first + timedelta(days=31)
            return moved.replace(day=1)
        return self.day + timedelta(days=by if self.view == "day" else 7 * by)

    def _link(self, **changed) -> str:
        asked = {"view": self.view, "whose": self.whose, "day": self.day} | changed
        return f"?{urlencode(asked)}"

    def _tabs(self, name: str, choices) -> list[dict]:
        return [
            {
                "label": label,
                "url": self._link(**{name: word}),
                "active": word == getattr(self, name),
            }
            for word, label in choices
        ]

    def _title(self) -> str:
        if self.view == "month":
            return date_format(self.day, "YEAR_MONTH_FORMAT")
        if self.view == "day":
            return date_format(self.day, "DATE_FORMAT")
        first, *_between, last = week_days(self.day)
        return f"{date_format(first, 'DATE_FORMAT')} – {date_format(last, 'DATE_FORMAT')}"


class CalendarFile(CasePage):
    """The same dates once, as a file for a calendar program."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A file that doesn't follow when dates move; the secret address does."""
        whose = request.GET.get("whose") if request.GET.get("whose") in Whose else Whose.MINE
        answer = HttpResponse(agenda_of(request.user, whose, at=self.now), content_type=ICS_TYPE)
        answer["Content-Disposition"] = f'attachment; filename="due-dates-{timezone.localdate()}.ics"'
        return answer


class CalendarAddress(CasePage):
    """Making, renewing and switching off the secret address of the user's calendar."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Whether there is one, and since when."""
        return self._show()

    def post(self, request: HttpRequest) -> HttpResponse:
        """A new address, shown this once, or none any more."""
        if request.POST.get("act") == "drop":
            drop_calendar_key(user=request.user)
            messages.success(
                request, _("The address is switched off: nobody reads your due dates by it any more.")
            )
            return redirect("cases:calendar-address")
        key = renew_calendar_key(user=request.user, at=self.now)
        return self._show(settings.SITE_ADDRESS + reverse("cases:calendar-feed", args=[key]))

    def _show(self, address: str = "") -> HttpResponse:
        crumbs = [
            {"label": _("Calendar"), "url": reverse("cases:calendar")},
            {"label": _("Subscribe"), "url": ""},
        ]
        kept = CalendarKey.objects.filter(user=self.request.user).first()
        context = {"address": address, "kept": kept, "crumbs": crumbs}
        answer = render(self.request, "cases/calendar_address.html", context)
        add_never_cache_headers(answer)
        return answer


@method_decorator(login_not_required, name="dispatch")
class CalendarFeed(View):
    """What calendar programs read: the dates that somebody has to meet, as far as he sees the cases at this moment.

    Whether anything has changed is told by the ETag alone: a date that was met leaves the calendar without a moment by
    which ``Last-Modified`` could tell.
    """

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """The calendar; 404 for a wrong key and for whoever may not read cases any more, 429 for too many questions."""
        wrong, client = (
            Brake("calendar-guesses", settings.CALENDAR_GUESSES_PER_CLIENT, TEN_MINUTES),
            client_of(request),
        )
        if wrong.is_on(client):
            return too_many(TEN_MINUTES)
        if (
            Brake("calendar", settings.CALENDAR_READS_PER_KEY, HOUR).press(digest_of(key))
            > settings.CALENDAR_READS_PER_KEY
        ):
            return too_many(HOUR)
        user = user_of_calendar_key(key)
        if user is None or not _may_read(user):
            wrong.press(client)
            raise Http404
        with translation.override(user.language):
            text = agenda_of(user, Whose.MINE, at=timezone.now())
        etag = quote_etag(hashlib.sha256(text).hexdigest())
        answer = get_conditional_response(
            request, etag=etag, response=HttpResponse(text, content_type=ICS_TYPE)
        )
        answer["ETag"] = etag
        answer["Cache-Control"] = "private, no-cache"
        return answer


def _may_read(user: User) -> bool:
    """A key is one factor: it opens nothing for whoever needs two and has none yet."""
    return can_use_dashboard(user) and can_read_cases(user) and not lacks_factor(user)


def too_many(seconds: int) -> HttpResponse:
    """Come back later."""
    answer = HttpResponse(status=TOO_MANY)
    answer["Retry-After"] = str(seconds)
    return answer


def chosen_day(text: str, *, today: date) -> date:
    """The day that an address names; today where it names none or one beyond all cases."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else today
