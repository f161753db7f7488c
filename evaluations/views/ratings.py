"""Rating an answer, by whoever holds the receipt."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cases.models import Case
from complaints.permissions import grant_pass
from complaints.views import ByReceipt
from evaluations.forms.ratings import RatingForm
from evaluations.selectors.ratings import may_reopen, rating_of
from evaluations.services import CannotRate, rate_case


class Rate(ByReceipt):
    """Takes the rating and says what it sets in motion."""

    form_class = RatingForm
    template_name = "evaluations/rate.html"

    def form_options(self, case: Case | None) -> dict:
        """Whether it is said which reasons reopen the case."""
        return {"may_reopen": case is not None and may_reopen(case)}

    def accept(self, case: Case, form: RatingForm) -> HttpResponse:
        """Rate, or show the rating that was given before."""
        said = {name: form.cleaned_data[name] for name in ("grade", "reason", "comment")}
        try:
            rating = rate_case(case_id=case.pk, at=timezone.now(), **said)
        except CannotRate:
            rating = None
        case = Case.objects.get(pk=case.pk)
        context = {
            "case": case,
            "rating": rating or rating_of(case),
            "is_new": rating is not None,
            "tracking_pass": grant_pass(case),
            "nav_current": "track",
        }
        return render(self.request, "evaluations/rated.html", context)
