"""The days that this system holds to be worked or free otherwise than the calendar says by itself."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.permissions import can_enter_console
from cases.choices import DayKept
from cases.forms.days import DayForm
from cases.models import DayDecision
from cases.permissions import can_keep_days
from cases.services import decide_days
from common.admin import YES_NO, ChoiceFilter, HouseAdmin, column_filter


class InForceFilter(ChoiceFilter):
    """Entries that count today, or that a newer one has taken the place of."""

    title = _("validity")
    parameter_name = "counts"

    def options(self, request):
        """Counts or not."""
        return YES_NO

    def pick(self, rows, value):
        """The newest entry of a day counts."""
        newest = DayDecision.objects.in_force().values("pk")
        return rows.filter(pk__in=newest) if value == "1" else rows.exclude(pk__in=newest)


class AppliedFilter(ChoiceFilter):
    """Entries whose dates stand by them already, or are still worked out anew."""

    title = _("dates worked out anew")
    parameter_name = "applied"

    def options(self, request):
        """Done or not."""
        return YES_NO

    def pick(self, rows, value):
        """By the moment at which they were."""
        return rows.filter(applied_at__isnull=value == "0")


@admin.register(DayDecision)
class DayAdmin(HouseAdmin):
    """What was entered about days, and by which notice: entered once, never rewritten; a newer entry takes its place."""

    can_view = staticmethod(can_enter_console)
    can_add = staticmethod(can_keep_days)
    form = DayForm
    list_display = ("day", "kept", "source", "entered_by", "entered_at", "is_applied")
    list_filter = (InForceFilter, AppliedFilter, column_filter("kept", _("it is"), DayKept.choices))
    list_select_related = ("entered_by",)
    search_fields = ("source",)
    search_help_text = _("Notice")
    ordering = ("-day", "-id")
    sortable_by = ("day", "entered_at")
    readonly_fields = ("entered_by", "entered_at", "is_applied")

    def get_fields(self, request, obj=None):
        """Of an entry everything that is known of it."""
        return (
            ("day", "kept", "source", "entered_by", "entered_at", "is_applied")
            if obj
            else DayForm.Meta.fields
        )

    @admin.display(description=_("dates worked out anew"), boolean=True)
    def is_applied(self, row):
        """Whether every last day that hangs on it stands by it."""
        return row.applied_at is not None

    def save_model(self, request, obj, form, change):
        """Entered by the service; a file or several days make several entries."""
        request.days_entered = decide_days(
            days=form.days, source=form.cleaned_data["source"], actor=request.user, at=timezone.now()
        )
        obj.pk = DayDecision.objects.in_force().get(day=obj.day).pk

    def response_add(self, request, obj, post_url_continue=None):
        """Back to the list: how many were new, and what happens now."""
        words = ngettext(
            "%(count)d day was entered. The dates that hang on it are worked out anew within minutes.",
            "%(count)d days were entered. The dates that hang on them are worked out anew within minutes.",
            request.days_entered,
        )
        self.message_user(request, words % {"count": request.days_entered}, messages.SUCCESS)
        return redirect("admin:cases_daydecision_changelist")
