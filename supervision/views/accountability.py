"""The accountability ledger: the list with its totals, one file, opening one, and the file to take out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.views import StaffPage
from cases.models import Case
from common.paging import page_by_key, page_links
from common.spreadsheet import CSV_TYPE, csv_lines, in_language
from supervision import services
from supervision.choices import AccountStage
from supervision.forms import (
    STEP_FORMS,
    DecideForm,
    LedgerFilterForm,
    OpenForm,
    ReasonOnlyForm,
)
from supervision.models import Accountability, FalseAccusation
from supervision.permissions import can_decide_on_false_accusation, can_decide_on_measure, can_keep_ledger
from supervision.selectors import gaps_of, ledger_lines, narrowed, totals_of, trail_of, units_of_case

ROWS = 50
# What a person may do at a stage; whether it is his, the service says once more.
STEPS_AT = {
    AccountStage.OPEN: ("propose", "clear"),
    AccountStage.DECIDED: ("serve",),
    AccountStage.SERVED: ("appeal",),
    AccountStage.APPEALED: ("answer",),
    AccountStage.LIFTED: ("clear",),
}


class LedgerPage(StaffPage):
    """A page for the discipline commissions."""

    def check_access(self, user) -> None:
        """Nobody else learns that there is a ledger."""
        super().check_access(user)
        if not can_keep_ledger(user):
            raise PermissionDenied

    @property
    def now(self):
        """The moment of this request."""
        return timezone.now()

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

    def get(self, request: HttpRequest) -> HttpResponse:
        """Sent as it is read from the database."""
        _form, files = self.asked_for()
        lines = in_language(csv_lines(ledger_lines(files)), translation.get_language())
        response = StreamingHttpResponse(lines, content_type=CSV_TYPE)
        name = f"ledger-{timezone.localdate().isoformat()}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class LedgerOpen(LedgerPage):
    """Opening the file of somebody who answers for a proved case."""

    def get(self, request: HttpRequest, case: int) -> HttpResponse:
        """The form, beside what the commission has found."""
        found = self._case(case)
        return self._show(found, OpenForm(units=units_of_case(found)))

    def post(self, request: HttpRequest, case: int) -> HttpResponse:
        """Open it; what the register doesn't know is asked for."""
        found = self._case(case)
        form = OpenForm(request.POST, units=units_of_case(found))
        if not form.is_valid():
            return self._show(found, form)
        try:
            file = services.open_account(
                case_id=found.pk,
                who=form.who,
                note=form.cleaned_data["note"],
                actor=request.user,
                at=self.now,
            )
        except services.LedgerRefused as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
            return self._show(found, form)
        messages.success(request, _("The file is open."))
        return redirect("supervision:ledger-file", account=file.pk)

    def _case(self, pk: int) -> Case:
        case = Case.objects.supervised_by(self.request.user).with_units().filter(pk=pk).order_by().first()
        if case is None or not case.conclusions.exists() or not case.conclusions.last().is_proved:
            raise Http404
        return case

    def _show(self, case: Case, form) -> HttpResponse:
        context = {
            "case": case,
            "conclusion": case.conclusions.last(),
            "form": form,
            "known": Accountability.objects.visible_to(self.request.user).filter(case=case),
            "crumbs": self.crumbs(case.number),
        }
        return render(self.request, "supervision/ledger_open.html", context)


class LedgerFile(LedgerPage):
    """One file: who answers, the measure, the appeal, the trail, and what may be done next."""

    def get(self, request: HttpRequest, account: int) -> HttpResponse:
        """How it stands."""
        found = self._file(account)
        return self._show(found, self._forms(found))

    def post(self, request: HttpRequest, account: int) -> HttpResponse:
        """One step; every refusal is told in words and nothing typed is lost."""
        found = self._file(account)
        forms = self._forms(found, request.POST)
        name = request.POST.get("step", "")
        form = forms.get(name)
        if form is None:
            messages.error(request, _("The file has moved on: this step is no longer possible."))
            return redirect("supervision:ledger-file", account=found.pk)
        if not form.is_valid():
            return self._show(found, forms)
        try:
            self._make(name, found, form.cleaned_data)
        except services.LedgerRefused as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
            return self._show(found, forms)
        messages.success(request, _("It is recorded."))
        return redirect("supervision:ledger-file", account=found.pk)

    def _make(self, name: str, file: Accountability, given: dict) -> None:
        by = {"actor": self.request.user, "at": self.now}
        if name == "decide":
            proposal = file.proposals.get(decision="")
            services.decide_on_measure(proposal_id=proposal.pk, **given, **by)
            return
        makes = {
            "propose": services.propose_measure,
            "serve": services.serve_measure,
            "appeal": services.record_appeal,
            "answer": services.answer_appeal,
            "clear": services.clear_name,
        }
        makes[name](file_id=file.pk, **given, **by)

    def _file(self, pk: int) -> Accountability:
        found = Accountability.objects.visible_to(self.request.user).for_list()
        file = found.select_related("person", "appeal__answered_by").filter(pk=pk).first()
        if file is None:
            raise Http404
        return file

    def _forms(self, file: Accountability, data=None) -> dict:
        """What this user may do next; only the one that was sent is filled in."""
        names = list(STEPS_AT.get(AccountStage(file.stage), ()))
        pending = file.proposals.filter(decision="").select_related("file__case", "file__unit__area").first()
        if pending is not None and can_decide_on_measure(self.request.user, pending):
            names.append("decide")
        sent = data.get("step") if data else None
        return {name: STEP_FORMS[name](data if name == sent else None, file=file) for name in names}

    def _show(self, file: Accountability, forms: dict) -> HttpResponse:
        context = {
            "file": file,
            "forms": forms,
            "pending": file.proposals.filter(decision="").select_related("asked_by").first(),
            "appeal": getattr(file, "appeal", None),
            "entries": trail_of(file),
            "crumbs": self.crumbs(file.number),
        }
        return render(self.request, "supervision/ledger_file.html", context)


class LedgerFalse(LedgerPage):
    """The finding that a complaint was a deliberate false accusation: asked for by one, decided by a city's leader."""

    def get(self, request: HttpRequest, case: int) -> HttpResponse:
        """How it stands, and the form for the next step."""
        found = self._case(case)
        return self._show(found, self._form(found))

    def post(self, request: HttpRequest, case: int) -> HttpResponse:
        """Ask for it, or decide."""
        found = self._case(case)
        form = self._form(found, request.POST)
        if form is None or not form.is_valid():
            return self._show(found, form)
        by = {"actor": request.user, "at": self.now}
        try:
            if isinstance(form, DecideForm):
                waiting = found.false_accusations.get(decision="")
                services.decide_on_false_accusation(finding_id=waiting.pk, **form.cleaned_data, **by)
            else:
                services.ask_for_false_accusation(case_id=found.pk, **form.cleaned_data, **by)
        except services.LedgerRefused as refusal:
            messages.error(request, " ".join(refusal.sentences))
        else:
            messages.success(request, _("It is recorded."))
        return redirect("supervision:ledger-false", case=found.pk)

    def _case(self, pk: int) -> Case:
        case = Case.objects.supervised_by(self.request.user).with_units().filter(pk=pk).order_by().first()
        if case is None or case.closed_at is None:
            raise Http404
        return case

    def _form(self, case: Case, data=None):
        waiting: FalseAccusation | None = case.false_accusations.filter(decision="").first()
        if waiting is None:
            return (
                None if case.false_accusations.filter(decision="granted").exists() else ReasonOnlyForm(data)
            )
        return DecideForm(data) if can_decide_on_false_accusation(self.request.user, waiting) else None

    def _show(self, case: Case, form) -> HttpResponse:
        context = {
            "case": case,
            "form": form,
            "findings": case.false_accusations.select_related("asked_by", "decided_by").order_by("-pk"),
            "crumbs": self.crumbs(case.number),
        }
        return render(self.request, "supervision/ledger_false.html", context)
