"""What a citizen may do with a complaint that was handed in: withdraw it, take that back, ask for a review."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.choices import MessageKind
from cases.models import Case
from cases.services import (
    MoveRefused,
    ask_review,
    demand_recusal,
    take_withdrawal_back,
    withdraw_case,
    write_as_citizen,
)
from complaints.forms import RecusalForm, ReviewForm, TakeBackForm, WithdrawForm
from complaints.views.track import ByReceipt, show_progress


class Remedy(ByReceipt):
    """Base: a page of its own with a form, and every reason above it when the step isn't possible.

    A subclass writes ``take``, which does what was asked for and returns what the citizen is told.
    """

    template_name = "complaints/remedy.html"
    remedy = ""

    def accept(self, case: Case, form) -> HttpResponse:
        """Do it, or say why not; nothing that was typed is lost."""
        try:
            said = self.take(case, form)
        except MoveRefused as refusal:
            form.add_refusal(refusal)
            return self.show_form(form)
        return show_progress(self.request, case.pk, said=said)

    def take(self, case: Case, form) -> str:
        """Do what was asked for; ``form`` is valid."""
        raise NotImplementedError

    def show_form(self, form) -> HttpResponse:
        """The form, with the words of this remedy around it."""
        context = {"form": form, "remedy": self.remedy, "nav_current": "track"}
        return render(self.request, self.template_name, context)


class Withdraw(Remedy):
    """Withdrawing a complaint, never in one step: the first key only leads to the page that asks."""

    form_class = WithdrawForm
    remedy = "withdraw"

    def post(self, request: HttpRequest) -> HttpResponse:
        """The page that asks, or what was answered there."""
        if "begin" in request.POST:
            return self.show_form(
                WithdrawForm(initial={"tracking_pass": request.POST.get("tracking_pass", "")})
            )
        return super().post(request)

    def take(self, case: Case, form: WithdrawForm) -> str:
        """Withdraw it; under pressure alert the commission instead, and change nothing that others could see."""
        at, reason = timezone.now(), form.cleaned_data["reason"]
        if form.is_pressed:
            text = "\n".join(part for part in (_("I am pressed to withdraw my complaint."), reason) if part)
            write_as_citizen(case_id=case.pk, text=text, kind=MessageKind.REVENGE, at=at)
            return _(
                "The discipline commission has been alerted. Your complaint goes on as before, and nobody else learns of this."
            )
        withdraw_case(case_id=case.pk, reason=reason, at=at)
        return _("Your complaint is withdrawn.")


class TakeBack(Remedy):
    """Taking a withdrawal back."""

    form_class = TakeBackForm
    remedy = "take_back"

    def take(self, case: Case, form: TakeBackForm) -> str:
        """Let it go on."""
        take_withdrawal_back(case_id=case.pk, at=timezone.now())
        return _("Your complaint goes on. The discipline commission decides again who handles it.")


class AskReview(Remedy):
    """Asking the next higher authority to review the answer."""

    form_class = ReviewForm
    remedy = "review"

    def take(self, case: Case, form: ReviewForm) -> str:
        """Ask for it."""
        ask_review(case_id=case.pk, grounds=form.cleaned_data["grounds"], at=timezone.now())
        return _("Your request for a review has been sent. The decision will stand on this page.")


class AskRecusal(Remedy):
    """Demanding that somebody keeps away from the complaint."""

    form_class = RecusalForm
    remedy = "recusal"

    def post(self, request: HttpRequest) -> HttpResponse:
        """The page that asks, or what was answered there."""
        if "begin" in request.POST:
            return self.show_form(
                RecusalForm(initial={"tracking_pass": request.POST.get("tracking_pass", "")})
            )
        return super().post(request)

    def take(self, case: Case, form: RecusalForm) -> str:
        """Put it before those who decide."""
        said = {name: form.cleaned_data[name] for name in ("against", "whom", "reason")}
        demand_recusal(case_id=case.pk, at=timezone.now(), **said)
        return _("Your demand has been sent. The decision will stand on this page.")
