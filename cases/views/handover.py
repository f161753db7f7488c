"""The register of sealed hand-overs: the list, a new entry, and the cover slip with the day it was handed over."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.selectors import standing_of
from accounts.views import StaffPage
from cases.forms import HandedOverForm, HandoverForm
from cases.models import SealedHandover
from cases.permissions import can_keep_handovers
from cases.services import mark_handed_over, record_handover
from organizations.models import Unit

# A desk hands up a few a month; more than this are looked for by their number in the archive.
MOST_SHOWN = 200


class HandoverPage(StaffPage):
    """A page for intake clerks: each sees the hand-overs of the own desk and no others."""

    def check_access(self, user) -> None:
        """Whoever keeps no desk has nothing to do here."""
        super().check_access(user)
        if not can_keep_handovers(user):
            raise PermissionDenied

    def mine(self):
        """The hand-overs of the user's desks."""
        return SealedHandover.objects.visible_to(self.request.user).select_related(
            "desk", "receiver__area", "case"
        )

    def crumbs(self, title: str) -> list[dict]:
        """The way to a page below the list."""
        return [
            {"label": _("Sealed hand-overs"), "url": reverse("cases:handover-list")},
            {"label": title, "url": ""},
        ]


class HandoverList(HandoverPage):
    """What this desk has handed up, and what it still has to hand up."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The newest first."""
        today = timezone.localdate()
        rows = [
            {"handover": handover, "is_overdue": handover.is_overdue(on=today)}
            for handover in self.mine()[:MOST_SHOWN]
        ]
        return render(request, "cases/handover_list.html", {"rows": rows})


class HandoverAdd(HandoverPage):
    """Registering papers that go up without being entered."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form."""
        return self._show(self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Register it and show its cover slip."""
        form = self._form(request.POST)
        if not form.is_valid():
            return self._show(form)
        handover = record_handover(actor=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("%(number)s is registered.") % {"number": handover.number})
        return redirect("cases:handover-detail", handover.pk)

    def _form(self, *args) -> HandoverForm:
        ids = standing_of(self.request.user, on=timezone.localdate()).unit_ids(Role.INTAKE_CLERK)
        desks = list(Unit.objects.filter(pk__in=ids).select_related("parent__parent").order_by("code"))
        return HandoverForm(*args, desks=desks, on=timezone.localdate())

    def _show(self, form: HandoverForm) -> HttpResponse:
        context = {"form": form, "crumbs": self.crumbs(_("New hand-over"))}
        return render(self.request, "cases/handover_add.html", context)


class HandoverDetail(HandoverPage):
    """The cover slip of one hand-over, and noting when it was handed over."""

    def get(self, request: HttpRequest, handover: int) -> HttpResponse:
        """The slip, to be printed."""
        found = self._find(handover)
        return self._show(found, self._form(found))

    def post(self, request: HttpRequest, handover: int) -> HttpResponse:
        """Note the day and the number of the receipt."""
        found = self._find(handover)
        form = self._form(found, request.POST)
        if not form.is_valid():
            return self._show(found, form)
        mark_handed_over(handover_id=found.pk, actor=request.user, **form.cleaned_data)
        messages.success(request, _("%(number)s: noted as handed over.") % {"number": found.number})
        return redirect("cases:handover-list")

    def _find(self, pk: int) -> SealedHandover:
        found = self.mine().filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def _form(self, found: SealedHandover, *args) -> HandedOverForm:
        initial = {"receipt_number": found.receipt_number}
        if found.handed_over_on:
            initial["handed_over_on"] = found.handed_over_on
        return HandedOverForm(*args, received_on=found.received_on, on=timezone.localdate(), initial=initial)

    def _show(self, found: SealedHandover, form: HandedOverForm) -> HttpResponse:
        context = {
            "handover": found,
            "is_overdue": found.is_overdue(on=timezone.localdate()),
            "form": form,
            "crumbs": self.crumbs(found.number),
        }
        return render(self.request, "cases/handover_detail.html", context)
