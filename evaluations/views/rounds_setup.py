"""Preparing a round, and the settings of the appraisal."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.views import tried
from evaluations.choices.appraisal import RoundStage
from evaluations.forms.rounds import QuestionsForm, RoundForm, TermsForm, UnitsForm
from evaluations.models import AppraisalTerms, Round
from evaluations.permissions.rounds import can_prepare_rounds, can_set_terms, offices_to_appraise_for
from evaluations.selectors.appraisal_terms import terms_on
from evaluations.services import rounds as services
from evaluations.services.appraisal_terms import set_terms
from evaluations.views.appraisal_page import AppraisalPage
from sectors.selectors import current_campaign


class RoundAdd(AppraisalPage):
    """Beginning a round."""

    def check_access(self, user) -> None:
        """Only for whoever prepares rounds."""
        super().check_access(user)
        if not can_prepare_rounds(user):
            raise PermissionDenied

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form; the campaign of today is chosen."""
        campaign = current_campaign(on=self.today)
        return self._show(self._form(initial={"campaign": campaign and campaign.pk}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it, and go on with the units."""
        form = self._form(request.POST)

        def act():
            organiser = form.cleaned_data["organiser"]
            return services.plan_round(organiser=organiser, draft=form.draft, actor=request.user, at=self.now)

        found = tried(form, act) if form.is_valid() else None
        if found is None:
            return self._show(form)
        messages.success(request, _("The round is begun: now choose the units and the questions."))
        return redirect("evaluations:round-units", round=found.pk)

    def _form(self, *args, **kwargs) -> RoundForm:
        return RoundForm(*args, offices=offices_to_appraise_for(self.request.user), **kwargs)

    def _show(self, form: RoundForm) -> HttpResponse:
        context = {"form": form, "title": _("Begin a round"), "crumbs": self.way(None, _("Begin a round"))}
        return render(self.request, "evaluations/round_form.html", context)


class RoundUnits(AppraisalPage):
    """Choosing the units of a round."""

    def get(self, request: HttpRequest, round: int) -> HttpResponse:
        """The units of the commission's area."""
        found = self.own_round(round, RoundStage.DRAFT)
        return self._show(found, UnitsForm(found=found))

    def post(self, request: HttpRequest, round: int) -> HttpResponse:
        """Keep the choice."""
        found = self.own_round(round, RoundStage.DRAFT)
        form = UnitsForm(request.POST, found=found)

        def act():
            return services.choose_units(
                round_id=found.pk, actor=request.user, at=self.now, **form.cleaned_data
            )

        if not form.is_valid() or tried(form, act) is None:
            return self._show(found, form)
        messages.success(request, _("The units are kept."))
        page = "round" if found.criteria.exists() else "round-questions"
        return redirect(f"evaluations:{page}", round=found.pk)

    def _show(self, found: Round, form: UnitsForm) -> HttpResponse:
        context = {"form": form, "title": _("Units"), "crumbs": self.way(found, _("Units"))}
        return render(self.request, "evaluations/round_form.html", context)


class RoundQuestions(AppraisalPage):
    """The questions of the score sheet."""

    def get(self, request: HttpRequest, round: int) -> HttpResponse:
        """The questions as they are."""
        found = self.own_round(round, RoundStage.DRAFT)
        return self._show(found, QuestionsForm(found=found))

    def post(self, request: HttpRequest, round: int) -> HttpResponse:
        """Keep them."""
        found = self.own_round(round, RoundStage.DRAFT)
        form = QuestionsForm(request.POST, found=found)

        def act():
            return services.ask_questions(
                round_id=found.pk, questions=form.questions, actor=request.user, at=self.now
            )

        if not form.is_valid() or tried(form, act) is None:
            return self._show(found, form)
        messages.success(request, _("The questions are kept."))
        return redirect("evaluations:round", round=found.pk)

    def _show(self, found: Round, form: QuestionsForm) -> HttpResponse:
        context = {"form": form, "title": _("Questions"), "crumbs": self.way(found, _("Questions"))}
        return render(self.request, "evaluations/round_questions.html", context)


class Terms(AppraisalPage):
    """The settings with all their versions; a leader of the province sets a further one."""

    def check_access(self, user) -> None:
        """For commissions."""
        super().check_access(user)
        if not can_prepare_rounds(user):
            raise PermissionDenied

    def get(self, request: HttpRequest) -> HttpResponse:
        """What holds today, and what held before."""
        return self._show(TermsForm(terms=terms_on(self.today), initial={"effective_on": self.today}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Set a further version."""
        if not can_set_terms(request.user):
            raise PermissionDenied
        form = TermsForm(request.POST, terms=terms_on(self.today))

        def act():
            day, reason = form.cleaned_data["effective_on"], form.cleaned_data["reason"]
            return set_terms(
                scale=form.scale, effective_on=day, reason=reason, actor=request.user, at=self.now
            )

        if not form.is_valid() or tried(form, act) is None:
            return self._show(form)
        messages.success(request, _("The settings are kept; rounds that are open already keep theirs."))
        return redirect("evaluations:appraisal-terms")

    def _show(self, form: TermsForm) -> HttpResponse:
        context = {
            "terms": terms_on(self.today),
            "versions": AppraisalTerms.objects.select_related("set_by"),
            "form": form if can_set_terms(self.request.user) else None,
            "crumbs": self.way(None, _("Settings")),
        }
        return render(self.request, "evaluations/appraisal_terms.html", context)
