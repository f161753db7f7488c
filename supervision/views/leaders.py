"""Units for which nobody stands in the chart of leaders (M58)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from common.paging import page_by_key, page_links
from organizations.models import Area
from supervision.selectors import areas_without_leader, holders_of, units_without_leader
from supervision.views.accountability import LedgerPage

ROWS = 50


class LeaderGaps(LedgerPage):
    """By area how many units have no first responsible person today; of one area which, and who it was before."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The areas, or with ``area`` the units of one."""
        today = timezone.localdate()
        areas = areas_without_leader(request.user, on=today)
        context = {"areas": areas, "total": sum(row.without for row in areas), "today": today}
        if code := request.GET.get("area", ""):
            area = get_object_or_404(Area, code=code, valid_to=None)
            units = units_without_leader(request.user, on=today, area=area)
            page = page_by_key(
                units,
                order=("code",),
                size=ROWS,
                after=request.GET.get("after", ""),
                before=request.GET.get("before", ""),
            )
            past = holders_of(page.rows)
            context |= {
                "area": area,
                "units": [{"unit": unit, "past": past[unit.pk]} for unit in page.rows],
                **page_links(page, request.GET),
            }
        return render(request, "supervision/leader_gaps.html", context)
