"""What media accounts see: released exposures, those under an embargo that lets them in too, and nothing else (M82)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.views import StaffPage
from bulletins.models import Edition
from bulletins.permissions import is_of_media
from bulletins.selectors.texts import listed, read_text
from bulletins.views.common import ROWS
from common.paging import page_by_key, page_links


class MediaAccountPage(StaffPage):
    """A page for media accounts alone."""

    def check_access(self, user) -> None:
        """Everybody else has the public pages."""
        if not is_of_media(user):
            raise PermissionDenied


class MediaList(MediaAccountPage):
    """Everything that is released to the media."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page, the newest release first."""
        page = page_by_key(
            Edition.objects.for_media().select_related("issuer", "bulletin__sector"),
            order=("-released_at", "-id"),
            size=ROWS,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        context = {"rows": listed(page.rows), **page_links(page, request.GET)}
        return render(request, "bulletins/media_list.html", context)


class MediaPage(MediaAccountPage):
    """One of them, marked while it is under embargo."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The text; of a withdrawn one only that it was withdrawn, and why."""
        found = Edition.objects.for_media().select_related("issuer", "bulletin").filter(slug=slug).first()
        if found is None:
            raise Http404
        context = {
            "edition": found,
            "text": None if found.withdrawn_at else read_text(found),
        }
        return render(request, "bulletins/media_page.html", context)
