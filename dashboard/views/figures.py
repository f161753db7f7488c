"""How much came in and was answered, for everybody to read and to take along."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views import View

from common.spreadsheet import csv_download
from dashboard.selectors import PublicFigures, Quarter, public_figures, quarters_shown

HIDDEN = "*"


@method_decorator(login_not_required, name="dispatch")
class Figures(View):
    """The figures of one quarter; small numbers are hidden."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; a period that isn't offered shows the latest."""
        quarters, chosen = asked_for(request)
        tabs = [
            {"label": one.label, "url": f"?period={one.code}", "active": one == chosen} for one in quarters
        ]
        context = {"figures": public_figures(chosen), "tabs": tabs, "nav_current": "figures"}
        return render(request, "dashboard/public_figures.html", context)


@method_decorator(login_not_required, name="dispatch")
class FiguresFile(View):
    """The same figures as a file for a spreadsheet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What the page shows and no more."""
        _quarters, chosen = asked_for(request)
        return csv_download(lines_of(public_figures(chosen)), name=f"figures-{chosen.code}")


def asked_for(request: HttpRequest) -> tuple[list[Quarter], Quarter]:
    """The quarters on offer, and the one that the address names."""
    quarters = quarters_shown(at=timezone.now())
    code = request.GET.get("period", "")
    return quarters, next((one for one in quarters if one.code == code), quarters[0])


def lines_of(figures: PublicFigures) -> list[list[str]]:
    """The lines of the file: a head, the total, the sectors, the cities."""
    head = [_("Table"), pgettext("row", "Name"), _("Came in"), pgettext("figures", "Answered")]
    total = [_("In all"), "", _number(figures.received), _number(figures.answered)]
    tables = [(_("By sector"), figures.by_sector), (_("By city"), figures.by_city)]
    rows = [
        [title, row.label, _number(row.received), _number(row.answered)]
        for title, table in tables
        for row in table
    ]
    return [head, total, *rows]


def _number(number: int | None) -> str:
    return HIDDEN if number is None else str(number)
