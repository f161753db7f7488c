"""Holds: the list, placing one, and one with its requests to lift it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.choices import Decision
from cases.models import Case
from common.paging import page_by_key, page_links
from retention import services
from retention.forms import DecideForm, ReasonForm
from retention.models import Hold
from retention.permissions import can_decide_on_lifting, can_hold
from retention.views.page import ROWS, RetentionPage


class HoldPage(RetentionPage):
    """A page of holds."""

    tab = "hold-list"


class HoldList(HoldPage):
    """The holds in force on cases that the user supervises."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of them, the newest first."""
        page = page_by_key(
            Hold.objects.visible_to(request.user).in_force().select_related("case", "placed_by"),
            order=("-id",),
            size=ROWS,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        context = {"holds": page.rows, **self.tabs(), **page_links(page, request.GET)}
        return render(request, "retention/hold_list.html", context)


class HoldAdd(HoldPage):
    """Placing a hold on a case."""

    def asks_again(self, request: HttpRequest) -> bool:
        """Before it is placed."""
        return request.method == "POST"

    def get(self, request: HttpRequest, case: int) -> HttpResponse:
        """What a hold does, and the form."""
        return self._show(self._case(case), ReasonForm())

    def post(self, request: HttpRequest, case: int) -> HttpResponse:
        """Place it."""
        found, form = self._case(case), ReasonForm(request.POST)
        if not form.is_valid():
            return self._show(found, form)
        try:
            hold = services.place_hold(
                case_id=found.pk, reason=form.cleaned_data["reason"], actor=request.user, at=self.now
            )
        except services.RetentionRefused as refusal:
            messages.error(request, " ".join(refusal.sentences))
            return redirect("cases:case-detail", pk=found.pk)
        messages.success(request, _("The hold lies on the case."))
        return redirect("retention:hold-detail", hold=hold.pk)

    def _case(self, pk: int) -> Case:
        case = Case.objects.visible_to(self.request.user).filter(pk=pk).order_by().first()
        if case is None or not can_hold(self.request.user, case):
            raise Http404
        return case

    def _show(self, case: Case, form) -> HttpResponse:
        context = {"case": case, "form": form, "crumbs": self.crumbs(case.number)}
        return render(self.request, "retention/hold_add.html", context)


class HoldDetail(HoldPage):
    """One hold: why it lies there, and lifting it, which takes two people."""

    def asks_again(self, request: HttpRequest) -> bool:
        """Before asking and deciding."""
        return request.method == "POST"

    def get(self, request: HttpRequest, hold: int) -> HttpResponse:
        """How it stands, and the form for the next step."""
        found = self._hold(hold)
        return self._show(found, self._form(found))

    def post(self, request: HttpRequest, hold: int) -> HttpResponse:
        """Ask, or decide on what was asked."""
        found = self._hold(hold)
        form = self._form(found, request.POST)
        if form is None or not form.is_valid():
            return self._show(found, form)
        try:
            if isinstance(form, DecideForm):
                lifting = found.liftings.first()
                services.decide_on_lifting(
                    lifting_id=lifting.pk, actor=request.user, at=self.now, **form.cleaned_data
                )
                messages.success(request, _("The decision is recorded, and whoever asked was told."))
            else:
                services.ask_to_lift(hold_id=found.pk, actor=request.user, at=self.now, **form.cleaned_data)
                messages.success(request, _("The request was made; a leader of the commission decides."))
        except services.RetentionRefused as refusal:
            messages.error(request, " ".join(refusal.sentences))
        return redirect("retention:hold-detail", hold=found.pk)

    def _hold(self, pk: int) -> Hold:
        holds = Hold.objects.visible_to(self.request.user).select_related("case", "placed_by")
        found = holds.filter(pk=pk).order_by().first()
        if found is None:
            raise Http404
        return found

    def _form(self, hold: Hold, data=None):
        """What this user may do next: decide on a waiting request, or ask when none waits and it isn't lifted."""
        latest = hold.liftings.first()
        if hold.lifted_at:
            return None
        if latest is None or latest.decision in (Decision.REFUSED, Decision.LAPSED):
            return ReasonForm(data)
        if latest.decision == "" and can_decide_on_lifting(self.request.user, latest):
            return DecideForm(data)
        return None

    def _show(self, hold: Hold, form) -> HttpResponse:
        context = {
            "hold": hold,
            "form": form,
            "liftings": hold.liftings.select_related("asked_by", "decided_by"),
            "crumbs": self.crumbs(hold.case.number),
        }
        return render(self.request, "retention/hold_detail.html", context)
