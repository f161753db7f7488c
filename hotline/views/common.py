"""What the pages of the programme share."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.views import StaffPage
from hotline.models import Session
from hotline.permissions import can_run_desk, can_see_programme


class ProgrammePage(StaffPage):
    """A page for commissions, and for units that may come on the line."""

    def check_access(self, user) -> None:
        """Whoever has nothing to do with the programme isn't shown it."""
        super().check_access(user)
        if not can_see_programme(user):
            raise PermissionDenied

    def session_or_404(self, pk: int) -> Session:
        """The session of that key, or 404 for whoever doesn't see it."""
        found = Session.objects.visible_to(self.request.user).with_places().filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def desk_session(self, pk: int) -> Session:
        """The session at whose desk the user sits; for everybody else there is no such desk."""
        session = self.session_or_404(pk)
        if not can_run_desk(self.request.user, session):
            raise Http404
        return session

    def crumbs(self, session: Session, *steps: tuple[str, str]) -> list[dict]:
        """The way to a page below a session; the last step is the page itself."""
        way = [
            {"label": _("Hotline programme"), "url": reverse("hotline:overview")},
            {"label": session.number, "url": reverse("hotline:session", args=[session.pk]) if steps else ""},
        ]
        return [*way, *({"label": label, "url": url} for label, url in steps)]
