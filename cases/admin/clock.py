"""The clocks of the cases that an inspector may read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.permissions import can_read_cases
from cases.admin.filters import ClockCityFilter, RunningFilter
from cases.admin.inlines import SignalInline
from cases.admin.looks import clock_light
from cases.choices import ClockName
from cases.models import Case, CaseClock
from common.admin import BigTableAdmin, column_filter, record_link


@admin.register(CaseClock)
class ClockAdmin(BigTableAdmin):
    """Clocks that run, the most overdue first; stopped ones by a filter."""

    can_view = staticmethod(can_read_cases)
    is_personal = True
    list_display = (
        "name",
        "case_link",
        "case_stage",
        "holder",
        "started_at",
        "due_on",
        "light",
    )
    list_filter = (RunningFilter, column_filter("name", _("clock"), ClockName.choices), ClockCityFilter)
    ordering = ("due_at", "id")
    fields = (
        ("name", "case_link"),
        ("started_at", "stopped_at"),
        ("due_on", "light"),
        ("remind_at", "due_at"),
        ("red_at", "escalate_at"),
        ("next_signal_at", "is_provisional"),
    )
    readonly_fields = ("case_link", "light")
    inlines = (SignalInline,)

    def get_ordering(self, request):
        """Stopped clocks wait for nobody: there the newest come first."""
        return ("-id",) if request.GET.get(RunningFilter.parameter_name) == "stopped" else self.ordering

    def get_queryset(self, request):
        """Only clocks of cases that exist for this user."""
        clocks = super().get_queryset(request).filter(case__in=Case.objects.visible_to(request.user))
        long_texts = ("case__story", "case__search_text", "case__search_index", "case__text_marks")
        return clocks.select_related("case__responsible").defer(*long_texts)

    def case_of(self, clock):
        """The case that the clock runs for."""
        return clock.case_id

    @admin.display(description=_("case"))
    def case_link(self, clock):
        """To the case."""
        return record_link(clock.case)

    @admin.display(description=_("stage"))
    def case_stage(self, clock):
        """Where the case stands."""
        return clock.case.get_stage_display()

    @admin.display(description=_("responsible unit"))
    def holder(self, clock):
        """Who has to handle the case."""
        return str(clock.case.responsible or "-")

    @admin.display(description=_("light"))
    def light(self, clock):
        """Now, or when the clock stopped."""
        return clock_light(clock)
