"""The rounds of the appraisal in the console: how far each is and what was done with it; no ballot, no score."""

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import can_oversee
from accounts.selectors import COMMISSIONERS
from common.admin import HouseAdmin, HouseInline, badge, column_filter, record_link, unit_link
from evaluations.choices.appraisal import RoundStage
from evaluations.lifecycle.rounds import ROUND_MOVE_BY_NAME
from evaluations.models import Appraised, Round, RoundEvent
from evaluations.querysets.rounds import offices_of
from evaluations.selectors.rounds import OTHER_EVENTS

TONES = {
    RoundStage.DRAFT: "plain",
    RoundStage.OPEN: "green",
    RoundStage.CLOSED: "yellow",
    RoundStage.COMPUTED: "yellow",
    RoundStage.PUBLISHED: "blue",
    RoundStage.CANCELLED: "plain",
}


class AppraisedInline(HouseInline):
    """The units that are appraised. How many have voted stands nowhere by unit: that would tell who has just done so."""

    model = Appraised
    fields = ("unit_shown", "enforces")

    def get_queryset(self, request):
        """With what a line names."""
        return super().get_queryset(request).select_related("unit")

    @admin.display(description=_("unit"))
    def unit_shown(self, row):
        """With a link to its page."""
        return unit_link(row.unit)


class EventInline(HouseInline):
    """What the appraisal office has done, and when."""

    model = RoundEvent
    fields = ("at", "move_shown", "actor", "note")

    def get_queryset(self, request):
        """With who did it."""
        return super().get_queryset(request).select_related("actor")

    @admin.display(description=_("move"))
    def move_shown(self, event):
        """In words."""
        row = ROUND_MOVE_BY_NAME.get(event.move)
        return row.label if row else OTHER_EVENTS[event.move][0]


@admin.register(Round)
class RoundAdmin(HouseAdmin):
    """The rounds of the reader's commission and of all below it."""

    can_view = staticmethod(can_oversee)
    list_display = ("title", "organiser_shown", "begins_on", "ends_on", "stage_shown", "published_at")
    list_filter = (column_filter("stage", _("stage"), RoundStage.choices),)
    search_fields = ("title", "organiser__name")
    sortable_by = ()
    fields = (
        ("title", "stage_shown"),
        ("organiser_shown", "campaign_shown"),
        ("begins_on", "ends_on", "closes_on"),
        ("planned_by", "planned_at"),
        ("opened_at", "closed_at"),
        ("computed_at", "published_at", "corrected_at"),
    )
    readonly_fields = ("stage_shown", "organiser_shown", "campaign_shown")
    inlines = (AppraisedInline, EventInline)

    def get_queryset(self, request):
        """What the reader sees as a commission; what he sees for a unit of his own stands on the pages of the staff."""
        own = list(offices_of(request.user, *COMMISSIONERS))
        rounds = super().get_queryset(request).filter(organiser__lineage__overlap=own)
        return rounds.select_related("organiser__area", "campaign", "planned_by")

    def view_on_site(self, found):
        """To the staff's page of the round, where moves are made."""
        return reverse("evaluations:round", args=[found.pk])

    @admin.display(description=_("stage"))
    def stage_shown(self, found):
        """On its colour."""
        return badge(found.get_stage_display(), TONES[RoundStage(found.stage)])

    @admin.display(description=_("commission that appraises"))
    def organiser_shown(self, found):
        """With a link to its page."""
        return unit_link(found.organiser)

    @admin.display(description=_("campaign"))
    def campaign_shown(self, found):
        """With a link to the record."""
        return record_link(found.campaign)
