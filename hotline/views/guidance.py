"""The guidance for all levels: written by the province, read and confirmed by the cities (M73)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.selectors import ActRefused
from accounts.views import tried
from hotline import services
from hotline.choices import ReceiptState
from hotline.forms import GuidanceForm
from hotline.models import Guidance
from hotline.permissions import (
    can_confirm_guidance,
    can_see_guidance,
    can_send_guidance,
    can_write_guidance,
)
from hotline.selectors.guidance import spread_of, spreads
from hotline.views.common import ProgrammePage


class GuidanceReader(ProgrammePage):
    """A page for the commissions that work by the guidance."""

    def check_access(self, user) -> None:
        """Units on the line have no part in it."""
        super().check_access(user)
        if not can_see_guidance(user):
            raise PermissionDenied

    def way(self, *steps: str) -> list[dict]:
        """The way to a page of the guidance."""
        first = {"label": _("Hotline programme"), "url": reverse("hotline:overview")}
        second = {"label": _("Guidance"), "url": reverse("hotline:guidance-list") if steps else ""}
        return [first, second, *({"label": step, "url": ""} for step in steps)]


class GuidanceList(GuidanceReader):
    """All versions with their counters."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Cities see what was sent; the province its draft too."""
        writes = can_write_guidance(request.user)
        rows = [spread for spread in spreads() if writes or spread.guidance.sent_at]
        has_draft = any(spread.guidance.sent_at is None for spread in rows)
        context = {"rows": rows, "may_begin": writes and not has_draft, "crumbs": self.way()}
        return render(request, "hotline/guidance_list.html", context)


class GuidanceWrite(GuidanceReader):
    """Writing the draft of the next version."""

    def check_access(self, user) -> None:
        """Only the commission of the province writes."""
        super().check_access(user)
        if not can_write_guidance(user):
            raise PermissionDenied

    def get(self, request: HttpRequest) -> HttpResponse:
        """The draft as it is, or the words of the last version to begin with."""
        draft = self._draft() or Guidance.objects.first()
        initial = {"title": draft.title, "text": draft.text} if draft else {}
        return self._show(GuidanceForm(initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it."""
        form, draft = GuidanceForm(request.POST), self._draft()

        def act():
            return services.write_guidance(
                guidance_id=draft and draft.pk, actor=request.user, at=self.now, **form.cleaned_data
            )

        guidance = tried(form, act) if form.is_valid() else None
        if guidance is None:
            return self._show(form)
        messages.success(request, _("The draft is kept; somebody else sends it."))
        return redirect("hotline:guidance", guidance=guidance.pk)

    def _draft(self) -> Guidance | None:
        return Guidance.objects.filter(sent_at=None).first()

    def _show(self, form: GuidanceForm) -> HttpResponse:
        context = {"form": form, "crumbs": self.way(_("Write"))}
        return render(self.request, "hotline/guidance_write.html", context)


class GuidancePage(GuidanceReader):
    """One version: its text, and how far it has come."""

    def get(self, request: HttpRequest, guidance: int) -> HttpResponse:
        """The text for everybody concerned, the counter, and the step that is the user's."""
        found = self._guidance(guidance)
        spread, user = spread_of(found), request.user
        own = [receipt for receipt in spread.receipts if can_confirm_guidance(user, receipt)]
        context = {
            "guidance": found,
            "spread": spread,
            "own": own,
            "may_send": found.sent_at is None and can_send_guidance(user, found),
            "may_write": found.sent_at is None and can_write_guidance(user),
            "crumbs": self.way(str(found)),
        }
        return render(request, "hotline/guidance.html", context)

    def post(self, request: HttpRequest, guidance: int) -> HttpResponse:
        """Send it to the cities, or say that it was read or is confirmed."""
        found = self._guidance(guidance)
        act, receipt = request.POST.get("act", ""), request.POST.get("receipt", "")
        who = {"actor": request.user, "at": self.now}
        try:
            if act == "send":
                services.send_guidance(guidance_id=found.pk, **who)
            elif act in ReceiptState and found.receipts.filter(pk=receipt or None).exists():
                services.confirm_guidance(receipt_id=int(receipt), step=act, **who)
            else:
                raise Http404
        except ActRefused as refusal:
            messages.error(request, " ".join(refusal.sentences))
        else:
            messages.success(request, _("It is recorded."))
        return redirect("hotline:guidance", guidance=found.pk)

    def _guidance(self, pk: int) -> Guidance:
        found = Guidance.objects.select_related("written_by", "sent_by").filter(pk=pk).first()
        if found is None or (found.sent_at is None and not can_write_guidance(self.request.user)):
            raise Http404
        return found
