"""One sector in one view: its plan, complaints, ratings, orders, outcomes and money, for all that somebody sees or one area of it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.selectors import reaches_of, standing_of
from cases.selectors.register import areas, sector_by_code
from cases.views.common import CasePage
from dashboard.forms import AreaForm
from dashboard.permissions import can_see_sectors
from dashboard.selectors import FEW, analyse
from dashboard.selectors.campaign import Asked, months_of, places_of
from dashboard.views.sector_board import panels_of
from dashboard.views.sector_panels import SectorView
from dashboard.views.sector_tables import map_context, place_rows, year_context
from organizations.models import Sector
from sectors.selectors import current_campaign

ON_MAP = ("open", "red", "received", "in_time", "pleased")


class SectorList(CasePage):
    """The address above the sectors leads to the campaign, which shows them all."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """To the campaign."""
        return redirect("dashboard:campaign")


class SectorPage(CasePage):
    """A sector as far as somebody's duty reaches: the province's all of it, a city's the city (M04). Others have no such page."""

    def check_access(self, user) -> None:
        """Only for commissions and for departments that lead a sector."""
        super().check_access(user)
        if not can_see_sectors(user):
            raise PermissionDenied

    def get(self, request: HttpRequest, sector: str) -> HttpResponse:
        """The panels, the months of the campaign, and the places as a table and as a map."""
        asked, form = self.asked_for(sector)
        found = analyse(request.user, asked.question, at=asked.at)
        view = SectorView(asked, found)
        places = places_of(asked, found, view.now, view.cells[1]) if found.place else []
        months = months_of(found, asked.campaign, today=asked.today)
        context = {
            "sector": asked.sector,
            "campaign": asked.campaign,
            "place": self.place_name(asked),
            "form": form,
            "is_filtered": bool(asked.area),
            "reset_url": request.path,
            "found": found,
            "panels": panels_of(view),
            "few": FEW,
            "statistics_url": view.links.to_page(),
            "is_city": found.place == "city",
            **place_rows(view, places),
            **year_context(months, found.question),
            **(map_context(places, request, ON_MAP) if found.place == "city" else {}),
            "crumbs": self.crumbs(asked),
        }
        return render(request, "dashboard/sector.html", context)

    def asked_for(self, code: str) -> tuple[Asked, AreaForm]:
        """What the address asks for; 404 for a sector that isn't the viewer's."""
        reaches = tuple(reaches_of(self.request.user))
        sector: Sector | None = sector_by_code(code)
        if sector is None or not any(reach.holds_sector(sector.pk) for reach in reaches):
            raise Http404
        form = AreaForm(self.request.GET, standing=standing_of(self.request.user, on=timezone.localdate()))
        area = form.cleaned_data["area"] if form.is_valid() else ""
        campaign = current_campaign(on=self.today)
        return Asked(self.request.user, sector, area, campaign, reaches, self.now), form

    def place_name(self, asked: Asked) -> str:
        """The area that was asked for, or those that the viewer's duties lie in."""
        if asked.area:
            return next(area.label for area in areas().values() if area.code == asked.area)
        actings = standing_of(asked.user, on=timezone.localdate()).actings
        return _(", ").join(dict.fromkeys(acting.unit.area.label for acting in actings if acting.unit.area))

    def crumbs(self, asked: Asked) -> list[dict]:
        """The way from the campaign."""
        label = str(asked.campaign) if asked.campaign else ""
        first = [{"label": label, "url": reverse("dashboard:campaign")}] if label else []
        return [*first, {"label": str(asked.sector), "url": ""}]
