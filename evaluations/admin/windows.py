"""The service windows in the console: what looks wrong, and how many were asked; never who, never a number."""

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions import can_oversee
from audit.admin.filters import DayFilter
from common.admin import HouseAdmin, badge, column_filter, unit_link
from common.days import within
from evaluations.choices import InvitationState, VisitAlarmKind, VisitAlarmState
from evaluations.models import Invitation, ServiceWindow, VisitAlarm
from evaluations.permissions import can_decide_on_windows
from evaluations.rules.periods import period_of
from evaluations.selectors.window_alarms import alarm_words

TONES = {
    VisitAlarmState.OPEN: "red",
    VisitAlarmState.TAKEN_UP: "yellow",
    VisitAlarmState.DISMISSED: "plain",
    VisitAlarmState.UPHELD: "blue",
}


def can_watch_windows(user) -> bool:
    """Whoever works in the console for a commission that decides on alarms."""
    return can_oversee(user) and can_decide_on_windows(user)


class FoundFilter(DayFilter):
    """Alarms of the last days."""

    title = _("found")
    parameter_name = "found"
    moment = "found_at"


@admin.register(VisitAlarm)
class VisitAlarmAdmin(HouseAdmin):
    """The alarms that the reader may see. The visitor's words and the ratings stand on the staff's page alone, the mark nowhere."""

    can_view = staticmethod(can_watch_windows)
    list_display = ("found_at", "kind", "unit_shown", "found", "state_shown")
    list_filter = (
        column_filter("state", _("state"), VisitAlarmState.choices),
        column_filter("kind", _("kind"), VisitAlarmKind.choices),
        FoundFilter,
    )
    search_fields = ("unit__name",)
    sortable_by = ()
    fields = (
        ("kind", "state_shown"),
        ("unit_shown", "found_at"),
        "found",
        ("decided_by", "decided_at"),
        "reason",
    )
    readonly_fields = ("state_shown", "unit_shown", "found")

    def get_queryset(self, request):
        """With what a line names."""
        return super().get_queryset(request).select_related("unit__area", "decided_by")

    def view_on_site(self, alarm):
        """To the staff's page of the alarm, where it is decided on."""
        return reverse("evaluations:window-alarm", args=[alarm.pk])

    @admin.display(description=_("state"))
    def state_shown(self, alarm):
        """On its colour."""
        return badge(alarm.get_state_display(), TONES[VisitAlarmState(alarm.state)])

    @admin.display(description=_("unit"))
    def unit_shown(self, alarm):
        """With a link to its page."""
        return unit_link(alarm.unit)

    @admin.display(description=_("what was found"))
    def found(self, alarm):
        """In a sentence."""
        return alarm_words(alarm)


@admin.register(ServiceWindow)
class ServiceWindowAdmin(HouseAdmin):
    """The list of the windows with how many were asked this quarter and have answered; no grade, nobody who was asked."""

    can_view = staticmethod(can_watch_windows)
    list_display = ("position", "unit_shown", "from_on", "to_on", "invited", "replied")
    search_fields = ("unit__name",)
    sortable_by = ()
    fields = (("unit_shown", "position"), ("from_on", "to_on"), "reason", ("invited", "replied"))
    readonly_fields = ("unit_shown", "invited", "replied")

    def get_queryset(self, request):
        """With the counts of the running quarter; not of the reader's own side, who could tell from day to day that somebody has rated."""
        quarter = period_of(timezone.localdate(), is_quarter=True)
        asked = Invitation.objects.filter(**within("invited_at", quarter.begin, quarter.end))
        windows = super().get_queryset(request).watched_by(request.user).select_related("unit__area")
        return windows.annotate(
            asked_number=_number_of(asked), rated_number=_number_of(asked.filter(state=InvitationState.VOTED))
        )

    def view_on_site(self, window):
        """To the staff's page of the figures."""
        return reverse("evaluations:windows")

    @admin.display(description=_("unit"))
    def unit_shown(self, window):
        """With a link to its page."""
        return unit_link(window.unit)

    @admin.display(description=pgettext_lazy("window", "invited this quarter"))
    def invited(self, window):
        """How many."""
        return window.asked_number

    @admin.display(description=pgettext_lazy("window", "of these have rated"))
    def replied(self, window):
        """How many, whatever they said: silence is never praise."""
        return window.rated_number


def _number_of(invitations: QuerySet) -> Coalesce:
    """How many of these invitations belong to the unit of a window."""
    own = invitations.filter(visit__unit=OuterRef("unit")).order_by().values("visit__unit")
    return Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)
