"""What belongs to a case, below it on its page."""

from django.contrib import admin
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cases.models import Accused, Answer, ClockSignal, CoHandler, Review
from common.admin import HouseInline, HouseStack, record_link, unit_link


class AccusedInline(HouseInline):
    """Whom the case accuses."""

    model = Accused
    fields = ("unit_shown", "person_shown", "unit_text", "person_text")

    def get_queryset(self, request):
        """With the units and officials."""
        return super().get_queryset(request).select_related("unit", "person")

    @admin.display(description=_("unit"))
    def unit_shown(self, accused):
        """With a link to its page."""
        return unit_link(accused.unit)

    @admin.display(description=_("official"))
    def person_shown(self, accused):
        """With a link to the register."""
        return record_link(accused.person)


class CoHandlerInline(HouseInline):
    """Who helps."""

    model = CoHandler
    fields = ("unit_shown", "added_at")

    def get_queryset(self, request):
        """With the units."""
        return super().get_queryset(request).select_related("unit")

    @admin.display(description=_("unit"))
    def unit_shown(self, helper):
        """With a link to its page."""
        return unit_link(helper.unit)


class AnswerInline(HouseStack):
    """What was answered, latest first."""

    model = Answer
    fields = (
        ("round", "result"),
        "unit_shown",
        "request",
        "facts",
        "opinion",
        "legal_basis",
        ("submitted_at", "released_at"),
    )

    def get_queryset(self, request):
        """With the units."""
        return super().get_queryset(request).select_related("unit")

    @admin.display(description=_("unit"))
    def unit_shown(self, answer):
        """With a link to its page."""
        return unit_link(answer.unit)


class ReviewInline(HouseStack):
    """What the citizen has asked to be reviewed, and what was decided."""

    model = Review
    fields = (("instance", "asked_at"), "unit_shown", "grounds", "outcome", "opinion", "decided_at")

    def get_queryset(self, request):
        """With the bodies that review and their decisions."""
        return super().get_queryset(request).select_related("unit", "decision")

    @admin.display(description=_("unit"))
    def unit_shown(self, review):
        """With a link to its page."""
        return unit_link(review.unit)

    @admin.display(description=_("decision on a review"))
    def outcome(self, review):
        """In a word; a dash while it isn't decided."""
        return review.decision.get_outcome_display() if hasattr(review, "decision") else "—"

    @admin.display(description=_("opinion"))
    def opinion(self, review):
        """What was decided, and why."""
        return review.decision.opinion if hasattr(review, "decision") else "—"

    @admin.display(description=_("decided at"))
    def decided_at(self, review):
        """The moment of the decision."""
        return localize(localtime(review.decision.decided_at)) if hasattr(review, "decision") else "—"


class SignalInline(HouseInline):
    """The signals that a clock has given."""

    model = ClockSignal
    fields = ("kind", "given_at")
    ordering = ("given_at",)
