"""What every page of the admin console has in common: read-only, for nobody, until a page says otherwise."""

from http import HTTPStatus

from django.contrib.admin import ShowFacets
from django.contrib.admin.utils import flatten
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, StackedInline, TabularInline
from unfold.contrib.filters.admin import DropdownFilter
from unfold.contrib.filters.forms import DropdownForm
from unfold.paginator import InfinitePaginator as UncountedPaginator
from unfold.widgets import UnfoldAdminSelectWidget

from common.signals import record_shown

ROWS_A_PAGE = 50
# As far as anybody leafs; whoever wants an older row narrows the list by a filter or a search.
PAGES_AT_MOST = 40
YES_NO = (("1", _("Yes")), ("0", _("No")))


def nobody(user) -> bool:
    """The answer of a page that has not said who may."""
    return False


class InfinitePaginator(UncountedPaginator):
    """Pages through a table of any size without ever counting it. Unfold's templates know it by this name."""

    template_name = "admin/pages.html"
    count = ROWS_A_PAGE * PAGES_AT_MOST


class HouseAdmin(ModelAdmin):
    """One kind of record in the console.

    ``can_view``, ``can_add`` and ``can_change`` take a user and are functions of an app's permissions. Rows come from
    ``visible_to`` where the manager has it; a row that isn't there for the user is 404. Nothing is deleted here.
    """

    can_view = can_add = can_change = staticmethod(nobody)
    # Whether records hold something personal, so that whoever reads them is noted.
    is_personal = False
    # A record may have no page of its own, where its name says more than its list may tell.
    is_list_only = False
    # Whether the second factor is asked for again before a record is changed; the console looks at it.
    asks_again = False
    actions = None
    list_filter_submit = True
    list_fullwidth = True
    list_per_page = ROWS_A_PAGE
    show_facets = ShowFacets.NEVER
    view_on_site = False

    def has_module_permission(self, request):
        """Whoever sees the records sees their name in the menu."""
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        """Whoever may change a record may look at it."""
        if self.is_list_only and obj is not None:
            return False
        return self.can_view(request.user) or self.can_change(request.user)

    def has_add_permission(self, request):
        """As the page says."""
        return self.can_add(request.user)

    def has_change_permission(self, request, obj=None):
        """As the page says."""
        return self.can_change(request.user)

    def has_delete_permission(self, request, obj=None):
        """Nobody: records end, they don't vanish."""
        return False

    def get_queryset(self, request):
        """The rows that exist for this user."""
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def get_object(self, request, object_id, from_field=None):
        """The row, or 404: a page that told "not yours" from "not there" would tell that it is there."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = super().get_object(request, object_id, from_field)
        if row is None:
            raise Http404
        request._shown_row = row
        return row

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Without the console's own log where nobody edits: it would be empty."""
        context = {"show_history": self.has_change_permission(request)} | (extra_context or {})
        answer = super().changeform_view(request, object_id, form_url, context)
        if object_id is not None:
            self.tell_of_reading(request, answer)
        return answer

    def changelist_view(self, request, extra_context=None):
        """A list has been read, too."""
        answer = super().changelist_view(request, extra_context)
        self.tell_of_reading(request, answer)
        return answer

    def tell_of_reading(self, request, answer) -> None:
        """Whatever listens may write down who has read which record, or a list of them."""
        if not self.is_personal or request.method != "GET" or answer.status_code != HTTPStatus.OK:
            return
        row = request.__dict__.get("_shown_row")
        record_shown.send(
            sender=type(self),
            reader=request.user,
            label=self.opts.label_lower,
            row=row,
            case_id=row and self.case_of(row),
        )

    def case_of(self, row) -> int | None:
        """The number of the case that a record belongs to."""
        return None

    def get_changeform_initial_data(self, request):
        """What a link fills in beforehand, without keys of other records that are no numbers."""
        relations = {field.name for field in self.model._meta.fields if field.is_relation}
        initial = super().get_changeform_initial_data(request)
        return {name: value for name, value in initial.items() if name not in relations or value.isdecimal()}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Without buttons that open another record in a window of its own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_add_related = field.widget.can_change_related = False
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None, **kwargs):
        """Without empty tables on a page that is only read."""
        tables = super().get_inline_formsets(request, formsets, inline_instances, obj, **kwargs)
        if self.has_change_permission(request, obj):
            return tables
        return [table for table in tables if table.formset.forms]

    def lookup_allowed(self, lookup, value, request):
        """Only the filters of the list: other columns can't be guessed at through the address."""
        return lookup in {entry.parameter_name for entry in self.get_list_filter(request)}


class BigTableAdmin(HouseAdmin):
    """Records without number: they are never counted, and listed in the one order that an index gives."""

    paginator = InfinitePaginator
    show_full_result_count = False
    sortable_by = ()


class ReadOnlyRows:
    """Rows that belong to the record of a page, read-only, for everybody who may open the page."""

    extra = 0
    can_delete = False
    hide_title = True

    def has_view_permission(self, request, obj=None):
        """The page has been asked already."""
        return True

    def has_add_permission(self, request, obj=None):
        """Nobody."""
        return False

    def has_change_permission(self, request, obj=None):
        """Nobody."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Nobody."""
        return False

    def get_readonly_fields(self, request, obj=None):
        """All of them."""
        return flatten(self.fields)


class HouseInline(ReadOnlyRows, TabularInline):
    """Such rows as a table."""


class HouseStack(ReadOnlyRows, StackedInline):
    """Such rows one below the other, for long texts."""


class PlainChoice(DropdownForm):
    """A list to choose from as the browser draws it: no script, works with every keyboard and screen reader."""

    widget = UnfoldAdminSelectWidget()

    class Media:
        extend = False


class ChoiceFilter(DropdownFilter):
    """A filter of a list by one of a few choices.

    A subclass has ``title``, ``parameter_name``, ``options(request)`` (pairs of value and label) and
    ``pick(rows, value)``. A value that isn't among the options picks everything.
    """

    form_class = PlainChoice
    all_option = ("", _("All"))

    def options(self, request):
        """The pairs of value and label."""
        raise NotImplementedError

    def pick(self, rows, value):
        """The rows that the value stands for."""
        raise NotImplementedError

    def lookups(self, request, model_admin):
        """Django's name for the options."""
        return self.options(request)

    def choices(self, changelist):
        """The form with the one list."""
        options = [*([self.all_option] if self.all_option else []), *self.lookup_choices]
        data = {self.parameter_name: self.value()}
        yield {
            "form": self.form_class(
                label=capfirst(self.title), name=self.parameter_name, choices=options, data=data
            )
        }

    def queryset(self, request, queryset):
        """The rows that were asked for."""
        known = {str(value) for value, _label in self.lookup_choices}
        return self.pick(queryset, self.value()) if self.value() in known else queryset


def column_filter(column: str, title, options) -> type[ChoiceFilter]:
    """A filter by the value of one column; ``options`` are pairs, or a function that gives them."""

    class ColumnFilter(ChoiceFilter):
        parameter_name = column

        def options(self, request):
            return options() if callable(options) else options

        def pick(self, rows, value):
            return rows.filter(**{column: value})

    ColumnFilter.title = title
    return ColumnFilter


def record_link(row) -> str:
    """A link to the page of another record."""
    if row is None:
        return "-"
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a href="{}" class="text-link">{}</a>', address, row)


def unit_link(unit) -> str:
    """A link to the page of a unit with its history, for those who watch over units."""
    if unit is None:
        return "-"
    return format_html(
        '<a href="{}" class="text-link">{}</a>', reverse("admin:unit-page", args=[unit.pk]), unit
    )


def badge(text: str, tone: str) -> str:
    """A short text on a colour: green, blue, yellow, red or plain."""
    return format_html('<span class="console-badge console-{}">{}</span>', tone, text)
