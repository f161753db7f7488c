"""The appraisal for everybody: no account, no script needed. The method stands beside the numbers."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View

from evaluations.models import Round
from evaluations.selectors.direct_votes import source_labels
from evaluations.selectors.rounds import survey_in_use
from evaluations.selectors.scores import newest_scores
from evaluations.views.rounds import csv_of


def _published():
    return Round.objects.published().select_related("organiser__area", "terms")


@method_decorator(login_not_required, name="dispatch")
class PublicRounds(View):
    """All published rounds, the latest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        return render(request, "evaluations/public_rounds.html", {"rounds": _published()})


@method_decorator(login_not_required, name="dispatch")
class PublicRound(View):
    """One published round: ranking, numbers, intervals, grades, and how it was reckoned."""

    def get(self, request: HttpRequest, round: int) -> HttpResponse:
        """The page, or with ``format=csv`` its ranking as a file; 404 before it is published."""
        found = _published().filter(pk=round).first()
        if found is None:
            raise Http404
        if request.GET.get("format") == "csv":
            return csv_of(found)
        survey = survey_in_use(found)
        answers = survey.answers.count() if survey else 0
        context = {
            "round": found,
            "terms": found.terms,
            "scores": newest_scores(found),
            "opened": (),
            "sources": source_labels(),
            "criteria": found.criteria.all(),
            "members": found.members.count(),
            "survey": survey,
            "answers": answers,
            "response": _share(answers, survey.contacted) if survey else None,
        }
        return render(request, "evaluations/public_round.html", context)


def _share(part: int, whole: int) -> int:
    """Of a hundred so many."""
    return (200 * part + whole) // (2 * whole)
