"""The calendar of the programme with its coverage and counts, and planning a session."""

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.views import tried
from cases.views.calendar import chosen_day
from hotline import services
from hotline.deadlines import quarter_of
from hotline.forms import SessionForm
from hotline.permissions import can_plan_sessions, can_see_guidance, offices_to_plan_for
from hotline.selectors.overview import coverage, four_counts, levels, newest_guests, sessions_of
from hotline.views.common import ProgrammePage

ONE_DAY = timedelta(days=1)


class Overview(ProgrammePage):
    """One quarter of the programme."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The sessions of the quarter that the address names, its coverage and its counts."""
        day = chosen_day(request.GET.get("day", ""), today=self.today)
        first, last = quarter_of(day)
        found = sessions_of(request.user, first, last)
        guests = newest_guests(found)
        lines = coverage(found)
        context = {
            "first": first,
            "last": last,
            "quarter": (first.month + 2) // 3,
            "is_now": first <= self.today <= last,
            "earlier": _quarter(first - ONE_DAY),
            "later": _quarter(last + ONE_DAY),
            "sessions": [(session, guests.get(session.pk)) for session in found],
            "lines": lines,
            "coverage_words": f"{sum(line.is_covered for line in lines)}/{len(lines)}",
            "is_covered": all(line.is_covered for line in lines),
            "counts": four_counts(found),
            "levels": levels(found),
            "may_plan": can_plan_sessions(request.user),
            "sees_guidance": can_see_guidance(request.user),
        }
        return render(request, "hotline/overview.html", context)


class SessionAdd(ProgrammePage):
    """Planning a session."""

    def check_access(self, user) -> None:
        """Only the programme offices plan."""
        super().check_access(user)
        if not can_plan_sessions(user):
            raise PermissionDenied

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form; the coverage leads here with its sector."""
        return self._show(self._form(initial={"sector": request.GET.get("sector", "")}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Plan it; a refusal is told in words and nothing typed is lost."""
        form = self._form(request.POST)

        def act():
            return services.plan_session(
                organiser=form.cleaned_data["organiser"], draft=form.draft, actor=request.user, at=self.now
            )

        session = tried(form, act) if form.is_valid() else None
        if session is None:
            return self._show(form)
        messages.success(request, _("The session is planned and the unit has been told."))
        return redirect("hotline:session", session=session.pk)

    def _form(self, *args, **kwargs) -> SessionForm:
        return SessionForm(*args, offices=offices_to_plan_for(self.request.user), **kwargs)

    def _show(self, form: SessionForm) -> HttpResponse:
        crumbs = [{"label": _("Hotline programme"), "url": "../"}, {"label": _("Plan a session"), "url": ""}]
        return render(self.request, "hotline/session_add.html", {"form": form, "crumbs": crumbs})


def _quarter(day: date) -> str:
    return f"?day={day.isoformat()}"
