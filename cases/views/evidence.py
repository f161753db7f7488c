"""Handing out the files of a case: always as a download, never for a browser to show."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from audit.choices import ReadKind
from cases.models import Case
from cases.permissions import shown_to_helper
from cases.services import MoveRefused, open_original
from cases.views.common import CasePage
from files.models import StoredFile
from files.services import open_shown

# Nothing in the file may run or load anything, should a browser show it after all.
SANDBOX = "default-src 'none'; sandbox"


class CaseFile(CasePage):
    """One file as those may have it who may see the case: of a picture the copy without its remarks."""

    reads = ReadKind.FILE

    def read_item(self) -> str:
        """Which file."""
        return str(self.kwargs["file"])

    def get(self, request: HttpRequest, pk: int, file) -> HttpResponse:
        """The file, or 404 as long as it isn't checked; a co-handler gets those of a case that shows it its files."""
        case, reads_all = self.find_known_case()
        if not (reads_all or shown_to_helper(request.user, case).files):
            raise Http404
        stored = StoredFile.objects.filter(pk=file, attachment__case=case).first()
        if stored is None or not stored.is_clean:
            raise Http404
        return download(open_shown(stored), stored.shown_name)


class CaseOriginal(CasePage):
    """The sealed original of a picture. By POST, because opening it is written into the trail."""

    http_method_names = ["post"]
    file_by = ("POST",)

    def asks_again(self, request: HttpRequest) -> bool:
        """The remarks in a picture may tell who took it."""
        return True

    def post(self, request: HttpRequest, pk: int, file) -> HttpResponse:
        """The original, for the commission alone."""
        try:
            stored, data = open_original(case_id=pk, file_id=file, actor=request.user, at=self.now)
        except (Case.DoesNotExist, StoredFile.DoesNotExist, MoveRefused) as problem:
            raise Http404 from problem
        return download(data, stored.name)


def download(data: bytes, name: str) -> HttpResponse:
    """An answer that browsers save under a name and never show, and that nobody on the way keeps.

    The type is always "some bytes": the type that the sender claimed is never repeated.
    """
    return guarded(HttpResponse(data), name)


def guarded(response: HttpResponseBase, name: str) -> HttpResponseBase:
    """The same for an answer that is there already."""
    response["Content-Type"] = "application/octet-stream"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
