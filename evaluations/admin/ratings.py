"""Ratings in the console: what citizens say of the answers, for inspectors to read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions import can_read_cases
from audit.admin.filters import DayFilter
from cases.models import Case
from common.admin import YES_NO, BigTableAdmin, badge, column_filter, record_link, unit_link
from evaluations.choices import Grade, Reason
from evaluations.models import Rating

# What the lists don't show.
LONG_TEXTS = (
    *(f"answer__{name}" for name in ("request", "facts", "opinion", "legal_basis")),
    *(f"answer__case__{name}" for name in ("story", "search_text", "search_index", "text_marks")),
)
TONES = {Grade.SATISFIED: "green", Grade.MOSTLY: "blue", Grade.DISSATISFIED: "red"}


class RatedFilter(DayFilter):
    """Ratings of the last days."""

    title = _("rated")
    parameter_name = "rated"
    moment = "rated_at"


@admin.register(Rating)
class RatingAdmin(BigTableAdmin):
    """The ratings of cases that the reader may see."""

    can_view = staticmethod(can_read_cases)
    is_personal = True
    list_display = ("rated_at", "grade_shown", "reason", "reopened", "case_link", "unit")
    list_filter = (
        column_filter("grade", _("grade"), Grade.choices),
        column_filter("reason", pgettext_lazy("rating", "reason"), Reason.choices),
        column_filter("reopened", _("reopened the case"), YES_NO),
        RatedFilter,
    )
    fields = (("grade_shown", "reason"), "comment", ("rated_at", "reopened"), ("case_link", "unit"))
    readonly_fields = ("grade_shown", "case_link", "unit")

    def get_queryset(self, request):
        """Only ratings of cases that exist for this user."""
        ratings = super().get_queryset(request).filter(answer__case__in=Case.objects.visible_to(request.user))
        return ratings.select_related("answer__case", "answer__unit").defer(*LONG_TEXTS)

    def case_of(self, rating):
        """The case whose answer was rated."""
        return rating.answer.case_id

    @admin.display(description=_("grade"))
    def grade_shown(self, rating):
        """With its colour."""
        return badge(rating.get_grade_display(), TONES[rating.grade])

    @admin.display(description=_("case"))
    def case_link(self, rating):
        """To the case."""
        return record_link(rating.answer.case)

    @admin.display(description=_("answered by"))
    def unit(self, rating):
        """The unit whose answer was rated."""
        return unit_link(rating.answer.unit)
