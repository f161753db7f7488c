"""The call-backs that wait, in the console: whose turn it is and what is late; no number and no name of a citizen."""

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions import can_oversee
from common.admin import BigTableAdmin, ChoiceFilter, badge, column_filter, record_link, unit_link
from evaluations.choices import Origin
from evaluations.models import CallAttempt, CallBack
from evaluations.permissions.call_backs import can_oversee_calls


def can_watch_calls(user) -> bool:
    """Whoever works in the console and looks after the callers."""
    return can_oversee(user) and can_oversee_calls(user)


class LateFilter(ChoiceFilter):
    """Those that nobody has tried in time."""

    title = pgettext_lazy("call-back", "overdue")
    parameter_name = "late"

    def options(self, request):
        """The late ones alone."""
        return (("1", _("Yes")),)

    def pick(self, rows, value):
        """At this moment."""
        return rows.overdue(at=timezone.now())


@admin.register(CallBack)
class CallBackAdmin(BigTableAdmin):
    """The call-backs to be made that the reader may see, whoever is due first on top."""

    can_view = staticmethod(can_watch_calls)
    is_personal = True
    ordering = ("due_at", "id")
    list_display = ("due_shown", "case_link", "unit_shown", "origin", "next_at", "attempts_shown")
    list_filter = (LateFilter, column_filter("origin", _("occasion"), Origin.choices))
    fields = (
        ("due_shown", "origin"),
        ("case_link", "unit_shown"),
        ("drawn_at", "called_at", "next_at"),
        ("attempts_shown", "alarmed_at"),
    )
    readonly_fields = ("due_shown", "case_link", "unit_shown", "attempts_shown")

    def get_queryset(self, request):
        """Only those that wait: what citizens have answered stands on the pages of the staff."""
        own = CallAttempt.objects.filter(call_back=OuterRef("pk")).order_by().values("call_back")
        tried = Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)
        return super().get_queryset(request).waiting().with_places().annotate(tried=tried)

    def case_of(self, call_back):
        """The case whose answer is asked about."""
        return call_back.case_id

    def view_on_site(self, call_back):
        """To the call screen, which shows the number to whoever takes it."""
        return reverse("evaluations:call-back", args=[call_back.pk])

    @admin.display(description=_("call by"))
    def due_shown(self, call_back):
        """In red once it has passed without an attempt."""
        is_late = call_back.called_at is None and call_back.due_at <= timezone.now()
        moment = timezone.localtime(call_back.due_at)
        return badge(date_format(moment, "Y-m-d H:i"), "red" if is_late else "plain")

    @admin.display(description=_("case"))
    def case_link(self, call_back):
        """To the case."""
        return record_link(call_back.case)

    @admin.display(description=_("answered by"))
    def unit_shown(self, call_back):
        """With a link to its page."""
        return unit_link(call_back.answer.unit)

    @admin.display(description=pgettext_lazy("call-back", "tried so often"))
    def attempts_shown(self, call_back):
        """How many attempts there were."""
        return call_back.tried
