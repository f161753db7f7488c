"""Rating an answer, by whoever holds the receipt."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from cases.models import Case
from complaints.permissions import case_id_of_pass, grant_pass
from complaints.services import TooManyGuesses, open_by_receipt
from complaints.views import too_many_guesses
from evaluations.forms import RatingForm
from evaluations.models import Rating
from evaluations.selectors import may_reopen, rating_of
from evaluations.services import CannotRate, rate_case


@method_decorator([login_not_required, never_cache], name="dispatch")
class Rate(View):
    """Takes the rating and says what it sets in motion; a page opened too long ago asks for the code again."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A reloaded address without a form: back to the code."""
        return redirect("complaints:track")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Rate, or say what is missing and keep everything that was typed."""
        case = Case.objects.filter(pk=case_id_of_pass(request.POST.get("tracking_pass", ""))).first()
        form = RatingForm(
            request.POST, asks_for_code=case is None, may_reopen=case is not None and may_reopen(case)
        )
        if not form.is_valid():
            return self._form(request, form)
        if case is None:
            try:
                case = open_by_receipt(typed=form.cleaned_data["code"])
            except TooManyGuesses:
                return too_many_guesses(request)
        if case is None:
            form.add_error(
                "code", _("There is no complaint with this code. Please compare it with your receipt.")
            )
            return self._form(request, form)
        return self._rate(request, case.pk, form.cleaned_data)

    def _form(self, request: HttpRequest, form: RatingForm) -> HttpResponse:
        return render(request, "evaluations/rate.html", {"form": form, "nav_current": "track"})

    def _rate(self, request: HttpRequest, case_id: int, data: dict) -> HttpResponse:
        said = {name: data[name] for name in ("grade", "reason", "comment")}
        try:
            rating = rate_case(case_id=case_id, at=timezone.now(), **said)
        except CannotRate:
            rating = None
        case = Case.objects.get(pk=case_id)
        return self._thanks(request, case, rating or rating_of(case), is_new=rating is not None)

    def _thanks(
        self, request: HttpRequest, case: Case, rating: Rating | None, *, is_new: bool
    ) -> HttpResponse:
        context = {
            "case": case,
            "rating": rating,
            "is_new": is_new,
            "tracking_pass": grant_pass(case),
            "nav_current": "track",
        }
        return render(request, "evaluations/rated.html", context)
