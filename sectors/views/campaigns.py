"""Setting a campaign up, and changing it; its home is the dashboard's, because it tells of more than plans."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.views import tried
from sectors import services
from sectors.forms import CampaignForm
from sectors.models import Campaign
from sectors.permissions import can_set_up_campaign
from sectors.views.common import CampaignStaffPage


class CampaignAdd(CampaignStaffPage):
    """Setting a campaign up, for the commission of the province."""

    def check_access(self, user) -> None:
        """Others read it, and that is all."""
        super().check_access(user)
        if not can_set_up_campaign(user):
            raise PermissionDenied

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form."""
        return self.show(CampaignForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Set it up."""
        form = CampaignForm(request.POST)
        made: list[Campaign] = []

        def act():
            made.append(services.set_up_campaign(draft=form.draft, actor=request.user, at=self.now))

        if not form.is_valid() or not tried(form, act):
            return self.show(form)
        messages.success(request, _("The campaign is set up."))
        return redirect("dashboard:campaign-page", campaign=made[0].pk)

    def show(self, form: CampaignForm, campaign: Campaign | None = None) -> HttpResponse:
        """The form of a new campaign, or of one that is there."""
        context = {"form": form, "campaign": campaign}
        return render(self.request, "sectors/campaign_form.html", context)


class CampaignEdit(CampaignAdd):
    """Moving its days, or calling it otherwise."""

    def get(self, request: HttpRequest, campaign: int) -> HttpResponse:
        """The form as the campaign is."""
        found = self.campaign_or_404(campaign)
        return self.show(CampaignForm(campaign=found), found)

    def post(self, request: HttpRequest, campaign: int) -> HttpResponse:
        """Change it."""
        found = self.campaign_or_404(campaign)
        form = CampaignForm(request.POST, campaign=found)

        def act():
            services.change_campaign(campaign_id=found.pk, draft=form.draft, actor=request.user)

        if not form.is_valid() or not tried(form, act):
            return self.show(form, found)
        messages.success(request, _("The campaign is changed."))
        return redirect("dashboard:campaign-page", campaign=found.pk)
