"""The read log in the console."""

from collections.abc import Iterator

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.admin.filters import DayFilter
from audit.choices import ReadKind
from audit.models import Reading
from audit.permissions import can_read_log
from audit.services import note_reading
from common.admin import BigTableAdmin, column_filter
from common.numbering import parse_case_number
from common.spreadsheet import csv_download

MOST_ROWS = 10_000


@admin.register(Reading)
class ReadingAdmin(BigTableAdmin):
    """Who has read what, newest first, as far as the reader's area goes and never of a case that accuses his own side."""

    list_before_template = "admin/audit/reading_tools.html"

    can_view = staticmethod(can_read_log)
    is_list_only = is_personal = True
    list_display = ("at", "who", "kind", "case_shown", "item")
    list_display_links = None
    list_filter = (column_filter("kind", _("what"), ReadKind.choices), DayFilter)
    list_select_related = ("reader",)
    search_fields = ("reader__username",)
    search_help_text = _("User name or name, or a case number")
    ordering = ("-id",)

    def get_urls(self):
        """The file stands before Django's pages of one record, which nobody may open."""
        view = self.admin_site.admin_view(self.file_view)
        return [path("export/", view, name="audit_reading_file"), *super().get_urls()]

    def file_view(self, request: HttpRequest) -> HttpResponse:
        """What the list shows, narrowed in the same way, all pages of it up to ten thousand rows, as CSV."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.get_changelist_instance(request).get_queryset(request)
        note_reading(reader=request.user, kind=ReadKind.CONSOLE_LIST, item="audit.reading:csv")
        name = f"read-log-{timezone.localdate().isoformat()}"
        return csv_download(self._lines(rows[:MOST_ROWS]), name=name)

    def _lines(self, rows) -> Iterator[list[str]]:
        yield [gettext("When"), gettext("Who"), gettext("What"), gettext("Case"), gettext("Record")]
        for row in rows:
            moment = timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M:%S")
            yield [moment, self.who(row), str(row.get_kind_display()), self.case_shown(row), row.item]

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
        return reading.number or "-"
