"""The matrix of sectors and cities: what was sent down, read, confirmed and deployed, and what was not (M07)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.views import tried
from organizations.models import Area, Sector
from organizations.selectors import area_on
from sectors import services
from sectors.forms import DeploymentForm
from sectors.permissions import can_enter_deployment, can_open_deployment, can_see_deployment
from sectors.selectors import SHOWN, cell_of, counties_below, matrix_of
from sectors.views.common import CampaignStaffPage


class DeploymentPage(CampaignStaffPage):
    """A page of the matrix, for those whose duty reaches into it."""

    def check_access(self, user) -> None:
        """Whoever has to do with no sector in no area has nothing to see here."""
        super().check_access(user)
        if not can_see_deployment(user):
            raise PermissionDenied


class DeploymentMatrix(DeploymentPage):
    """Sectors and cities, or the list behind one of the numbers above them."""

    def get(self, request: HttpRequest, campaign: int) -> HttpResponse:
        """The matrix, or with ``show`` the list of what is deployed, missing or late."""
        found = self.campaign_or_404(campaign)
        asked = request.GET.get("sector", "")
        matrix = matrix_of(found, request.user, on=self.today).of_sector(asked)
        only = matrix.sectors[0] if asked and len(matrix.sectors) == 1 else None
        show = request.GET.get("show", "")
        context = {
            "campaign": found,
            "matrix": matrix,
            "only": only,
            "asked_sector": f"&sector={only.code}" if only else "",
            "show": show if show in SHOWN else "",
            "cells": matrix.listed(show) if show in SHOWN else (),
            "total": len(matrix.cells),
            "crumbs": self.crumbs(found, (_("Deployment"), "")),
            **{name: len(matrix.listed(name)) for name in SHOWN},
        }
        return render(request, "sectors/deployment.html", context)


class DeploymentCell(DeploymentPage):
    """One sector in one city or county, with the counties below."""

    def get(self, request: HttpRequest, campaign: int, sector: str, area: str) -> HttpResponse:
        """How it stands, and the form for those who enter it."""
        self.find(campaign, sector, area)
        return self.show(DeploymentForm(row=self.cell.row))

    def post(self, request: HttpRequest, campaign: int, sector: str, area: str) -> HttpResponse:
        """Enter it; a refusal is told in words and nothing typed is lost."""
        self.find(campaign, sector, area)
        form = DeploymentForm(request.POST, row=self.cell.row)

        def act():
            services.enter_deployment(
                campaign=self.campaign,
                sector=self.sector,
                area=self.area,
                draft=form.draft,
                actor=request.user,
                at=self.now,
            )

        if not form.is_valid() or not tried(form, act):
            return self.show(form)
        messages.success(request, _("It is recorded."))
        return redirect(request.path)

    def find(self, campaign: int, sector: str, area: str) -> None:
        """The cell; it doesn't exist for whoever doesn't see it."""
        self.campaign = self.campaign_or_404(campaign)
        sector_row = Sector.objects.filter(code=sector).first()
        area_row = area_on(area, self.today)
        if sector_row is None or area_row is None or area_row.level == "province":
            raise Http404
        self.sector: Sector = sector_row
        self.area: Area = area_row
        if not can_open_deployment(self.request.user, self.sector, self.area):
            raise Http404
        self.cell = cell_of(self.campaign, self.sector, self.area)

    def show(self, form: DeploymentForm) -> HttpResponse:
        """The page with the form."""
        user = self.request.user
        below = counties_below(self.campaign, self.area, user, on=self.today)
        counties = [cell for cell in below.cells if cell.sector.pk == self.sector.pk]
        context = {
            "campaign": self.campaign,
            "cell": self.cell,
            "counties": counties if self.area.level == "city" else (),
            "form": form if can_enter_deployment(user, self.sector, self.area) else None,
            "crumbs": self.crumbs(
                self.campaign,
                (_("Deployment"), self.matrix_url()),
                (f"{self.sector} · {self.area}", ""),
            ),
        }
        return render(self.request, "sectors/deployment_cell.html", context)

    def matrix_url(self) -> str:
        """The matrix that the cell belongs to."""
        return reverse("sectors:deployment", args=[self.campaign.pk])
