"""The read log in the console."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.admin.filters import DayFilter
from audit.choices import ReadKind
from audit.models import Reading
from audit.permissions import can_read_log
from common.admin import BigTableAdmin, column_filter
from common.numbering import case_number, parse_case_number


@admin.register(Reading)
class ReadingAdmin(BigTableAdmin):
    """Who has read what, newest first, as far as the reader's area goes and never of a case that accuses his own side."""

    can_view = staticmethod(can_read_log)
    is_list_only = is_personal = True
    list_display = ("at", "who", "kind", "case_shown", "item")
    list_display_links = None
    list_filter = (column_filter("kind", _("what"), ReadKind.choices), DayFilter)
    list_select_related = ("reader",)
    search_fields = ("reader__username",)
    search_help_text = _("User name or name, or a case number")
    ordering = ("-id",)

    def get_queryset(self, request):
        """With what the numbers of the cases begin with."""
        return super().get_queryset(request).with_numbers()

    def get_search_results(self, request, queryset, search_term):
        """A case by its number, or whoever has such a name."""
        term = search_term.strip()
        if not term:
            return queryset, False
        if case := parse_case_number(term):
            return queryset.filter(case_id=case), False
        people = User.objects.filter(username__icontains=term) | User.objects.filter(
            full_name__icontains=term
        )
        return queryset.filter(reader__in=people.order_by().values("pk")), False

    @admin.display(description=_("who"))
    def who(self, reading):
        """The name and the user name, as names are not unique."""
        return f"{reading.reader} ({reading.reader.username})"

    @admin.display(description=_("case"))
    def case_shown(self, reading):
        """Its number, without a link: not every reader of the log reads cases."""
        if reading.case_id is None:
            return "-"
        received_at = getattr(reading, "received_at", None)
        return case_number(received_at, reading.case_id) if received_at else str(reading.case_id)
