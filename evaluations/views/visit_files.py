"""Handing in a file with visits: first what is in it and what is wrong, line by line; then, once confirmed, the good rows."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from common.spreadsheet import table_download
from evaluations import services
from evaluations.choices import VISIT_FATES, VisitRefusal
from evaluations.forms.windows import VisitFileForm
from evaluations.models import VisitBatch
from evaluations.permissions import can_record_visits, recording_units
from evaluations.views.windows import WindowPage, crumbs


class VisitPage(WindowPage):
    """A page for those who record the visits of a window."""

    def check_access(self, user) -> None:
        """Whoever works for no window has nothing to record."""
        super().check_access(user)
        if not can_record_visits(user):
            raise PermissionDenied


class VisitFile(VisitPage):
    """Handing a file in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form with the template."""
        return self.show(VisitFileForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read it."""
        form = VisitFileForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                batch = services.prepare_visits(
                    file=form.cleaned_data["file"], actor=request.user, at=self.now
                )
            except services.WindowRefused as refusal:
                form.add_error("file", refusal.sentences)
            else:
                return redirect("evaluations:visit-batch", batch.pk)
        return self.show(form)

    def show(self, form: VisitFileForm) -> HttpResponse:
        """The page with the form."""
        context = {
            "form": form,
            "columns": services.heading_words().items(),
            "units": recording_units(self.request.user),
            "crumbs": crumbs(_("Record visits")),
        }
        return render(self.request, "evaluations/visit_file.html", context)


class VisitTemplate(VisitPage):
    """An empty file with the headings."""

    file_by = ("GET",)

    def get(self, request: HttpRequest) -> HttpResponse:
        """CSV or a workbook with the head alone."""
        rows = [list(services.heading_words().values())]
        return table_download(rows, name="visits", sheet="visits", kind=request.GET.get("format", ""))


class VisitBatchPage(VisitPage):
    """What was read of a file; only who handed it in sees it."""

    def get(self, request: HttpRequest, visits: int) -> HttpResponse:
        """The counts, and the problems by line; no row is shown again."""
        named = services.heading_words()
        problems = [
            {
                "line": problem["line"],
                "column": named.get(problem["column"], problem["column"]),
                "why": VisitRefusal(problem["why"]).label,
            }
            for problem in self.batch.problems
        ]
        counts = self.batch.counts
        context = {
            "batch": self.batch,
            "problems": problems,
            "good": counts.get("good", 0),
            "is_waiting": self.batch.confirmed_at is None,
            "counts": [(label, counts[fate]) for fate, label in VISIT_FATES.items() if counts.get(fate)],
            "crumbs": crumbs(_("Record visits")),
        }
        return render(request, "evaluations/visit_batch.html", context)

    def post(self, request: HttpRequest, visits: int) -> HttpResponse:
        """Record the good rows, all or none."""
        try:
            services.confirm_visits(batch_id=self.batch.pk, actor=request.user, at=self.now)
        except services.WindowRefused as refusal:
            messages.error(request, " ".join(refusal.sentences))
        else:
            messages.success(request, _("The visits are recorded."))
        return redirect(request.path)

    @cached_property
    def batch(self) -> VisitBatch:
        """The one of this address."""
        found = VisitBatch.objects.filter(pk=self.kwargs["visits"], made_by=self.request.user).first()
        if found is None:
            raise Http404
        return found
