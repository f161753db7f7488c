"""What the staff's pages of bulletins share."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.selectors import ActRefused
from accounts.views import StaffPage
from audit.choices import ReadKind
from audit.services import note_reading
from bulletins.models import Bulletin, Edition
from bulletins.permissions import can_keep_bulletins, reads_circulars
from bulletins.selectors.paper import file_name, paper_of, press_of
from cases.views.evidence import download

ROWS = 30


class ReaderPage(StaffPage):
    """A page for everybody who works for a unit. ``tab`` is the part that it belongs to."""

    tab = ""

    def check_access(self, user) -> None:
        """Administrators read no circulars."""
        super().check_access(user)
        if not reads_circulars(user):
            raise PermissionDenied

    def tabs(self) -> dict:
        """The parts of bulletins that this user has, for the tabs on top."""
        keeps = can_keep_bulletins(self.request.user)
        parts = [("bulletin-list", _("Dossiers")), ("late-readers", _("Late readers"))] if keeps else []
        parts.append(("circular-list", _("Sent to us")))
        return {
            "tabs_label": _("Bulletins"),
            "tabs": [
                {"label": label, "url": reverse(f"bulletins:{name}"), "active": name == self.tab}
                for name, label in parts
            ],
        }


class BulletinPage(ReaderPage):
    """A page for those who write bulletins; a dossier that the user may not see doesn't exist for him."""

    tab = "bulletin-list"

    def check_access(self, user) -> None:
        """Inspectors and leaders of commissions."""
        super().check_access(user)
        if not can_keep_bulletins(user):
            raise PermissionDenied

    def bulletin_or_404(self, pk: int) -> Bulletin:
        """The dossier of that key; reading it is written down."""
        rows = Bulletin.objects.visible_to(self.request.user).select_related(
            "issuer__area", "sector", "begun_by"
        )
        found = rows.filter(pk=pk).order_by().first()
        if found is None:
            raise Http404
        note_reading(reader=self.request.user, kind=ReadKind.BULLETIN, item=f"bulletin:{found.pk}")
        return found

    def edition_or_404(self, pk: int) -> Edition:
        """The edition of that key, with its dossier."""
        row = Edition.objects.filter(pk=pk).select_related("issuer__area").first()
        if row is None:
            raise Http404
        row.bulletin = self.bulletin_or_404(row.bulletin_id)
        return row

    def crumbs(self, *steps: tuple[str, str]) -> list[dict]:
        """The way to a page below the list; the last step is the page itself."""
        first = {"label": _("Bulletins"), "url": reverse("bulletins:bulletin-list")}
        return [first, *({"label": label, "url": url} for label, url in steps)]

    def crumbs_in(self, bulletin: Bulletin, *steps: tuple[str, str]) -> list[dict]:
        """The way to a page below a dossier."""
        return self.crumbs((bulletin.subject, reverse("bulletins:bulletin", args=[bulletin.pk])), *steps)


def tried(form, act: Callable) -> ActRefused | None:
    """Do something that may be refused; each reason becomes an error of the form, and nothing typed is lost."""
    try:
        act()
    except ActRefused as refusal:
        form.add_refusal(refusal)
        return refusal
    return None


def edition_file(edition: Edition, kind: str) -> HttpResponse:
    """An edition as a file to keep: a circular after GB/T 9704 as PDF or for Word, an exposure as a press text."""
    name = file_name(edition, kind)
    if not edition.is_internal:
        from common.pdf import booklet

        return download(booklet(*press_of(edition)), name)
    if kind == "docx":
        from common.word import official_docx

        created = edition.released_at or timezone.now()
        return download(official_docx(paper_of(edition), created_at=created), name)
    from common.official import official_pdf

    return download(official_pdf(paper_of(edition)), name)


def kind_or_404(edition: Edition, kind: str) -> str:
    """The kinds of files that there are of an edition."""
    if kind not in (("pdf", "docx") if edition.is_internal else ("pdf",)):
        raise Http404
    return kind
