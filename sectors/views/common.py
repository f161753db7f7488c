"""What the pages of the campaign share."""

from django.http import Http404
from django.urls import reverse

from accounts.views import StaffPage
from organizations.models import Sector
from sectors.models import Campaign, PlanVersion


class CampaignStaffPage(StaffPage):
    """A page of the campaign for people with a duty."""

    def campaign_or_404(self, pk: int) -> Campaign:
        """The campaign of that key."""
        campaign = Campaign.objects.filter(pk=pk).first()
        if campaign is None:
            raise Http404
        return campaign

    def version_or_404(self, pk: int) -> PlanVersion:
        """The version of that key, with its plan."""
        versions = PlanVersion.objects.select_related("plan__campaign", "plan__sector", "begun_by")
        version = versions.filter(pk=pk).first()
        if version is None:
            raise Http404
        return version

    def crumbs(self, campaign: Campaign, *steps: tuple[str, str]) -> list[dict]:
        """The way to a page below the overview; the last step is the page itself."""
        first = {"label": str(campaign), "url": reverse("dashboard:campaign-page", args=[campaign.pk])}
        return [first, *({"label": label, "url": url} for label, url in steps)]


def plan_url(campaign: Campaign, sector: Sector) -> str:
    """The page of a sector's plan."""
    return reverse("sectors:plan", args=[campaign.pk, sector.code])
