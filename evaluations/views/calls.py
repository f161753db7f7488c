"""Saying by receipt whether one may be called."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cases.models import Case
from complaints.permissions import grant_pass
from complaints.views import ByReceipt
from evaluations.forms.call_backs import CallsForm
from evaluations.services import change_calls


class Calls(ByReceipt):
    """Takes the word of whoever holds the receipt, at once."""

    form_class = CallsForm
    template_name = "evaluations/calls.html"

    def accept(self, case: Case, form: CallsForm) -> HttpResponse:
        """Keep it, and say so."""
        may_be_called = form.cleaned_data["may_be_called"] == "yes"
        change_calls(case_id=case.pk, may_be_called=may_be_called, at=timezone.now())
        context = {
            "may_be_called": may_be_called,
            "tracking_pass": grant_pass(case),
            "nav_current": "track",
        }
        return render(self.request, "evaluations/calls_noted.html", context)
