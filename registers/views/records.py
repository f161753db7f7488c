"""One record: writing it down, its page with history and alarms, and what is done about them."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from registers.choices import Source
from registers.forms import CaseForm, ColumnsForm, DismissForm, RecordForm
from registers.models import Finding, Record
from registers.permissions import can_change, can_decide, can_record_in
from registers.selectors.history import alarms_of, entries_of, facts_of
from registers.selectors.words import title_of
from registers.services import (
    Draft,
    FindingRefused,
    RecordRefused,
    dismiss_finding,
    follow_up,
    open_case_of,
    write_record,
)
from registers.views.common import RegisterPage, marks_for


class RecordAdd(RegisterPage):
    """A new record, entered by hand."""

    def get(self, request: HttpRequest, register: str) -> HttpResponse:
        """The empty form."""
        self.ask()
        return self.show(RecordForm(register=self.register, user=request.user))

    def post(self, request: HttpRequest, register: str) -> HttpResponse:
        """Write it down; a refusal is told beside its field and nothing typed is lost."""
        self.ask()
        form = RecordForm(request.POST, register=self.register, user=request.user)
        if form.is_valid():
            draft = Draft(form.cleaned_data["number"], form.place, form.cleaned_data["unit"], form.values)
            try:
                record, _fate = write_record(
                    register=self.register,
                    draft=draft,
                    source=Source.PAGE,
                    actor=request.user,
                    at=self.now,
                    note=form.cleaned_data["note"],
                )
            except RecordRefused as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, _("It is recorded."))
                return redirect("registers:record-detail", record.pk)
        return self.show(form)

    def ask(self) -> None:
        """Only for whoever records something in it."""
        if not can_record_in(self.request.user, self.register):
            raise PermissionDenied

    def show(self, form: RecordForm) -> HttpResponse:
        """The page with the form."""
        title = _("Record something")
        context = {
            "register": self.register,
            "form": form,
            "title": title,
            "crumbs": self.crumbs(self.register, (title, "")),
        }
        return render(self.request, "registers/record_form.html", context)


class OneRecord(RegisterPage):
    """A page about one record."""

    @cached_property
    def record(self) -> Record:
        """The record of this address."""
        return self.record_or_404()


class RecordEdit(OneRecord):
    """Putting a record right; what stood there stays in its history."""

    def get(self, request: HttpRequest, record: int) -> HttpResponse:
        """The form as it stands."""
        self.ask()
        return self.show(ColumnsForm(register=self.record.row, record=self.record))

    def post(self, request: HttpRequest, record: int) -> HttpResponse:
        """Keep it."""
        self.ask()
        form = ColumnsForm(request.POST, register=self.record.row, record=self.record)
        if form.is_valid() and kept(self, form):
            messages.success(request, _("It is recorded."))
            return redirect("registers:record-detail", self.record.pk)
        return self.show(form)

    def ask(self) -> None:
        """Only for whoever may record it."""
        if not can_change(self.request.user, self.record):
            raise PermissionDenied

    def show(self, form: ColumnsForm) -> HttpResponse:
        """The page with the form."""
        title = _("Put right")
        context = {
            "register": self.record.row,
            "form": form,
            "title": title_of(self.record),
            "crumbs": self.crumbs(self.record.row, (self.record.number, self.url), (title, "")),
        }
        return render(self.request, "registers/record_form.html", context)

    @property
    def url(self) -> str:
        """The page of the record."""
        return redirect("registers:record-detail", self.record.pk).url


class RecordDetail(OneRecord):
    """A record with its alarms and its history, and what this user can do."""

    def get(self, request: HttpRequest, record: int) -> HttpResponse:
        """The page."""
        return self.show()

    def post(self, request: HttpRequest, record: int) -> HttpResponse:
        """Enter what has come since, dismiss an alarm, or make a case of it."""
        match request.POST.get("do"):
            case "follow_up" if self.follows:
                form = self.follow_form(request.POST)
                if form.is_valid() and kept(self, form):
                    messages.success(request, _("It is recorded."))
                    return redirect(request.path)
                return self.show(follow=form)
            case "dismiss":
                form = DismissForm(request.POST)
                if not form.is_valid():
                    return self.show(dismiss=form)
                self.decide(self.dismiss, form.cleaned_data["note"])
            case "case":
                form = CaseForm(request.POST)
                if form.is_valid():
                    self.decide(self.make_case, form.cleaned_data["note"])
        return redirect(request.path)

    def decide(self, act, words: str) -> None:
        """Do something about one alarm of this record; a refusal is told above the page."""
        asked = self.request.POST.get("finding", "")
        finding = Finding.objects.visible_to(self.request.user).filter(record=self.record)
        found = finding.filter(pk=int(asked)).first() if asked.isascii() and asked.isdigit() else None
        if found is None:
            raise Http404
        try:
            act(found, words)
        except FindingRefused as refusal:
            messages.error(self.request, refusal.sentence)

    def dismiss(self, finding: Finding, words: str) -> None:
        """With the reason."""
        dismiss_finding(finding_id=finding.pk, reason=words, actor=self.request.user, at=self.now)
        messages.success(self.request, _("The alarm is dismissed."))

    def make_case(self, finding: Finding, words: str) -> None:
        """The number is told to whoever may read the case."""
        opened = open_case_of(finding_id=finding.pk, words=words, actor=self.request.user, at=self.now)
        if opened.is_visible:
            said = _("Case %(number)s was opened.") % {"number": opened.case.number}
        else:
            said = _("It was handed to the intake desk.")
        messages.success(self.request, said)

    @property
    def follows(self) -> bool:
        """Whether there is something to enter later on, and this user may."""
        return self.record.row.follow_up is not None and can_change(self.request.user, self.record)

    def follow_form(self, data=None) -> ColumnsForm:
        """The columns that are entered later on."""
        names = self.record.row.follow_up.columns
        return ColumnsForm(data, register=self.record.row, record=self.record, names=names)

    def show(self, *, follow: ColumnsForm | None = None, dismiss: DismissForm | None = None) -> HttpResponse:
        """The page with its forms."""
        user, record = self.request.user, self.record
        context = {
            "record": record,
            "register": record.row,
            "title": title_of(record),
            "facts": facts_of(record),
            "alarms": alarms_of(record, user),
            "mark": marks_for(user, [record]).get(record.unit_id),
            "bars": settings.REGISTER_ACCEPTANCE_BARS,
            "entries": entries_of(record, user),
            "may_change": can_change(user, record),
            "may_decide": can_decide(user, record),
            "follow_form": (follow or self.follow_form()) if self.follows else None,
            "dismiss_form": dismiss or DismissForm(),
            "case_form": CaseForm(),
            "crumbs": self.crumbs(record.row, (record.number, "")),
        }
        return render(self.request, "registers/record_detail.html", context)


def kept(page: OneRecord, form: ColumnsForm) -> bool:
    """Write down what a form says of the page's record; False where the service refuses, which the form then tells."""
    try:
        follow_up(
            record_id=page.record.pk,
            cells=form.cells,
            names=form.names,
            actor=page.request.user,
            at=page.now,
            note=form.cleaned_data["note"],
        )
    except RecordRefused as refusal:
        form.refuse(refusal)
        return False
    return True
