"""For how long what is kept: all classes, and one with its history."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from retention import services
from retention.choices import RecordClass
from retention.forms import TermForm
from retention.permissions import can_set_terms
from retention.selectors.terms import term_on, terms_on, versions_of
from retention.views.page import RetentionPage


class TermList(RetentionPage):
    """The terms in force today."""

    tab = "term-list"

    def get(self, request: HttpRequest) -> HttpResponse:
        """All classes."""
        context = {"terms": terms_on(self.today), **self.tabs()}
        return render(request, "retention/term_list.html", context)


class TermDetail(RetentionPage):
    """One class: its term, every version of it, and for a leader of the province's commission the form of a new one."""

    tab = "term-list"

    def asks_again(self, request: HttpRequest) -> bool:
        """Before another term is set."""
        return request.method == "POST"

    def get(self, request: HttpRequest, record_class: str) -> HttpResponse:
        """How it stands."""
        return self._show(self._known(record_class), TermForm())

    def post(self, request: HttpRequest, record_class: str) -> HttpResponse:
        """Set another term from a day on."""
        known = self._known(record_class)
        if not can_set_terms(request.user):
            raise PermissionDenied
        form = TermForm(request.POST)
        if not form.is_valid():
            return self._show(known, form)
        try:
            services.set_term(
                record_class=known,
                years=form.term,
                effective_on=form.cleaned_data["effective_on"],
                reason=form.cleaned_data["reason"],
                actor=request.user,
                at=self.now,
            )
        except services.RetentionRefused as refusal:
            form.add_error(None, refusal.sentences)
            return self._show(known, form)
        messages.success(request, _("Saved."))
        return redirect("retention:term-detail", record_class=known)

    def _known(self, record_class: str) -> str:
        if record_class not in RecordClass.values:
            raise Http404
        return record_class

    def _show(self, record_class: str, form) -> HttpResponse:
        term = term_on(record_class, self.today)
        may_set = can_set_terms(self.request.user) and term.row.least is not None
        context = {
            "term": term,
            "form": form if may_set else None,
            "versions": versions_of(record_class),
            "crumbs": self.crumbs(str(term.label)),
        }
        return render(self.request, "retention/term_detail.html", context)
