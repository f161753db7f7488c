"""The notice letter of a refusal, for the desk to read, print and post."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cases.selectors.letters import letter_of, sheet_of
from cases.views.common import CasePage


class CaseLetter(CasePage):
    """The last notice letter of a case."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """For whoever may read the case; 404 when it was never declined."""
        case = self.find_case()
        letter = letter_of(case)
        if letter is None:
            raise Http404
        context = {
            "case": case,
            "sheet": sheet_of(letter, case),
            "crumbs": self.crumbs(case, _("Notice letter")),
        }
        return render(request, "cases/case_letter.html", context)
