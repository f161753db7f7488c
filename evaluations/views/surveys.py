"""Taking over a third party's survey: first what is in the file and what is wrong with it, then the good rows."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.selectors import ActRefused
from accounts.views import tried
from evaluations.choices.appraisal import RoundStage, SurveyFault, SurveyState
from evaluations.forms.surveys import SurveyForm
from evaluations.models import Round, Survey
from evaluations.permissions.rounds import can_read_figures
from evaluations.services.surveys import prepare_survey, take_survey
from evaluations.views.appraisal_page import AppraisalPage


class SurveyAdd(AppraisalPage):
    """Handing the file in, with the note on the method."""

    def get(self, request: HttpRequest, round: int) -> HttpResponse:
        """The form."""
        return self._show(self._round(round), SurveyForm())

    def post(self, request: HttpRequest, round: int) -> HttpResponse:
        """Read it."""
        found = self._round(round)
        form = SurveyForm(request.POST, request.FILES)

        def act():
            return prepare_survey(
                round_id=found.pk,
                file=form.cleaned_data["file"],
                method=form.method,
                actor=request.user,
                at=self.now,
            )

        survey = tried(form, act) if form.is_valid() else None
        if survey is None:
            return self._show(found, form)
        return redirect("evaluations:survey", survey=survey.pk)

    def _round(self, pk: int) -> Round:
        return self.own_round(pk, RoundStage.OPEN, RoundStage.CLOSED)

    def _show(self, found: Round, form: SurveyForm) -> HttpResponse:
        title = _("Survey of a third party")
        context = {"form": form, "title": title, "crumbs": self.way(found, title), "is_file": True}
        return render(self.request, "evaluations/round_form.html", context)


class SurveyPage(AppraisalPage):
    """What was read of a file, its method, and the button that lets it count."""

    def get(self, request: HttpRequest, survey: int) -> HttpResponse:
        """The counts, and the problems by line."""
        read = self._survey(survey)
        if read.state == SurveyState.PREPARED:
            self.own_round(read.round_id)
        taken = read.answers.count()
        context = {
            "survey": read,
            "round": read.round,
            "good": len(read.rows) or taken,
            "response": 100 * (len(read.rows) or taken) // read.contacted,
            "problems": [
                {"line": fault["line"], "why": SurveyFault(fault["why"]).label} for fault in read.problems
            ],
            "is_waiting": read.state == SurveyState.PREPARED,
            "crumbs": self.way(read.round, _("Survey of a third party")),
        }
        return render(request, "evaluations/survey.html", context)

    def post(self, request: HttpRequest, survey: int) -> HttpResponse:
        """Let the good rows count, all or none."""
        read = self._survey(survey)
        self.own_round(read.round_id)
        try:
            take_survey(survey_id=read.pk, actor=request.user, at=self.now)
        except ActRefused as refusal:
            messages.error(request, " ".join(refusal.sentences))
            return redirect(request.path)
        messages.success(request, _("The answers count from now on."))
        return redirect("evaluations:round", round=read.round_id)

    def _survey(self, pk: int) -> Survey:
        survey = Survey.objects.select_related("round", "made_by").filter(pk=pk).first()
        if survey is None:
            raise Http404
        if not can_read_figures(self.request.user, self.round_or_404(survey.round_id)):
            raise Http404
        return survey
