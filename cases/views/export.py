"""The list of cases as a file, with the filters and within the sight of whoever asks: at once, or by a worker."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.choices import ReadKind
from audit.services import note_reading
from cases.choices import ExportState, FileKind
from cases.filters import CaseFilter
from cases.models import ExportJob
from cases.selectors.columns import COLUMNS, Column, chosen_columns
from cases.selectors.export import export_lines
from cases.selectors.worklist import TABS, choices_of, has_lost_sight
from cases.services import TooManyExports, ask_for_export, open_export
from cases.services.exporting import KEPT
from cases.views.common import CasePage
from cases.views.listing import CaseList
from common.paging import count_up_to
from common.spreadsheet import CSV_TYPE, XLSX_TYPE, table_download

# Up to here the file is sent while it is read: about half a second of one thread.
AT_ONCE = 20_000
# As many rows as a workbook holds with its head, and more than anybody reads.
MOST_ROWS = 1_000_000
TYPES = {FileKind.CSV: CSV_TYPE, FileKind.XLSX: XLSX_TYPE}
SECONDS_BETWEEN_LOOKS = 2


class CaseExport(CaseList):
    """The same cases as the list shows, all pages of them."""

    file_by = ("GET",)

    def asks_again(self, request: HttpRequest) -> bool:
        """Many cases leave the house at once."""
        return True

    def get(self, request: HttpRequest) -> HttpResponse:
        """A file straight away, or the page of the worker that writes it; a wrong filter leads back to the list."""
        tab, found = self.asked_for()
        back = f"{reverse('cases:case-list')}?{request.GET.urlencode()}"
        if not found.is_valid():
            said = _("Nothing is shown until the filter is put right; what you entered is still there.")
            messages.error(request, said)
            return redirect(back)
        total = count_up_to(found.qs, MOST_ROWS + 1)
        if total > MOST_ROWS:
            said = _("More than %(count)d cases: please narrow the filter, by days for example.")
            messages.error(request, said % {"count": MOST_ROWS})
            return redirect(back)
        kind = FileKind.XLSX if request.GET.get("format") == "xlsx" else FileKind.CSV
        if total > AT_ONCE:
            return self._by_worker(tab, found, kind, total, back)
        item = f"{tab}:{kind}:{total}"
        note_reading(reader=request.user, kind=ReadKind.LIST, item=item)
        lines = export_lines(found.qs.order_by(*TABS[tab][1]), columns=self._columns(), at=self.now)
        return _sent(lines, kind)

    def _columns(self) -> tuple[Column, ...]:
        """All columns, or those that the user has chosen for the list."""
        if self.request.GET.get("columns") == "chosen":
            return chosen_columns(choices_of(self.request.user).columns)
        return COLUMNS

    def _by_worker(self, tab: str, found: CaseFilter, kind: str, total: int, back: str) -> HttpResponse:
        try:
            job = ask_for_export(
                actor=self.request.user,
                tab=tab,
                asked=found.form.cleaned_data,
                columns=self._columns(),
                kind=kind,
                total=total,
                at=self.now,
            )
        except TooManyExports:
            messages.error(self.request, _("Your other files aren't ready yet; please wait for them."))
            return redirect(back)
        return redirect("cases:export-job", export=job.pk)


class ExportPage(CasePage):
    """How far a large file is; it exists for its owner alone."""

    def get(self, request: HttpRequest, export: str) -> HttpResponse:
        """The progress, then the way to the file."""
        job = self.own_job()
        context = {
            "job": job,
            "every": SECONDS_BETWEEN_LOOKS,
            "until": job.asked_at + KEPT,
            "is_failed": job.state == ExportState.FAILED,
            "is_stale": job.state == ExportState.DONE
            and has_lost_sight(request.user, since_event=job.newest_event),
            "crumbs": [
                {"label": _("Cases"), "url": reverse("cases:case-list")},
                {"label": _("Large file"), "url": ""},
            ],
        }
        return render(request, "cases/export_job.html", context)

    def own_job(self) -> ExportJob:
        """The job of this address, or 404 for everybody but its owner, and when its day is over."""
        own = ExportJob.objects.filter(owner=self.request.user, asked_at__gt=self.now - KEPT)
        job = own.filter(pk=self.kwargs["export"]).first()
        if job is None:
            raise Http404
        return job


class ExportFile(ExportPage):
    """The file itself."""

    file_by = ("GET",)

    def asks_again(self, request: HttpRequest) -> bool:
        """Many cases leave the house at once."""
        return True

    def get(self, request: HttpRequest, export: str) -> HttpResponse:
        """Sent as long as its owner may still see everything that may be in it."""
        job = self.own_job()
        if job.state != ExportState.DONE or has_lost_sight(request.user, since_event=job.newest_event):
            return redirect("cases:export-job", export=job.pk)
        note_reading(reader=request.user, kind=ReadKind.LIST, item=f"{job.tab}:{job.kind}:{job.written}")
        name = f"cases-{timezone.localdate(job.asked_at).isoformat()}.{job.kind}"
        return FileResponse(
            open_export(job=job), as_attachment=True, filename=name, content_type=TYPES[FileKind(job.kind)]
        )


def _sent(lines: Iterable[list[str]], kind: str) -> HttpResponse:
    """A CSV as it is read from the database, or a workbook."""
    return table_download(
        lines, name=f"cases-{timezone.localdate().isoformat()}", sheet=_("Cases"), kind=kind
    )
