"""The home of a campaign: its phase, the sectors as tiles, the map of the cities, and the curve of its year."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.permissions import can_read_cases
from accounts.selectors import Reach, reaches_of
from accounts.views import StaffPage
from cases.choices import Light
from dashboard.selectors import analyse
from dashboard.selectors.campaign import (
    Asked,
    Now,
    months_of,
    open_by_sector_and_place,
    open_orders_by_sector,
    places_of,
)
from dashboard.views.analysis_links import Links, open_list
from dashboard.views.sector_panels import Number, number_of, plan_list
from dashboard.views.sector_tables import map_context, year_context
from sectors.models import Campaign
from sectors.permissions import can_set_up_campaign, can_write_plan, owning_units
from sectors.selectors import (
    Cover,
    Matrix,
    cover_of,
    current_campaign,
    matrix_of,
    narrowed_rows,
    owned_rows,
    phases_around,
    sums_by_phase,
    totals_of,
)

ON_MAP = ("open", "red", "received", "in_time", "pleased")
DEPLOYED = "deployed"


class CampaignHome(StaffPage):
    """The campaign that runs, or ran last, as far as somebody's duty reaches (M01, M02, M04, M07)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Phase, coverage, tiles, map and curve; or that none has been set up."""
        return self.show(current_campaign(on=self.today))

    def show(self, campaign: Campaign | None) -> HttpResponse:
        """The page of a campaign."""
        context = {
            "campaign": campaign,
            "may_set_up": can_set_up_campaign(self.request.user),
            "others": Campaign.objects.exclude(pk=campaign.pk) if campaign else (),
        }
        if campaign is not None:
            context |= self.of_campaign(campaign)
        return render(self.request, "dashboard/campaign.html", context)

    def of_campaign(self, campaign: Campaign) -> dict:
        """What the page shows of a campaign."""
        user = self.request.user
        asked = Asked(user, None, "", campaign, tuple(reaches_of(user)), self.now)
        covers = shown_to(asked.reaches, cover_of(campaign, user=user, today=self.today))
        matrix = matrix_of(campaign, user, on=self.today)
        reads_cases = can_read_cases(user)
        by_sector, by_place = open_by_sector_and_place(asked) if reads_cases else ({}, {})
        orders = open_orders_by_sector(asked, [cover.sector for cover in covers]) if reads_cases else {}
        tiles = Tiles(asked, matrix, by_sector if reads_cases else None, orders)
        phases = phases_around(campaign, today=self.today)
        return {
            "phases": phases,
            "phase": next((phase for phase in phases if phase.is_today), None),
            "tiles": [tiles.tile(cover) for cover in covers],
            "totals": totals_of(covers),
            "sums": sums_by_phase(campaign, covers),
            "own": self.own_items(campaign),
            "deployed_share": f"{len(matrix.listed(DEPLOYED))}/{len(matrix.cells)}",
            "cells": matrix.cells,
            **(self.figures(asked, matrix, by_place) if reads_cases else {}),
        }

    def own_items(self, campaign: Campaign) -> dict | None:
        """How many items the user's unit owns, whoever leads their sectors; None where there are none."""
        units = owning_units(self.request.user)
        rows = owned_rows(campaign, units, today=self.today) if units else []
        return {"items": len(rows), "late": len(narrowed_rows(rows, "late"))} if rows else None

    def figures(self, asked: Asked, matrix: Matrix, by_place: dict[str, Now]) -> dict:
        """The months, and for whoever sees more than one city the map."""
        found = analyse(asked.user, asked.question, at=asked.at)
        context = {"found": found} | year_context(
            months_of(found, asked.campaign, today=asked.today), found.question
        )
        if found.place != "city":
            return context
        per_city = {area.code: sum(cell.is_deployed for cell in cells) for area, cells in matrix.lines}
        more = {DEPLOYED: (_("Sectors deployed"), per_city)} if per_city else {}
        places = places_of(asked, found, by_place, matrix.cells)
        drawn = map_context(places, self.request, [*ON_MAP, *more], **more)
        # The cities lead to the statistics of each, where all sectors stand together.
        links = Links(found.question)
        cities = [
            (city, links.to_page(area=city.code) if city.code else "") for city, _url in drawn["map_cities"]
        ]
        return context | drawn | {"map_cities": cities}


class CampaignPage(CampaignHome):
    """Any other campaign."""

    def get(self, request: HttpRequest, campaign: int) -> HttpResponse:
        """The same page of another one."""
        found = Campaign.objects.prefetch_related("phases").filter(pk=campaign).first()
        if found is None:
            raise Http404
        return self.show(found)


def shown_to(reaches: Iterable[Reach], covers: list[Cover]) -> list[Cover]:
    """The sectors that a duty reaches (M04); for everybody else those whose plan is published."""
    reaches = list(reaches)
    if reaches:
        return [cover for cover in covers if any(reach.holds_sector(cover.sector.pk) for reach in reaches)]
    return [cover for cover in covers if cover.version is not None]


class Tiles:
    """What the tiles of the sectors are made from; ``open_now`` is None for whoever reads no cases."""

    def __init__(
        self, asked: Asked, matrix: Matrix, open_now: dict[int | None, Now] | None, orders: dict[int, int]
    ):
        self.asked, self.matrix, self.open_now, self.orders = asked, matrix, open_now, orders

    def tile(self, cover: Cover) -> dict:
        """One sector: the way to its page, how its plan stands, and its numbers."""
        code = cover.sector.code
        reaches = any(reach.holds_sector(cover.sector.pk) for reach in self.asked.reaches)
        page = reverse("sectors:plan", args=[self.asked.campaign.pk, code])
        has_plan = (
            cover.version is not None or cover.is_inside or can_write_plan(self.asked.user, cover.sector)
        )
        numbers = [*self._of_plan(cover), *self._of_cases(cover), *self._of_deployment(code)]
        return {
            "cover": cover,
            "url": reverse("dashboard:sector", args=[code]) if reaches else page,
            "plan_url": page if has_plan else "",
            "numbers": numbers,
        }

    def _of_plan(self, cover: Cover) -> list[Number]:
        if cover.version is None:
            return []
        listed = plan_list(self.asked.campaign, cover)
        return [
            number_of(_("Items done"), cover.done, f"{listed}?show=done", of=len(cover.rows)),
            number_of(
                _("Past their day"),
                len(narrowed_rows(cover.rows, "late")),
                f"{listed}?show=late",
                kind="red",
            ),
        ]

    def _of_cases(self, cover: Cover) -> list[Number]:
        if self.open_now is None:
            return []
        code = cover.sector.code
        now = self.open_now.get(cover.sector.pk, Now())
        first, last = self.asked.question.first.isoformat(), self.asked.question.last.isoformat()
        asked = {"tab": "open", "sector": code, "issued_from": first, "issued_to": last}
        return [
            number_of(_("Complaints open"), now.open, open_list(sector=code)),
            number_of(_("Overdue now"), now.red, open_list(sector=code, light=Light.RED), kind="red"),
            number_of(
                _("Orders open"),
                self.orders.get(cover.sector.pk, 0),
                f"{reverse('supervision:order-list')}?{urlencode(asked)}",
            ),
        ]

    def _of_deployment(self, code: str) -> list[Number]:
        column = self.matrix.of_sector(code)
        if not column.cells:
            return []
        page = reverse("sectors:deployment", args=[self.asked.campaign.pk])
        query = urlencode({"sector": code, "show": DEPLOYED})
        return [
            number_of(_("Deployed"), len(column.listed(DEPLOYED)), f"{page}?{query}", of=len(column.cells))
        ]
