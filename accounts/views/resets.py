"""Setting back the second factors of somebody who has lost them: asked for by one, decided by another."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import AskResetForm, DecideResetForm
from accounts.models import FactorReset
from accounts.permissions import can_manage_users, can_see_duties
from accounts.selectors import resets_to_show
from accounts.services import ResetRefused, ask_for_reset, decide_on_reset
from accounts.views.page import StaffPage

SHOWN = 100
REFUSED = {
    "not_yours": gettext_lazy(
        "Whoever asked, and whose account it is, doesn't decide: somebody else has to."
    ),
    "no_reason": gettext_lazy("Please give a reason."),
    "no_factor": gettext_lazy("This user has no second factor: there is nothing to set back."),
    "asked_already": gettext_lazy("A request for this user waits already."),
    "decided": gettext_lazy("It is decided already."),
}


class FactorResets(StaffPage):
    """All requests, those that wait first; an audit administrator reads them."""

    def check_access(self, user) -> None:
        """For those who let people in, and those who look at how that was done."""
        super().check_access(user)
        if not can_see_duties(user):
            raise PermissionDenied

    def asks_again(self, request: HttpRequest) -> bool:
        """Before anything is asked for or decided."""
        return request.method == "POST"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list and, for a security administrator, the form to ask."""
        return self._show(AskResetForm(initial={"username": request.GET.get("user", "")[:150]}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask."""
        if not can_manage_users(request.user):
            raise PermissionDenied
        form = AskResetForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        user, reason = form.cleaned_data["username"], form.cleaned_data["reason"]
        try:
            ask_for_reset(user=user, reason=reason, actor=request.user, at=timezone.now())
        except ResetRefused as refusal:
            form.add_error(None, REFUSED[refusal.reason])
            return self._show(form)
        messages.success(request, _("The request is made; another security administrator decides."))
        return redirect("accounts:factor-resets")

    def _show(self, form: AskResetForm) -> HttpResponse:
        may_change = can_manage_users(self.request.user)
        rows = [
            {
                "row": row,
                "may_decide": may_change
                and not row.decision
                and self.request.user.pk not in (row.asked_by_id, row.user_id),
            }
            for row in resets_to_show()[:SHOWN]
        ]
        context = {"rows": rows, "form": form if may_change else None}
        return render(self.request, "accounts/factor_resets.html", context)


class FactorResetDecide(FactorResets):
    """Granting or refusing one."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, reset: int) -> HttpResponse:
        """Decide; every refusal is told in words."""
        form = DecideResetForm(request.POST)
        if not form.is_valid() or not can_manage_users(request.user):
            raise PermissionDenied
        decision = form.cleaned_data["decision"]
        try:
            decide_on_reset(request_id=reset, decision=decision, actor=request.user, at=timezone.now())
        except FactorReset.DoesNotExist as problem:
            raise Http404 from problem
        except ResetRefused as refusal:
            messages.error(request, REFUSED[refusal.reason])
        else:
            messages.success(request, _("The decision is recorded."))
        return redirect("accounts:factor-resets")
