"""A citizen's demand that somebody keeps away: read and decided by the commission, or by the head of the unit."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.forms import DecideRecusalForm
from cases.models import Case, Recusal
from cases.permissions import can_decide_on_recusal
from cases.services import MoveRefused, decide_on_recusal, may_be_kept_away
from cases.views.common import CasePage


class CaseRecusal(CasePage):
    """What the citizen demands, and what was decided; whoever can't decide doesn't find the page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The demand, and the form while it waits."""
        case, recusal = self._asked()
        return self._show(case, recusal, self._form(case, recusal))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide; every refusal is told in words."""
        case, recusal = self._asked()
        form = self._form(case, recusal, request.POST)
        if form is None or not form.is_valid():
            return self._show(case, recusal, form)
        try:
            decide_on_recusal(recusal_id=recusal.pk, actor=request.user, at=self.now, **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_refusal(refusal)
            return self._show(case, recusal, form)
        messages.success(request, _("The decision is recorded, and the citizen is told."))
        return self.to_case_or_list(case)

    def _asked(self) -> tuple[Case, Recusal]:
        case = self.find_case()
        for recusal in case.recusals.select_related("about", "decided_by"):
            if can_decide_on_recusal(self.request.user, case, recusal):
                return case, recusal
        raise Http404

    def _form(self, case: Case, recusal: Recusal, data=None) -> DecideRecusalForm | None:
        if not recusal.waits:
            return None
        people = [user for user in may_be_kept_away(case, at=self.now) if user.pk != self.request.user.pk]
        return DecideRecusalForm(data, people=people)

    def _show(self, case: Case, recusal: Recusal, form) -> HttpResponse:
        context = {
            "case": case,
            "case_url": reverse("cases:case-detail", args=[case.pk]),
            "recusal": recusal,
            "form": form,
            "crumbs": self.crumbs(case, _("Recusal")),
        }
        return render(self.request, "cases/case_recusal.html", context)
