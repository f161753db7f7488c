"""A unit's own appraisal: its score with all that went into it, the sheet's items, vetoes, and the appeal."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.views import tried
from evaluations.choices.appraisal import COUNTED, RoundStage
from evaluations.forms.rounds import AppealForm, CorrectForm, VetoForm
from evaluations.models import Appraised
from evaluations.permissions.rounds import (
    can_appeal,
    can_decide_on_appeal,
    can_organise,
    can_read_whole,
)
from evaluations.selectors.corrections import place_changes
from evaluations.selectors.rounds import appeals_end_on, sheet_of
from evaluations.services import appeals
from evaluations.services.scores import enter_veto
from evaluations.views.appraisal_page import AppraisalPage

FORMS = {"appeal": AppealForm, "decide": CorrectForm, "veto": VetoForm}


class AppraisedPage(AppraisalPage):
    """One unit in one round, for the commission and, once it is published, for the unit itself."""

    def get(self, request: HttpRequest, appraised: int) -> HttpResponse:
        """Everything about it that the reader may see."""
        return self._show(self._appraised(appraised))

    def post(self, request: HttpRequest, appraised: int) -> HttpResponse:
        """Appeal, decide on an appeal, or enter a veto."""
        row, name = self._appraised(appraised), request.POST.get("act", "")
        if name not in FORMS:
            raise Http404
        form = FORMS[name](request.POST, **({"row": row} if name == "decide" else {}))
        if not form.is_valid() or tried(form, lambda: self._act(row, name, form)) is None:
            return self._show(row, **{name: form})
        messages.success(request, _("It is recorded."))
        return redirect("evaluations:appraised", appraised=row.pk)

    def _act(self, row: Appraised, name: str, form):
        who = {"actor": self.request.user, "at": self.now}
        if name == "appeal":
            return appeals.appeal_score(appraised_id=row.pk, **who, **form.cleaned_data)
        if name == "veto":
            return enter_veto(appraised_id=row.pk, **who, **form.cleaned_data)
        waiting = row.appeals.filter(decision="").first()
        if waiting is None:
            raise Http404
        return appeals.decide_on_appeal(appeal_id=waiting.pk, **who, **form.given)

    def _appraised(self, pk: int) -> Appraised:
        rows = Appraised.objects.visible_to(self.request.user).select_related(
            "unit", "round__organiser__area", "round__terms", "round__campaign"
        )
        row = rows.filter(pk=pk).first()
        if row is None:
            raise Http404
        return row

    def _show(self, row: Appraised, **forms) -> HttpResponse:
        user, found = self.request.user, row.round
        is_out, waiting = found.stage == RoundStage.PUBLISHED, row.appeals.filter(decision="").first()
        ends_on = appeals_end_on(found) if is_out else None
        may_appeal = can_appeal(user, row) and waiting is None and self.today <= ends_on
        may_decide = waiting is not None and can_decide_on_appeal(user, waiting)
        may_veto = can_organise(user, found) and found.stage in (
            RoundStage.DRAFT,
            RoundStage.OPEN,
            RoundStage.CLOSED,
        )
        is_whole = can_read_whole(user, found)
        scores = list(row.scores.all()) if found.stage in COUNTED else []
        context = {
            "row": row,
            "round": found,
            "scores": scores,
            "changes": place_changes(scores[1], scores[0]) if len(scores) > 1 else [],
            "lines": sheet_of(row, today=self.today),
            "vetoes": row.vetoes.select_related("entered_by"),
            "appeals": row.appeals.select_related("asked_by", "decided_by").order_by("-pk"),
            "is_out": is_out,
            "is_whole": is_whole,
            "appeals_end_on": ends_on,
            "appeal_form": (forms.get("appeal") or AppealForm()) if may_appeal else None,
            "decide_form": (forms.get("decide") or CorrectForm(row=row)) if may_decide else None,
            "veto_form": (forms.get("veto") or VetoForm()) if may_veto else None,
            "crumbs": self.way(found, str(row.unit)) if is_whole else self.way(None, found.title),
        }
        return render(self.request, "evaluations/appraised.html", context)
