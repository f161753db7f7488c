"""The cases that an inspector may read, each on a page to work from."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.views import ChangeList

from accounts.permissions import can_read_cases
from cases.admin.filters import CityFilter, LightFilter, SectorFilter
from cases.admin.inlines import AccusedInline, AnswerInline, CoHandlerInline, ReviewInline
from cases.admin.looks import case_light, stage_badge
from cases.admin.study import study_of
from cases.choices import Stage
from cases.models import Accused, Case, CoHandler
from cases.permissions import hidden_events
from cases.search import QueryTooShort, search_cases
from cases.selectors.trail import trail_of
from common.admin import YES_NO, BigTableAdmin, badge, column_filter, unit_link


class CaseChangeList(ChangeList):
    """The list of cases, without the long texts."""

    def get_queryset(self, request, exclude_parameters=None):
        """Only what is shown."""
        rows = super().get_queryset(request, exclude_parameters)
        return rows.select_related(None).select_related("city", "sector", "responsible").defer("story")


@admin.register(Case)
class CaseAdmin(BigTableAdmin):
    """The cases that the reader's duties open, less those that accuse the reader's own side."""

    can_view = staticmethod(can_read_cases)
    is_personal = True
    list_display = (
        "number",
        "subject",
        "stage_shown",
        "light",
        "city_shown",
        "sector_shown",
        "holder",
        "supervised",
    )
    list_filter = (
        column_filter("stage", _("stage"), Stage.choices),
        LightFilter,
        CityFilter,
        SectorFilter,
        column_filter("is_supervised", _("under supervision"), YES_NO),
    )
    search_fields = ("subject",)
    search_help_text = _("Case number, or words of two characters or more")
    fieldsets = (
        (
            _("Complaint"),
            {
                "fields": (
                    ("number", "channel"),
                    "subject",
                    "story",
                    ("area", "place_text"),
                    ("sector", "received_at"),
                )
            },
        ),
        (
            _("Where it stands"),
            {
                "fields": (
                    ("stage_shown", "light"),
                    ("desk_link", "holder_link"),
                    ("escalated_link", "reviewer_link"),
                    ("supervised", "submitter"),
                    ("reopened_count", "review_count"),
                )
            },
        ),
        (_("Days"), {"fields": (("accepted_at", "assigned_at"), ("answered_at", "closed_at"), "rule_set")}),
    )
    readonly_fields = (
        *("number", "stage_shown", "light", "supervised", "submitter"),
        *("desk_link", "holder_link", "escalated_link", "reviewer_link"),
    )
    inlines = (AccusedInline, CoHandlerInline, AnswerInline, ReviewInline)
    change_form_outer_before_template = "admin/cases/console_work.html"
    change_form_outer_after_template = "admin/cases/console_study.html"

    def get_changelist(self, request, **kwargs):
        """Without the long texts."""
        return CaseChangeList

    def get_queryset(self, request):
        """With everything that a case names, without the columns that only the search reads."""
        named = ("area", "sector", "desk", "responsible", "escalated_to", "reviewer", "submitted_by")
        return (
            super()
            .get_queryset(request)
            .select_related(*named)
            .defer("search_text", "search_index", "text_marks")
        )

    def get_search_results(self, request, queryset, search_term):
        """Through the index of the case search, in simplified or traditional characters."""
        if not search_term.strip():
            return queryset, False
        try:
            return search_cases(queryset, search_term), False
        except QueryTooShort:
            messages.warning(request, _("Please search for at least two characters."))
            return queryset.none(), False

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With the trail in words, as the staff pages tell it."""
        rows = {Accused: [], CoHandler: []}
        for table in context["inline_admin_formsets"]:
            rows[table.opts.model] = [form.instance for form in table.formset.forms]
        helpers = [row.unit for row in rows[CoHandler]]
        hidden = hidden_events(request.user, obj)
        context["trail"] = trail_of(obj, accused=rows[Accused], helpers=helpers, hidden=hidden)
        context |= study_of(obj, request.user, at=timezone.now())
        return super().render_change_form(request, context, add, change, form_url, obj)

    def view_on_site(self, case):
        """To the staff's page of the case, where moves are made."""
        return reverse("cases:case-detail", args=[case.pk])

    def case_of(self, case):
        """The case itself."""
        return case.pk

    @admin.display(description=_("number"))
    def number(self, case):
        """The number that officials use."""
        return case.number

    @admin.display(description=_("stage"))
    def stage_shown(self, case):
        """With its colour."""
        return stage_badge(case)

    @admin.display(description=_("due"))
    def light(self, case):
        """The light and the last day of the tightest clock."""
        return case_light(case)

    @admin.display(description=_("city"))
    def city_shown(self, case):
        """In the reader's language; none for what concerns the whole province."""
        return str(case.city or "-")

    @admin.display(description=_("sector"))
    def sector_shown(self, case):
        """In the reader's language; none outside the eight."""
        return str(case.sector or "-")

    @admin.display(description=_("responsible unit"))
    def holder(self, case):
        """Who has to handle it."""
        return str(case.responsible or "-")

    @admin.display(description=_("supervision"))
    def supervised(self, case):
        """A word only where there is an order: the rest stays quiet."""
        return badge(_("Under supervision"), "red") if case.is_supervised else "-"

    @admin.display(description=_("intake desk"))
    def desk_link(self, case):
        """To the page of the unit."""
        return unit_link(case.desk)

    @admin.display(description=_("responsible unit"))
    def holder_link(self, case):
        """To the page of the unit."""
        return unit_link(case.responsible)

    @admin.display(description=_("escalated to"))
    def escalated_link(self, case):
        """To the page of the unit."""
        return unit_link(case.escalated_to)

    @admin.display(description=_("reviewing body"))
    def reviewer_link(self, case):
        """To the page of the unit."""
        return unit_link(case.reviewer)

    @admin.display(description=_("submitted by"))
    def submitter(self, case):
        """The municipal system, if one did; without a link, because readers of cases don't open users."""
        return str(case.submitted_by or "-")
