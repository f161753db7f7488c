"""The published plans for everybody: no account, no script (M05)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View

from sectors.models import SectorPlan
from sectors.selectors import (
    current_campaign,
    in_readers_script,
    item_rows,
    lead_units,
    phases_around,
    public_plans,
    public_version,
    readers_script,
)


@method_decorator(login_not_required, name="dispatch")
class PublicPlans(View):
    """The campaign with its phases, and the plans that were published."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One line for each sector with a published plan."""
        today = timezone.localdate()
        campaign = current_campaign(on=today)
        versions = public_plans(campaign) if campaign else []
        leads = lead_units([version.plan.sector for version in versions])
        context = {
            "campaign": campaign,
            "phases": phases_around(campaign, today=today) if campaign else (),
            "plans": [(version, leads[version.plan.sector_id]) for version in versions],
        }
        return render(request, "sectors/public_plans.html", context)


@method_decorator(login_not_required, name="dispatch")
class PublicPlan(View):
    """One published plan: what is to be put right, by which standard, by whom and until when."""

    def get(self, request: HttpRequest, code: str, sector: str) -> HttpResponse:
        """The newest published version; evidence, scores and names stay inside."""
        plans = SectorPlan.objects.select_related("campaign", "sector")
        version = public_version(plans.filter(campaign__code=code, sector__code=sector).first())
        if version is None:
            raise Http404
        context = {
            "version": version,
            "sector": version.plan.sector,
            "campaign": version.plan.campaign,
            "leads": lead_units([version.plan.sector])[version.plan.sector_id],
            "aim": in_readers_script(version.aim),
            "script": readers_script(),
            "rows": item_rows(version, today=timezone.localdate()),
        }
        return render(request, "sectors/public_plan.html", context)
