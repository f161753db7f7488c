"""The figures of the staff: a page, and the same figures as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.selectors import standing_of
from cases.views.common import CasePage
from common.spreadsheet import table_download
from dashboard import selectors
from dashboard.forms import AnalysisForm
from dashboard.views.analysis_links import Links
from dashboard.views.analysis_tables import (
    cards,
    charts,
    day_rows,
    lines_of_file,
    periods,
    stay_rows,
    tables,
)
from organizations.models import Unit

ON_MAP = ("open", "received", "in_time", "pleased")


class Analysis(CasePage):
    """What came in, was answered and is unfinished; each number leads to its cases.

    Everything stands in tables; charts are drawn beside them where the browser can.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page for one period and selection."""
        form, found = self.asked_for()
        links = Links(found.question)
        context = {
            "form": form,
            "found": found,
            "is_filtered": any(form.data.get(name) for name in ("sector", "area", "channel", "unit")),
            "reset_url": links.to_page(sector="", area="", channel="", unit=""),
            "unit": Unit.objects.filter(code=found.question.unit).first() if found.question.unit else None,
            "without_unit": links.to_page(unit=""),
            "tabs": periods(found.question, links, timezone.localdate()),
            "cards": cards(found, links),
            "stays": stay_rows(found, links),
            "flow_days": day_rows(found, links, "received", "ended"),
            "stock_days": day_rows(found, links, "open"),
            "charts": charts(found, links),
            "tables": tables(found, links),
            "few": selectors.FEW,
            "csv_url": links.to_page("dashboard:analysis-file"),
            "xlsx_url": links.to_page("dashboard:analysis-file", format="xlsx"),
        }
        return render(request, "dashboard/analysis.html", context | self._map(found, links))

    def asked_for(self) -> tuple[AnalysisForm, selectors.Analysis]:
        """The form as it was filled in, and the figures."""
        today = timezone.localdate()
        standing = standing_of(self.request.user, on=today)
        form = AnalysisForm(self.request.GET.copy(), standing=standing, today=today)
        question = form.question()
        # The months that were meant, which nobody has to have asked for, stand in the form.
        form.data["since"], form.data["until"] = (
            day.isoformat()[:7] for day in (question.first, question.last)
        )
        return form, selectors.analyse(self.request.user, question, at=self.now)

    def _map(self, found: selectors.Analysis, links: Links) -> dict:
        """The map of the cities, for whoever sees more than one, and what else it could show."""
        if found.place != "city":
            return {}
        asked = self.request.GET.get("show", "")
        show = asked if asked in ON_MAP else ON_MAP[0]
        drawn = selectors.map_of(found.by_place, show)
        words = {
            "open": _("Unfinished"),
            "received": _("Received"),
            "in_time": _("Closed in time"),
            "pleased": _("Satisfied or mostly"),
        }
        return {
            "map": drawn,
            "map_cities": [
                (city, links.to_page(area=city.code) if city.code else "") for city in drawn.cities
            ],
            "map_title": words[show],
            "map_tabs": [
                {"label": words[name], "url": f"{links.to_page(show=name)}#map", "active": name == show}
                for name in ON_MAP
            ],
        }


class AnalysisFile(Analysis):
    """The same figures as a file for a spreadsheet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A CSV, or a workbook."""
        _form, found = self.asked_for()
        name = f"figures-{found.question.first.isoformat()}-{found.question.last.isoformat()}"
        sheet, kind = pgettext("numbers", "Figures"), request.GET.get("format", "")
        return table_download(lines_of_file(found), name=name, sheet=sheet, kind=kind)
