"""The register in the console: read-only, because its files are the truth and are loaded at every start."""

from collections.abc import Iterable

from django.contrib import admin
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from common.admin import YES_NO, ChoiceFilter, HouseAdmin, HouseInline, column_filter, record_link
from organizations.choices import Level, Line, UnitKind
from organizations.models import Area, Person, Post, Sector, SectorLead, Tenure, Unit
from organizations.permissions import can_read_register


class InForceFilter(ChoiceFilter):
    """Area codes that are valid today, or no longer."""

    title = _("validity")
    parameter_name = "valid"

    def options(self, request):
        """At present or formerly."""
        return (("now", _("At present")), ("before", _("Formerly")))

    def pick(self, rows, value):
        """By today's date."""
        today = timezone.localdate()
        return rows.in_force(on=today) if value == "now" else rows.filter(valid_to__lt=today)


class InOfficeFilter(ChoiceFilter):
    """Leaders in office today, or past ones."""

    title = _("term of office")
    parameter_name = "in_office"

    def options(self, request):
        """At present or formerly."""
        return (
            ("now", pgettext_lazy("term of office", "At present")),
            ("before", pgettext_lazy("term of office", "Formerly")),
        )

    def pick(self, rows, value):
        """By today's date."""
        today = timezone.localdate()
        return rows.in_office(on=today) if value == "now" else rows.filter(to_on__lt=today)


class RegisterAdmin(HouseAdmin):
    """A kind of record of the register: read by everybody here, with a note on where it is kept."""

    can_view = staticmethod(can_read_register)
    list_before_template = change_form_outer_before_template = "admin/organizations/register_note.html"


@admin.register(Area)
class AreaAdmin(RegisterAdmin):
    """Areas under their codes, former ones too."""

    list_display = ("code", "name_shown", "level", "superior", "valid_from", "valid_to")
    list_filter = (column_filter("level", _("level"), Level.choices), InForceFilter)
    list_select_related = ("parent",)
    search_fields = ("code", "name", "name_hant", "name_en")
    search_help_text = _("Code or name")
    fields = ("code", "name", "name_hant", "name_en", "level", "superior", "valid_from", "valid_to")
    readonly_fields = ("superior",)

    @admin.display(description=_("name"))
    def name_shown(self, area):
        """In the reader's language."""
        return area.label

    @admin.display(description=_("belongs to"))
    def superior(self, area):
        """The area one level above."""
        return record_link(area.parent)


class PostInline(HouseInline):
    """The leading posts of a unit, with everybody who has held them."""

    model = Post
    fields = ("title_shown", "is_first", "holder", "former_holders")

    def get_queryset(self, request):
        """With all holders, latest first."""
        tenures = Tenure.objects.select_related("person").order_by("-from_on")
        return super().get_queryset(request).prefetch_related(Prefetch("tenures", tenures))

    @admin.display(description=_("post"))
    def title_shown(self, post):
        """In the reader's language."""
        return str(post)

    @admin.display(description=_("held by"))
    def holder(self, post):
        """Whoever holds it without an end."""
        return _listed(_period(tenure) for tenure in post.tenures.all() if tenure.to_on is None)

    @admin.display(description=_("formerly held by"))
    def former_holders(self, post):
        """Everybody before, latest first."""
        return _listed(_period(tenure) for tenure in post.tenures.all() if tenure.to_on)


@admin.register(Unit)
class UnitAdmin(RegisterAdmin):
    """Units with their leaders."""

    list_display = ("name_shown", "kind", "line", "area_shown", "superior", "is_active")
    list_filter = (
        column_filter("kind", _("kind"), UnitKind.choices),
        column_filter("line", _("line of work"), Line.choices),
        column_filter("area__level", _("level"), Level.choices),
        column_filter("is_active", _("active"), YES_NO),
    )
    list_select_related = ("area", "parent")
    search_fields = ("name", "name_hant", "name_en", "pinyin", "code")
    search_help_text = _("Name, pinyin or code")
    sortable_by = ()
    fieldsets = (
        (None, {"fields": [("name", "name_hant"), "name_en", "code", "phone"]}),
        (_("Place in the register"), {"fields": [("kind", "line"), ("area_shown", "superior"), "is_active"]}),
    )
    readonly_fields = ("area_shown", "superior")
    inlines = (PostInline,)

    @admin.display(description=_("name"))
    def name_shown(self, unit):
        """In the reader's language."""
        return unit.label

    @admin.display(description=_("area"))
    def area_shown(self, unit):
        """Where the unit is; none above the province."""
        return record_link(unit.area)

    @admin.display(description=_("superior unit"))
    def superior(self, unit):
        """Who commands the unit in its line."""
        return record_link(unit.parent)


@admin.register(Tenure)
class TenureAdmin(RegisterAdmin):
    """Leaders: who holds or held which post."""

    list_display = ("official", "post_shown", "is_first", "unit", "from_on", "to_on")
    list_filter = (
        InOfficeFilter,
        column_filter("post__is_first", _("first responsible person"), YES_NO),
        column_filter("post__unit__line", _("line of work"), Line.choices),
    )
    list_select_related = ("person", "post__unit")
    search_fields = ("person__name", "person__name_en", "post__unit__name", "post__unit__pinyin")
    search_help_text = _("Official or unit")
    ordering = ("post__unit__code", "-post__is_first", "post__name", "-from_on")
    sortable_by = ("from_on", "to_on")
    fields = ("person_link", "post_shown", "is_first", "unit", "from_on", "to_on")
    readonly_fields = ("person_link", "post_shown", "is_first", "unit")

    @admin.display(description=_("official"))
    def official(self, tenure):
        """The person's name."""
        return str(tenure.person)

    @admin.display(description=_("official"))
    def person_link(self, tenure):
        """The person, with all posts."""
        return record_link(tenure.person)

    @admin.display(description=_("post"))
    def post_shown(self, tenure):
        """In the reader's language."""
        return str(tenure.post)

    @admin.display(description=_("first responsible person"))
    def is_first(self, tenure):
        """Whether this post answers for the unit's conduct; a deputy's "no" is no fault."""
        return _("Yes") if tenure.post.is_first else "-"

    @admin.display(description=_("unit"))
    def unit(self, tenure):
        """The unit that is led."""
        return record_link(tenure.post.unit)


class TenureInline(HouseInline):
    """The posts that an official holds or held."""

    model = Tenure
    fields = ("post_shown", "unit", "from_on", "to_on")
    ordering = ("-from_on",)

    def get_queryset(self, request):
        """With the units."""
        return super().get_queryset(request).select_related("post__unit")

    @admin.display(description=_("post"))
    def post_shown(self, tenure):
        """In the reader's language."""
        return str(tenure.post)

    @admin.display(description=_("unit"))
    def unit(self, tenure):
        """The unit that is led."""
        return record_link(tenure.post.unit)


@admin.register(Person)
class PersonAdmin(RegisterAdmin):
    """Officials with the posts they have held."""

    list_display = ("name_shown", "posts_held", "code")
    search_fields = ("name", "name_hant", "name_en", "code")
    search_help_text = _("Name or code")
    sortable_by = ()
    fields = (("name", "name_hant"), "name_en", "code")
    inlines = (TenureInline,)

    def get_queryset(self, request):
        """With the posts held today."""
        held = Tenure.objects.in_office(on=timezone.localdate()).select_related("post__unit")
        return super().get_queryset(request).prefetch_related(Prefetch("tenures", held, to_attr="held"))

    @admin.display(description=_("name"))
    def name_shown(self, person):
        """In the reader's language."""
        return str(person)

    @admin.display(description=_("posts held"))
    def posts_held(self, person):
        """Unit and title of each."""
        return _listed(f"{tenure.post.unit} · {tenure.post}" for tenure in person.held)


class SectorLeadInline(HouseInline):
    """The lines of work that lead a sector."""

    model = SectorLead
    fields = ("position", "line", "cues")


@admin.register(Sector)
class SectorAdmin(RegisterAdmin):
    """The eight sectors and who leads them."""

    list_display = ("number", "name_shown", "summary_shown")
    list_display_links = ("name_shown",)
    fields = ("number", ("name", "name_hant"), "name_en", "summary_shown")
    inlines = (SectorLeadInline,)

    @admin.display(description=_("name"))
    def name_shown(self, sector):
        """In the reader's language."""
        return sector.label

    @admin.display(description=_("what it covers"))
    def summary_shown(self, sector):
        """In the reader's language."""
        return sector.in_language("summary")


def _period(tenure: Tenure) -> str:
    """The name and the days, e.g. ``Li Ming (2013-03-01 – 2015-06-30)``."""
    words = gettext("%(name)s (%(from)s – %(to)s)") if tenure.to_on else gettext("%(name)s (since %(from)s)")
    return words % {"name": tenure.person, "from": tenure.from_on, "to": tenure.to_on}


def _listed(parts: Iterable[str]) -> str:
    """The parts in one line, or a dash."""
    return gettext("; ").join(parts) or "-"
