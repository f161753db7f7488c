"""Setting back the second factors of somebody who has lost them: asked for by one, decided by another."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms import AskResetForm, DecideResetForm
from accounts.models import FactorReset
from accounts.permissions import can_decide_on_reset, can_manage_users, can_see_duties
from accounts.rules import last_day_of
from accounts.selectors import resets_to_show
from accounts.services import ResetRefused, ask_for_reset, decide_on_reset
from accounts.views.page import StaffPage

SHOWN = 100


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
        return self._show(ask=AskResetForm(initial={"username": request.GET.get("user", "")[:150]}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask."""
        if not can_manage_users(request.user):
            raise PermissionDenied
        form = AskResetForm(request.POST)
        if not form.is_valid():
            return self._show(ask=form)
        user, reason = form.cleaned_data["username"], form.cleaned_data["reason"]
        try:
            ask_for_reset(user=user, reason=reason, actor=request.user, at=timezone.now())
        except ResetRefused as refusal:
            form.add_refusal(refusal)
            return self._show(ask=form)
        messages.success(request, _("The request is made; another security administrator decides."))
        return redirect("accounts:factor-resets")

    def _show(self, *, ask: AskResetForm | None = None, decide: DecideResetForm | None = None, pk: int = 0):
        """The page; ``decide`` is the form of one request that has to be put right."""
        rows = list(resets_to_show()[:SHOWN])
        for row in rows:
            row.last_day = last_day_of(row.expires_at) if row.waits and row.expires_at else None
            if self._may_decide(row):
                row.form = decide if row.pk == pk else DecideResetForm(auto_id=f"reset-{row.pk}-%s")
        form = (ask or AskResetForm()) if can_manage_users(self.request.user) else None
        return render(self.request, "accounts/factor_resets.html", {"rows": rows, "form": form})

    def _may_decide(self, row: FactorReset) -> bool:
        user = self.request.user
        return row.waits and row.asked_by_id != user.pk and can_decide_on_reset(user, row)


class FactorResetDecide(FactorResets):
    """Granting or refusing one."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, reset: int) -> HttpResponse:
        """Decide; every refusal is told in words."""
        if not can_manage_users(request.user):
            raise PermissionDenied
        row = get_object_or_404(FactorReset, pk=reset)
        form = DecideResetForm(request.POST, auto_id=f"reset-{row.pk}-%s")
        if not form.is_valid() and self._may_decide(row):
            return self._show(decide=form, pk=row.pk)
        given = {name: form.cleaned_data.get(name, "") for name in ("decision", "note")}
        try:
            decide_on_reset(request=row, actor=request.user, at=timezone.now(), **given)
        except ResetRefused as refusal:
            messages.error(request, " ".join(refusal.sentences))
        else:
            messages.success(request, _("The decision is recorded."))
        return redirect("accounts:factor-resets")
