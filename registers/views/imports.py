"""Importing a file: first what is in it and what is wrong, line by line; then, once confirmed, the good rows."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from registers.choices import REGISTERS, BatchState, Fate, Refusal, Register
from registers.forms import ImportForm
from registers.models import ImportBatch
from registers.permissions import can_record_in
from registers.services import RecordRefused, confirm_import, heading_words, prepare_import
from registers.views.common import RegisterPage


class ImportAdd(RegisterPage):
    """Handing a file in."""

    def get(self, request: HttpRequest, register: str) -> HttpResponse:
        """The form with the template."""
        self.ask()
        return self.show(ImportForm())

    def post(self, request: HttpRequest, register: str) -> HttpResponse:
        """Read it."""
        self.ask()
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                batch = prepare_import(
                    register=self.register, file=form.cleaned_data["file"], actor=request.user, at=self.now
                )
            except RecordRefused as refusal:
                form.add_error("file", refusal.sentences)
            else:
                return redirect("registers:import-detail", batch.pk)
        return self.show(form)

    def ask(self) -> None:
        """Only for whoever records something in it."""
        if not can_record_in(self.request.user, self.register):
            raise PermissionDenied

    def show(self, form: ImportForm) -> HttpResponse:
        """The page with the form."""
        context = {
            "register": self.register,
            "form": form,
            "columns": columns_of(self.register),
            "crumbs": self.crumbs(self.register, (_("Import"), "")),
        }
        return render(self.request, "registers/import_add.html", context)


class ImportDetail(RegisterPage):
    """What was read of a file; only who handed it in sees it."""

    def get(self, request: HttpRequest, upload: int) -> HttpResponse:
        """The counts, and the problems by line."""
        register, read = REGISTERS[self.batch.register], self.batch
        named = heading_words(register)
        problems = [
            {
                "line": problem["line"],
                "column": named.get(problem["column"], problem["column"]),
                "why": Refusal(problem["why"]).label,
            }
            for problem in read.problems
        ]
        context = {
            "batch": read,
            "register": register,
            "problems": problems,
            "good": len(read.rows),
            "is_waiting": read.state == BatchState.PREPARED,
            "counts": [(fate.label, read.counts[fate]) for fate in Fate if read.counts.get(fate)],
            "crumbs": self.crumbs(register, (_("Import"), "")),
        }
        return render(request, "registers/import_detail.html", context)

    def post(self, request: HttpRequest, upload: int) -> HttpResponse:
        """Import the good rows, all or none."""
        try:
            confirm_import(batch_id=self.batch.pk, actor=request.user, at=self.now)
        except RecordRefused as refusal:
            for sentence in refusal.sentences:
                messages.error(request, sentence)
        else:
            messages.success(request, _("The rows are in the register."))
        return redirect(request.path)

    @cached_property
    def batch(self) -> ImportBatch:
        """The one of this address."""
        found = ImportBatch.objects.filter(pk=self.kwargs["upload"], made_by=self.request.user).first()
        if found is None:
            raise Http404
        return found


def columns_of(register: Register) -> list[dict]:
    """The headings of the template, and which of them must be filled."""
    named = heading_words(register)
    required = {column.name for column in register.entered if column.is_required}
    return [
        {
            "label": label,
            "name": name,
            "is_required": name in required or name in ("number", "area", "unit"),
        }
        for name, label in named.items()
    ]
