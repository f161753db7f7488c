"""Whether a case has changed since somebody opened its page; asked every half minute, so it reads next to nothing."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response

from cases.models import Case
from cases.permissions import hidden_events
from cases.selectors.trail import newest_event
from cases.views.common import CasePage


class CaseVersion(CasePage):
    """The number of the newest event of a case that this user may know of."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The number, or 304 when it is the one that was taken along; 404 when the case has left the user's sight."""
        case = Case.objects.visible_to(request.user).filter(pk=pk).order_by().first()
        if case is None:
            raise Http404
        version = newest_event(case, hidden=hidden_events(request.user, case))
        etag = f'"{version}"'
        unchanged = get_conditional_response(request, etag=etag)
        answer = unchanged or JsonResponse({"version": version}, headers={"ETag": etag})
        answer["Cache-Control"] = "private, no-cache"
        return answer
