"""Taking the file of a case out: as PDF, or as one zip with its evidence."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cases.forms import BundleForm
from cases.models import Case
from cases.permissions import can_open_original
from cases.services import MoveRefused, bundle, take_case_file
from cases.views.evidence import guarded
from cases.views.tabs import TabbedPage, tabs_of


class CaseBundle(TabbedPage):
    """What the file of a case holds, and taking it out. By POST, because that is written into the trail."""

    file_by = ("POST",)

    def asks_again(self, request: HttpRequest) -> bool:
        """Before the buttons are shown, and before the file leaves the house."""
        return True

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What this reader would get."""
        case, reads_all = self.find_known_case()
        context = {
            "case": case,
            "reads_all": reads_all,
            "opens_originals": reads_all and can_open_original(request.user, case),
            "tabs": tabs_of(request.user, case, "file", reads_all=reads_all),
            "crumbs": self.crumbs(case, _("Case file")),
        }
        return render(request, "cases/case_bundle.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The PDF at once, or the zip while it is packed."""
        form = BundleForm(request.POST)
        if not form.is_valid():
            raise Http404
        try:
            taken = take_case_file(case_id=pk, actor=request.user, at=self.now, **form.cleaned_data)
        except (Case.DoesNotExist, MoveRefused) as problem:
            raise Http404 from problem
        name = f"case-{taken.case.number}"
        if form.cleaned_data["form"] == "pdf":
            return guarded(HttpResponse(taken.pdf), f"{name}.pdf")
        return guarded(StreamingHttpResponse(bundle(taken)), f"{name}.zip")
