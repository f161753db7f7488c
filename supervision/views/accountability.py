"""The files of the accountability ledger: opening one, its steps, and the finding of a false accusation."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from audit.choices import ReadKind
from cases.models import Case
from supervision import services
from supervision.choices import AccountStage
from supervision.forms import STEP_FORMS, DecideForm, OpenForm, ReasonOnlyForm
from supervision.models import Accountability, FalseAccusation
from supervision.permissions import can_decide_on_false_accusation, can_decide_on_measure
from supervision.selectors import trail_of, units_of_case
from supervision.selectors.lead_outcomes import file_start, leads_behind
from supervision.views.ledger import LedgerPage
from supervision.views.order_moves import find_lead

# What a person may do at a stage; whether it is his, the service says once more.
STEPS_AT = {
    AccountStage.OPEN: ("propose", "clear"),
    AccountStage.DECIDED: ("serve",),
    AccountStage.SERVED: ("appeal",),
    AccountStage.APPEALED: ("answer",),
    AccountStage.LIFTED: ("clear",),
}


class LedgerOpen(LedgerPage):
    """Opening the file of somebody who answers for a proved case."""

    def asks_again(self, request: HttpRequest) -> bool:
        """It shows whom the case names, and makes a file on somebody."""
        return True

    def get(self, request: HttpRequest, case: int) -> HttpResponse:
        """The form, beside what the commission has found."""
        found, lead = self._case(case), find_lead(request)
        units = units_of_case(found)
        return self._show(found, OpenForm(units=units, initial=file_start(lead, units) if lead else None))

    def post(self, request: HttpRequest, case: int) -> HttpResponse:
        """Open it; what the register doesn't know is asked for."""
        found, lead = self._case(case), find_lead(request)
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
                lead_id=lead.pk if lead else None,
            )
        except (services.LedgerRefused, services.LeadRefused) as refusal:
            form.add_refusal(refusal)
            return self._show(found, form)
        messages.success(request, _("The file is open."))
        return redirect("supervision:ledger-file", account=file.pk)

    def _case(self, pk: int) -> Case:
        case = Case.objects.supervised_by(self.request.user).with_units().filter(pk=pk).order_by().first()
        if case is None or not case.conclusions.exists() or not case.conclusions.last().is_proved:
            raise Http404
        self.shown = (ReadKind.LEDGER, case.pk, "ledger-open")
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

    def asks_again(self, request: HttpRequest) -> bool:
        """What somebody answers for is as sealed as who complained."""
        return True

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
            form.add_refusal(refusal)
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
        self.shown = (ReadKind.LEDGER, file.case_id, file.number)
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
            "leads": leads_behind(self.request.user, file),
            "entries": trail_of(file),
            "crumbs": self.crumbs(file.number),
        }
        return render(self.request, "supervision/ledger_file.html", context)


class LedgerFalse(LedgerPage):
    """The finding that a complaint was a deliberate false accusation: asked for by one, decided by a city's leader."""

    def asks_again(self, request: HttpRequest) -> bool:
        """It falls back on somebody who complained."""
        return True

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
        self.shown = (ReadKind.LEDGER, case.pk, "ledger-false")
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
