"""The campaigns and the plans of the sectors in the console: what an inspector may read, and nothing to change."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions import can_oversee
from common.admin import HouseAdmin, HouseInline, badge, column_filter, record_link, unit_link
from sectors.choices import VersionState
from sectors.models import Campaign, CampaignPhase, PlanItem, PlanVersion, SectorPlan
from sectors.permissions import can_inspect_plans
from sectors.selectors import item_rows

STATE_TONES = {VersionState.DRAFT: "gray", VersionState.ASKED: "yellow", VersionState.APPROVED: "blue"}


class PhaseInline(HouseInline):
    """The days of each phase."""

    model = CampaignPhase
    fields = ("name", "starts_on", "ends_on")


@admin.register(Campaign)
class CampaignAdmin(HouseAdmin):
    """The campaigns with their days; they are set up on the pages of the staff."""

    can_view = staticmethod(can_oversee)
    list_display = ("code", "name_shown", "starts_on", "ends_on")
    search_fields = ("code", "name", "name_en")
    fields = (("code", "name_shown"), ("starts_on", "ends_on"), ("set_up_by", "set_up_at"))
    readonly_fields = ("name_shown",)
    inlines = (PhaseInline,)

    def view_on_site(self, campaign):
        """To the home of the campaign."""
        return reverse("dashboard:campaign-page", args=[campaign.pk])

    @admin.display(description=_("name"))
    def name_shown(self, campaign):
        """In the reader's language."""
        return campaign.label


class ItemInline(HouseInline):
    """The items of the version, each with how far it is."""

    model = PlanItem
    fields = ("number", "title", "owner_shown", "due_on", "progress")

    def get_queryset(self, request):
        """With what a line names."""
        return super().get_queryset(request).select_related("task", "owner", "version__plan__campaign")

    @admin.display(description=_("number"))
    def number(self, item):
        """Within the plan."""
        return item.task.number

    @admin.display(description=pgettext_lazy("plan", "owner"))
    def owner_shown(self, item):
        """With a link to its page."""
        return unit_link(item.owner)

    @admin.display(description=_("how far it is"))
    def progress(self, item):
        """By the newest line, and whether its day has passed."""
        row = self._rows(item.version)[item.pk]
        return badge(row.progress_label, "red" if row.is_late else "blue" if row.is_done else "gray")

    def _rows(self, version: PlanVersion) -> dict:
        """All items of the version, read once for a page."""
        kept = self.__dict__.get("_kept")
        if kept is None or kept[0] != version.pk:
            rows = {row.item.pk: row for row in item_rows(version, today=timezone.localdate())}
            kept = self.__dict__["_kept"] = (version.pk, rows)
        return kept[1]


@admin.register(PlanVersion)
class PlanAdmin(HouseAdmin):
    """The plans, version by version, for the commission of the province; they are decided on on the pages of the staff."""

    can_view = staticmethod(can_inspect_plans)
    list_display = ("label_shown", "sector", "state_shown", "approved_at", "published_at")
    list_filter = (column_filter("state", _("state"), VersionState.choices),)
    list_select_related = ("plan__campaign", "plan__sector")
    fields = (
        ("label_shown", "sector", "state_shown"),
        "aim",
        ("begun_by", "begun_at"),
        ("approved_at", "published_by", "published_at"),
    )
    readonly_fields = ("label_shown", "sector", "state_shown")
    inlines = (ItemInline,)

    def get_queryset(self, request):
        """Those of the plans that the reader sees, drafts and all (M04)."""
        plans = SectorPlan.objects.visible_to(request.user).order_by().values("pk")
        versions = super().get_queryset(request).filter(plan__in=plans)
        return versions.select_related("plan__campaign", "plan__sector")

    def view_on_site(self, version):
        """To the staff's page of the plan, where steps are made."""
        return reverse("sectors:plan", args=[version.plan.campaign_id, version.plan.sector.code])

    @admin.display(description=_("number"))
    def label_shown(self, version):
        """Such as 2013-P7-V2."""
        return version.label

    @admin.display(description=_("sector"))
    def sector(self, version):
        """With a link to the register."""
        return record_link(version.plan.sector)

    @admin.display(description=_("state"))
    def state_shown(self, version):
        """On its colour."""
        return badge(version.get_state_display(), STATE_TONES[VersionState(version.state)])
