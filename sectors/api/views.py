"""Reading plans and deployments over the API; nothing is written here."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from organizations.models import Unit
from sectors.api.serializers import CellSerializer, PlanSerializer, WholePlanSerializer
from sectors.models import Deployment, PlanVersion, SectorPlan
from sectors.selectors import (
    Cell,
    ItemRow,
    cells_of_systems,
    current_campaign,
    in_readers_script,
    item_rows,
    lead_units,
    public_plans,
    public_version,
)


@dataclass(frozen=True)
class PublicPlan:
    """A published version with the departments that lead its sector, and, where they were read, its items."""

    version: PlanVersion
    leads: list[Unit]
    rows: tuple[ItemRow, ...] = ()

    @property
    def aim(self) -> str:
        """What the plan is to achieve, in the reader's characters."""
        return in_readers_script(self.version.aim)


class PlanList(ListAPIView):
    """The published plans of the campaign that runs, or ran last, by the numbers of their sectors."""

    queryset = PlanVersion.objects.none()
    serializer_class = PlanSerializer

    def get_queryset(self):
        """What everybody may read, with who leads each sector."""
        campaign = current_campaign(on=timezone.localdate())
        versions = public_plans(campaign) if campaign else []
        leads = lead_units([version.plan.sector for version in versions])
        return [PublicPlan(version, leads[version.plan.sector_id]) for version in versions]


class PlanDetail(APIView):
    """One published plan with its items."""

    @extend_schema(responses=WholePlanSerializer)
    def get(self, request, campaign: str, sector: str):
        """The newest published version; 404 where none is published."""
        plans = SectorPlan.objects.select_related("campaign", "sector")
        version = public_version(plans.filter(campaign__code=campaign, sector__code=sector).first())
        if version is None:
            raise Http404
        leads = lead_units([version.plan.sector])[version.plan.sector_id]
        rows = tuple(item_rows(version, today=timezone.localdate()))
        return Response(WholePlanSerializer(PublicPlan(version, leads, rows)).data)


class DeploymentList(ListAPIView):
    """The matrix of the system's own area, by area and sector: a city with its counties, a county alone."""

    queryset = Deployment.objects.none()
    serializer_class = CellSerializer

    def get_queryset(self) -> list[Cell]:
        """The cells of the campaign that runs, or ran last."""
        today: date = timezone.localdate()
        campaign = current_campaign(on=today)
        return cells_of_systems(campaign, self.request.user, on=today) if campaign else []
