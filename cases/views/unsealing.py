"""Opening a citizen's identity: asked for by one, decided by another."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from cases.forms import AskIdentityForm, DecideIdentityForm
from cases.models import Case, IdentityRequest
from cases.permissions import can_ask_for_identity, can_decide_on_identity, can_open_identity
from cases.services import MoveRefused, ask_for_identity, decide_on_identity, open_identity
from cases.views.common import CasePage


class CaseIdentity(CasePage):
    """The page of a sealed identity; what can be done on it depends on how far the latest request has come."""

    def asks_again(self, request: HttpRequest) -> bool:
        """Before asking, deciding and opening."""
        return request.method == "POST"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How it stands, and the form for the next step."""
        case = self._own_case()
        return self._show(case, self._latest(case))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, decide or open; every refusal is told in words."""
        case = self._own_case()
        latest = self._latest(case)
        try:
            if "open" in request.POST and latest:
                opened = open_identity(request_id=latest.pk, actor=request.user, at=self.now)
                return self._show(case, self._latest(case), opened=opened)
            form = self._form(case, latest, request.POST)
            if form is None or not form.is_valid():
                return self._show(case, latest, form=form)
            if isinstance(form, DecideIdentityForm):
                decide_on_identity(request_id=latest.pk, actor=request.user, at=self.now, **form.cleaned_data)
                messages.success(request, _("The decision is recorded, and whoever asked was told."))
            else:
                ask_for_identity(case_id=pk, actor=request.user, at=self.now, **form.cleaned_data)
                messages.success(request, _("The request was made; a leader of the commission decides."))
        except MoveRefused as refusal:
            messages.error(request, " ".join(refusal.sentences))
        return redirect("cases:case-identity", pk=pk)

    def _own_case(self) -> Case:
        case = self.find_case()
        if not can_ask_for_identity(self.request.user, case):
            raise Http404
        return case

    def _latest(self, case: Case) -> IdentityRequest | None:
        return case.identity_requests.select_related("asked_by", "decided_by").first()

    def _form(self, case: Case, latest: IdentityRequest | None, data=None):
        """What this user may do next: decide on a waiting request, or ask when none waits."""
        if latest is not None and not latest.decision:
            return (
                DecideIdentityForm(data) if can_decide_on_identity(self.request.user, case, latest) else None
            )
        return AskIdentityForm(data)

    def _show(self, case: Case, latest, *, form=None, opened=None) -> HttpResponse:
        url = reverse("cases:case-detail", args=[case.pk])
        context = {
            "case": case,
            "case_url": url,
            "requests": case.identity_requests.select_related("asked_by", "decided_by"),
            "may_open": latest is not None and can_open_identity(self.request.user, latest, at=self.now),
            "form": form or self._form(case, latest),
            "opened": opened,
            "crumbs": self.crumbs(case, _("Sealed identity")),
        }
        response = render(self.request, "cases/case_identity.html", context)
        add_never_cache_headers(response)
        return response
