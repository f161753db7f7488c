"""The list of cases as a file, with the filters and within the sight of whoever asks."""

from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cases.selectors.export import export_lines
from cases.views.listing import TABS, CaseList
from common.paging import count_up_to
from common.spreadsheet import CSV_TYPE, XLSX_TYPE, csv_lines, xlsx_file

# More than anybody reads, and about half a minute of one thread.
MOST_ROWS = 100_000


class CaseExport(CaseList):
    """The same cases as the list shows, all pages of them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A CSV as it is read from the database, or a workbook; too many cases, or a wrong filter, lead back to the list."""
        tab, found = self.asked_for()
        problem = self._problem(found)
        if problem:
            messages.error(request, problem)
            return redirect(f"{reverse('cases:case-list')}?{request.GET.urlencode()}")
        lines = export_lines(found.qs.order_by(*TABS[tab][1]), at=self.now)
        name = f"cases-{timezone.localdate().isoformat()}"
        if request.GET.get("format") == "xlsx":
            book = xlsx_file(lines, sheet=_("Cases"))
            return FileResponse(book, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE)
        spoken = in_language(csv_lines(lines), translation.get_language())
        response = StreamingHttpResponse(spoken, content_type=CSV_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response

    def _problem(self, found) -> str:
        if not found.is_valid():
            return _("Nothing is shown until the filter is put right; what you entered is still there.")
        if count_up_to(found.qs, MOST_ROWS + 1) > MOST_ROWS:
            return _("More than %(count)d cases: please narrow the filter, by days for example.") % {
                "count": MOST_ROWS
            }
        return ""


def in_language(parts: Iterable[str], language: str) -> Iterator[str]:
    """The parts of a stream in the language of the page, which is over when the server begins to send them."""
    with translation.override(language):
        yield from parts
