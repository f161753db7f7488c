"""Joining a case to another one as one matter."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cases.forms import picked_ids
from cases.models import Case
from cases.services import MoveRefused, join_matter
from cases.views.common import CasePage
from cases.views.routing import following, goes_on, say_done, to_next


class CaseJoin(CasePage):
    """One key beside a related case: this one follows it from now on."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Join, or say every reason why not; a case that the user may not see doesn't exist."""
        following_ids = following(request, self.find_case())
        leading_id = next(iter(picked_ids([request.POST.get("leading", "")])), None)
        try:
            case = join_matter(
                case_id=pk,
                leading_id=leading_id,
                actor=request.user,
                at=self.now,
                not_accused="not_accused" in request.POST,
            )
        except Case.DoesNotExist as problem:
            raise Http404 from problem
        except MoveRefused as refusal:
            for sentence in refusal.sentences:
                messages.error(request, sentence)
        else:
            said = _("%(number)s is one matter with the other case now and gets its answer.")
            say_done(request, said % {"number": case.number}, case, "join")
            if goes_on(request):
                return to_next(request, following_ids)
        return redirect("cases:case-detail", pk=pk)
