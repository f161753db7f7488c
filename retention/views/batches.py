"""Destruction lists: all of them, drawing one up, one with its lines, and its files."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.choices import Decision
from audit.choices import ReadKind
from audit.services import note_reading
from cases.models import Case
from cases.views.evidence import guarded
from common.paging import page_by_key, page_links
from common.spreadsheet import csv_download
from retention import services
from retention.choices import LineState, RecordClass
from retention.forms import DecideOnListForm, ListForm
from retention.models import DisposalBatch
from retention.permissions import can_decide_on_batch
from retention.selectors.batches import line_rows, progress_of, shown_line
from retention.selectors.due import bars_of, due_cases
from retention.selectors.paper import list_paper
from retention.selectors.terms import term_on
from retention.services.batches import LOOKED_AT, MOST_LINES
from retention.views.page import ROWS, RetentionPage

# So often a page looks again by itself while a list is carried out.
SECONDS_BETWEEN_LOOKS = 5


class BatchPage(RetentionPage):
    """A page of destruction lists; a list that the user may not see doesn't exist for him."""

    tab = "batch-list"

    def find_batch(self, pk: int) -> DisposalBatch:
        """The list of this address, or 404."""
        batches = DisposalBatch.objects.visible_to(self.request.user)
        found = batches.select_related("unit", "asked_by", "decided_by").filter(pk=pk).order_by().first()
        if found is None:
            raise Http404
        return found


class BatchList(BatchPage):
    """The lists that the user may see."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of them, the newest first."""
        page = page_by_key(
            DisposalBatch.objects.visible_to(request.user).select_related("unit", "asked_by", "decided_by"),
            order=("-id",),
            size=ROWS,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        rows = [{"batch": batch, "progress": progress_of(batch)} for batch in page.rows]
        context = {"rows": rows, **self.tabs(), **page_links(page, request.GET)}
        return render(request, "retention/batch_list.html", context)


class BatchAdd(BatchPage):
    """Drawing up a list of what is due of a class."""

    def asks_again(self, request: HttpRequest) -> bool:
        """Before it is drawn up."""
        return request.method == "POST"

    def get(self, request: HttpRequest, record_class: str) -> HttpResponse:
        """What would be on it, exactly what goes, and the form."""
        return self._show(self._known(record_class), ListForm())

    def post(self, request: HttpRequest, record_class: str) -> HttpResponse:
        """Draw it up; the leaders of the commission are told."""
        known, form = self._known(record_class), ListForm(request.POST)
        if not form.is_valid():
            return self._show(known, form)
        try:
            batch = services.propose_batch(
                record_class=known, reason=form.cleaned_data["reason"], actor=request.user, at=self.now
            )
        except services.RetentionRefused as refusal:
            form.add_refusal(refusal)
            return self._show(known, form)
        messages.success(request, _("The list is closed; a leader of the commission decides."))
        return redirect("retention:batch-detail", batch=batch.pk)

    def _known(self, record_class: str) -> str:
        if record_class not in RecordClass.values:
            raise Http404
        return record_class

    def _show(self, record_class: str, form) -> HttpResponse:
        term = term_on(record_class, self.today)
        seen = Case.objects.supervised_by(self.request.user)
        ids = list(due_cases(seen, term, self.today).values_list("pk", flat=True)[:LOOKED_AT])
        bars = bars_of(ids, record_class, on=self.today)
        free = sum(not kept for kept in bars.values())
        context = {
            "term": term,
            "form": form,
            "count": min(free, MOST_LINES),
            "kept": len(ids) - free,
            "most": MOST_LINES,
            "is_identity": record_class == RecordClass.IDENTITY,
            "crumbs": self.crumbs(_("New list")),
        }
        return render(self.request, "retention/batch_add.html", context)


class BatchDetail(BatchPage):
    """One list: its lines, the decision on it, and how far it is carried out."""

    def asks_again(self, request: HttpRequest) -> bool:
        """Before it is decided."""
        return request.method == "POST"

    def get(self, request: HttpRequest, batch: int) -> HttpResponse:
        """A page of the list; while it is carried out the page looks again by itself."""
        found = self.find_batch(batch)
        return self._show(found, self._form(found))

    def post(self, request: HttpRequest, batch: int) -> HttpResponse:
        """Grant or refuse the whole of it."""
        found = self.find_batch(batch)
        form = self._form(found, request.POST)
        if form is None or not form.is_valid():
            return self._show(found, form)
        try:
            services.decide_on_batch(batch_id=found.pk, actor=request.user, at=self.now, **form.cleaned_data)
            messages.success(request, _("The decision is recorded, and whoever asked was told."))
        except services.RetentionRefused as refusal:
            messages.error(request, " ".join(refusal.sentences))
        return redirect("retention:batch-detail", batch=found.pk)

    def _form(self, batch: DisposalBatch, data=None):
        if batch.decision or not can_decide_on_batch(self.request.user, batch):
            return None
        return DecideOnListForm(data, initial={"digest": batch.digest})

    def _show(self, batch: DisposalBatch, form) -> HttpResponse:
        asked = self.request.GET
        page = page_by_key(
            batch.lines.select_related("area", "term", "tombstone"),
            order=("id",),
            size=ROWS,
            after=asked.get("after", ""),
            before=asked.get("before", ""),
        )
        progress = progress_of(batch)
        context = {
            "batch": batch,
            "form": form,
            "is_identity": batch.record_class == RecordClass.IDENTITY,
            "is_own": batch.asked_by_id == self.request.user.pk,
            "lines": [shown_line(line) for line in page.rows],
            "progress": progress,
            "crumbs": self.crumbs(batch.number),
            **page_links(page, asked),
        }
        answer = render(self.request, "retention/batch_detail.html", context)
        if (
            batch.decision == Decision.GRANTED
            and progress[LineState.WAITING]
            and self.request.method == "GET"
        ):
            answer["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
        return answer


class BatchExport(BatchPage):
    """The list for spreadsheets."""

    def get(self, request: HttpRequest, batch: int) -> HttpResponse:
        """Sent as it is read from the database; noted in the read log."""
        found = self.find_batch(batch)
        note_reading(reader=request.user, kind=ReadKind.LIST, item=f"disposal:{found.pk}")
        name = f"disposal-{found.pk}"
        return guarded(csv_download(line_rows(found), name=name), f"{name}.csv")


class BatchPaper(BatchPage):
    """The list on paper, with the places for the two signatures and for those who watch the destruction."""

    def get(self, request: HttpRequest, batch: int) -> HttpResponse:
        """The PDF, to be kept as a file; noted in the read log."""
        from common.pdf import booklet

        found = self.find_batch(batch)
        note_reading(reader=request.user, kind=ReadKind.LIST, item=f"disposal:{found.pk}")
        cover, blocks = list_paper(found, reader=request.user.full_name)
        traditional = translation.get_language() == "zh-hant"
        pdf = booklet(cover, blocks, traditional=traditional)
        return guarded(HttpResponse(pdf), f"disposal-{found.pk}.pdf")
