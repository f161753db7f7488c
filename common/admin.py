"""What every page of the admin console has in common: read-only, for nobody, until a page says otherwise."""

from django.contrib.admin import ShowFacets, site
from django.http import Http404
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.contrib.filters.admin import DropdownFilter
from unfold.paginator import InfinitePaginator as UncountedPaginator

ROWS_A_PAGE = 50
# As far as anybody leafs; whoever wants an older row narrows the list by a filter or a search.
PAGES_AT_MOST = 200
# What a filter of a list may put behind the name of its field in the address.
LOOKUPS = ("", "__exact", "__id__exact", "__isnull")


def nobody(user) -> bool:
    """The answer of a page that has not said who may."""
    return False


class InfinitePaginator(UncountedPaginator):
    """Pages through a table of any size without ever counting it; unfold knows it by this name."""

    template_name = "admin/pages.html"
    count = ROWS_A_PAGE * PAGES_AT_MOST


class HouseAdmin(ModelAdmin):
    """One kind of record in the console.

    ``can_view``, ``can_add`` and ``can_change`` take a user and are functions of an app's permissions. Rows come from
    ``visible_to`` where there is one; a row that isn't there for the user is 404. Nothing is ever deleted here.
    """

    can_view = can_add = can_change = staticmethod(nobody)
    actions = None
    list_per_page = ROWS_A_PAGE
    list_fullwidth = True
    list_filter_submit = True
    show_facets = ShowFacets.NEVER
    show_full_result_count = False
    view_on_site = False

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return self.can_view(request.user) or self.can_change(request.user)

    def has_add_permission(self, request):
        return self.can_add(request.user)

    def has_change_permission(self, request, obj=None):
        return self.can_change(request.user)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        if row is None:
            raise Http404
        return row

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        # The log of the console tells nothing about records that nobody edits in it.
        context = {"show_history": self.has_change_permission(request)} | (extra_context or {})
        return super().changeform_view(request, object_id, form_url, context)

    def lookup_allowed(self, lookup, value, request):
        """Only the filters that the list offers: other columns can't be guessed at through the address."""
        return lookup in {f"{name}{suffix}" for name in self._filter_names(request) for suffix in LOOKUPS}

    def _filter_names(self, request) -> set[str]:
        names = set()
        for entry in self.get_list_filter(request):
            if isinstance(entry, tuple):
                names.add(entry[0])
            else:
                names.add(getattr(entry, "parameter_name", entry))
        return names


class HouseInline(TabularInline):
    """Rows that belong to the record of a page, read-only, for everybody who may open the page."""

    extra = 0
    can_delete = False

    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return self.fields


class ChoiceFilter(DropdownFilter):
    """A filter by one of a few choices, as a list to choose from.

    A subclass has ``options(request)``, pairs of value and label, and ``pick(rows, value)``.
    """

    all_option: tuple[str, str] = ("", _("All"))
    default = ""

    def options(self, request):
        raise NotImplementedError

    def pick(self, rows, value):
        raise NotImplementedError

    def lookups(self, request, model_admin):
        return self.options(request)

    def queryset(self, request, queryset):
        value = self.value() or self.default
        known = {str(option) for option, _label in self.lookup_choices}
        return self.pick(queryset, value) if value in known else queryset


def record_link(row, text: str = ""):
    """A link to the page of another record; the console's pages decide themselves whom they open to."""
    meta = row._meta
    address = site.name
    return format_html('<a href="{}" class="text-link">{}</a>', address, text or row)
