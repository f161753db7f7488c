"""Changes in the console."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.views import ChangeList

from accounts.models import User
from audit.admin.filters import DayFilter
from audit.admin.words import Change, models_by_table, put_in_words
from audit.choices import Act
from audit.models import AuditEntry
from audit.permissions import can_read_log
from audit.querysets import UNTOLD
from common.admin import BigTableAdmin, badge, column_filter

TONES = {Act.INSERT: "green", Act.UPDATE: "blue", Act.DELETE: "red"}


def table_options() -> list[tuple[str, str]]:
    """Kinds of records in words, those left out that nobody is told of."""
    names = {table: str(model._meta.verbose_name_plural) for table, model in models_by_table().items()}
    return sorted(
        ((table, name) for table, name in names.items() if table not in UNTOLD), key=lambda row: row[1]
    )


class EntryList(ChangeList):
    """The list of changes, told in words."""

    def get_results(self, request):
        """The names of units and people are read for the whole page at once."""
        super().get_results(request)
        self.result_list = list(self.result_list)
        put_in_words(self.result_list)


@admin.register(AuditEntry)
class EntryAdmin(BigTableAdmin):
    """What the database has written down of changes, newest first."""

    can_view = staticmethod(can_read_log)
    is_list_only = is_personal = True
    list_display = ("at", "what", "kind", "record", "who", "changed")
    list_display_links = None
    list_filter = (
        column_filter("table", _("kind of record"), table_options),
        column_filter("act", _("what happened"), Act.choices),
        DayFilter,
    )
    list_select_related = ("actor",)
    search_fields = ("actor__username",)
    search_help_text = _("User name or name")
    ordering = ("-id",)

    def get_changelist(self, request, **kwargs):
        """In words."""
        return EntryList

    def get_search_results(self, request, queryset, search_term):
        """By whoever made the change."""
        term = search_term.strip()
        if not term:
            return queryset, False
        people = User.objects.filter(username__icontains=term) | User.objects.filter(
            full_name__icontains=term
        )
        return queryset.filter(actor__in=people.order_by().values("pk")), False

    @admin.display(description=_("what happened"))
    def what(self, entry):
        """With its colour."""
        return badge(entry.get_act_display(), TONES[entry.act])

    @admin.display(description=_("kind of record"))
    def kind(self, entry):
        """In words, or the table where there is no such record any more."""
        model = models_by_table().get(entry.table)
        return str(model._meta.verbose_name) if model else entry.table

    @admin.display(description=_("by whom"))
    def who(self, entry):
        """A user; otherwise the role that was signed in to the database, for a command or a connection by hand."""
        if entry.actor is not None:
            return f"{entry.actor} ({entry.actor.username})"
        return _("no user; database role %(role)s") % {"role": entry.database_role}

    @admin.display(description=_("record"))
    def record(self, entry):
        """By its name where it has one of the register, otherwise by its number."""
        return entry.record

    @admin.display(description=_("what has changed"))
    def changed(self, entry):
        """One column a line: before and after, or its name alone where the value is kept out."""
        return format_html_join("", "<div>{}</div>", ((_line(change),) for change in entry.in_words))


def _line(change: Change) -> str:
    if not change.is_kept:
        return format_html("{}: <em>{}</em>", change.label, _("value not kept"))
    return format_html("{}: {} → {}", change.label, change.before, change.after)
