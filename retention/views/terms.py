"""For how long what is kept: all classes, and one with its history."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from retention import services
from retention.choices import RecordClass
from retention.forms import DecideForm, TermForm
from retention.models import TermChange
from retention.permissions import can_ask_for_term, can_decide_on_term
from retention.selectors.terms import changes_of, term_on, terms_on, versions_of
from retention.views.page import RetentionPage


class TermList(RetentionPage):
    """The terms in force today."""

    tab = "term-list"

    def get(self, request: HttpRequest) -> HttpResponse:
        """All classes."""
        context = {"terms": terms_on(self.today), **self.tabs()}
        return render(request, "retention/term_list.html", context)


class TermDetail(RetentionPage):
    """One class: its term, every version of it; another term is asked for here and decided on here."""

    tab = "term-list"

    def asks_again(self, request: HttpRequest) -> bool:
        """Before another term is asked for or decided on."""
        return request.method == "POST"

    def get(self, request: HttpRequest, record_class: str) -> HttpResponse:
        """How it stands."""
        known = self._known(record_class)
        changes = changes_of(known)
        return self._show(known, changes, self._form(known, changes))

    def post(self, request: HttpRequest, record_class: str) -> HttpResponse:
        """Decide on what waits, or ask for another term from a day on."""
        known = self._known(record_class)
        changes = changes_of(known)
        form = self._form(known, changes, request.POST)
        if form is None:
            raise PermissionDenied
        if not form.is_valid():
            return self._show(known, changes, form)
        try:
            self._keep(known, changes, form)
        except services.RetentionRefused as refusal:
            form.add_refusal(refusal)
            return self._show(known, changes, form)
        return redirect("retention:term-detail", record_class=known)

    def _keep(self, record_class: str, changes: list[TermChange], form) -> None:
        by = {"actor": self.request.user, "at": self.now}
        if isinstance(form, DecideForm):
            services.decide_on_term(change_id=changes[0].pk, **form.cleaned_data, **by)
            messages.success(self.request, _("Saved."))
            return
        services.ask_for_term(
            record_class=record_class,
            years=form.term,
            effective_on=form.cleaned_data["effective_on"],
            reason=form.cleaned_data["reason"],
            **by,
        )
        messages.success(self.request, _("The request was made; a leader of the commission decides."))

    def _known(self, record_class: str) -> str:
        if record_class not in RecordClass.values:
            raise Http404
        return record_class

    def _form(self, record_class: str, changes: list[TermChange], data=None):
        """What this user may do next: decide on what waits, or ask where nothing does and the class can have another term."""
        if changes and changes[0].waits:
            return DecideForm(data) if can_decide_on_term(self.request.user, changes[0]) else None
        is_bound = term_on(record_class, self.today).row.least is None
        return None if is_bound or not can_ask_for_term(self.request.user) else TermForm(data)

    def _show(self, record_class: str, changes: list[TermChange], form) -> HttpResponse:
        term = term_on(record_class, self.today)
        context = {
            "term": term,
            "form": form,
            "changes": changes,
            "waits": bool(changes) and changes[0].waits,
            "versions": versions_of(record_class),
            "crumbs": self.crumbs(str(term.label)),
        }
        return render(self.request, "retention/term_detail.html", context)
