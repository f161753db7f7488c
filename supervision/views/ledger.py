"""The accountability ledger: the list with its totals, and the same as a file to take out."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.views import StaffPage
from audit.choices import ReadKind
from audit.services import note_reading
from common.paging import page_by_key, page_links
from common.spreadsheet import csv_download
from supervision.forms import LedgerFilterForm
from supervision.models import Accountability
from supervision.permissions import can_keep_ledger
from supervision.selectors import gaps_of, ledger_lines, narrowed, totals_of

ROWS = 50


class LedgerPage(StaffPage):
    """A page for the discipline commissions.

    It names people who answer for something: who has read it stands in the read log before it goes out.
    """

    shown: tuple[ReadKind, int | None, str] | None = None

    def dispatch(self, request, *args, **kwargs):
        """Note what is read; a page that is sent back with a question has been read before."""
        answer = super().dispatch(request, *args, **kwargs)
        if self.shown and request.method in ("GET", "HEAD") and answer.status_code == HTTPStatus.OK:
            kind, case_id, item = self.shown
            note_reading(reader=request.user, kind=kind, case_id=case_id, item=item)
        return answer

    def check_access(self, user) -> None:
        """Nobody else learns that there is a ledger."""
        super().check_access(user)
        if not can_keep_ledger(user):
            raise PermissionDenied

    def crumbs(self, title: str) -> list[dict]:
        """The way to a page below the list."""
        return [
            {"label": _("Accountability ledger"), "url": reverse("supervision:ledger")},
            {"label": title, "url": ""},
        ]


class LedgerList(LedgerPage):
    """The files that the user may see, with filters, and the totals of exactly these."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A page of the list; a wrong filter shows nothing until it is put right."""
        form, files = self.asked_for()
        self.shown = (ReadKind.LEDGER_LIST, None, "")
        page = page_by_key(
            files.for_list(),
            order=("-id",),
            size=ROWS,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        kept = request.GET.copy()
        kept.pop("after", None)
        kept.pop("before", None)
        context = {
            "form": form,
            "is_filtered": any(value for value in kept.values()),
            "reset_url": request.path,
            "export_url": f"{reverse('supervision:ledger-export')}?{kept.urlencode()}",
            "files": page.rows,
            "totals": totals_of(files),
            "gaps": gaps_of(request.user),
            **page_links(page, request.GET),
        }
        return render(request, "supervision/ledger.html", context)

    def asked_for(self):
        """The form as it was filled in, and the files that fit it."""
        form = LedgerFilterForm(self.request.GET or None)
        files = Accountability.objects.visible_to(self.request.user)
        if not form.is_bound:
            return form, files
        return form, narrowed(files, form.cleaned_data) if form.is_valid() else files.none()


class LedgerExport(LedgerList):
    """The same files as the list shows, all pages of them, as CSV."""

    file_by = ("GET",)

    def asks_again(self, request: HttpRequest) -> bool:
        """Many people's files leave the house at once."""
        return True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Sent as it is read from the database."""
        _form, files = self.asked_for()
        self.shown = (ReadKind.LEDGER_LIST, None, f"csv:{files.count()}")
        return csv_download(ledger_lines(files), name=f"ledger-{timezone.localdate().isoformat()}")
