"""The alarms of the service windows, for commissions alone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from common.paging import page_by_key, page_links
from evaluations import services
from evaluations.choices import VisitAlarmState
from evaluations.forms.windows import AlarmDecisionForm
from evaluations.models import VisitAlarm
from evaluations.permissions import can_decide_on_windows
from evaluations.selectors.window_alarms import alarm_words, earlier_dismissals, vote_lines
from evaluations.views.windows import WindowPage, crumbs

PAGE_SIZE = 50


class AlarmPage(WindowPage):
    """A page of alarms."""

    def check_access(self, user) -> None:
        """Units never learn of them."""
        super().check_access(user)
        if not can_decide_on_windows(user):
            raise PermissionDenied


class WindowAlarms(AlarmPage):
    """What looks wrong: the open ones first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of those in one state."""
        visible = VisitAlarm.objects.visible_to(request.user)
        asked = request.GET.get("state", "")
        state = asked if asked in VisitAlarmState.values else VisitAlarmState.OPEN.value
        page = page_by_key(
            visible.filter(state=state).select_related("unit__area", "decided_by"),
            order=("-id",),
            size=PAGE_SIZE,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        tabs = [
            {
                "label": one.label,
                "url": f"?state={one.value}",
                "active": one.value == state,
                "count": visible.filter(state=one).count(),
            }
            for one in VisitAlarmState
        ]
        context = {
            "rows": [(alarm, alarm_words(alarm)) for alarm in page.rows],
            "tabs": tabs,
            "crumbs": crumbs(_("Alarms")),
            **page_links(page, request.GET),
        }
        return render(request, "evaluations/window_alarms.html", context)


class WindowAlarm(AlarmPage):
    """One alarm: what was found, whether it was dismissed before, which ratings it is about, and the decision."""

    def get(self, request: HttpRequest, alarm: int) -> HttpResponse:
        """The page."""
        return self.show(AlarmDecisionForm())

    def post(self, request: HttpRequest, alarm: int) -> HttpResponse:
        """Take it up, or decide on it."""
        if "take-up" in request.POST:
            try:
                services.take_up_alarm(alarm_id=self.alarm.pk, actor=request.user)
            except services.WindowRefused as refusal:
                messages.error(request, " ".join(refusal.sentences))
            return redirect(request.path)
        form = AlarmDecisionForm(request.POST)
        if form.is_valid():
            try:
                services.decide_alarm(
                    alarm_id=self.alarm.pk, **form.cleaned_data, actor=request.user, at=self.now
                )
            except services.WindowRefused as refusal:
                form.add_refusal(refusal)
            else:
                messages.success(request, _("The decision is written down."))
                return redirect(request.path)
        return self.show(form)

    @cached_property
    def alarm(self) -> VisitAlarm:
        """The one of this address."""
        visible = VisitAlarm.objects.visible_to(self.request.user).select_related("unit__area", "decided_by")
        found = visible.filter(pk=self.kwargs["alarm"]).first()
        if found is None:
            raise Http404
        return found

    def show(self, form: AlarmDecisionForm) -> HttpResponse:
        """The page with the form."""
        way = crumbs(_("Alarms"))
        way[-1]["url"] = reverse("evaluations:window-alarms")
        context = {
            "alarm": self.alarm,
            "sentence": alarm_words(self.alarm),
            "votes": vote_lines(self.alarm),
            "entries": earlier_dismissals(self.alarm),
            "form": form,
            "crumbs": [*way, {"label": self.alarm.get_kind_display(), "url": ""}],
        }
        return render(self.request, "evaluations/window_alarm.html", context)
