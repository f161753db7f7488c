"""What of bulletins takes two people, as the register of such acts knows it (ADR 21)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.selectors import TwoKeyKind
from bulletins.models import Bulletin, Correction, EditionRelease, EditionReview
from bulletins.permissions import can_decide_on_correction, can_release, can_review
from bulletins.services.corrections import after_correction
from bulletins.services.record import lock_edition
from bulletins.services.refused import BulletinRefused
from bulletins.services.stages import after_release, after_review


def _open_to(model):
    def open_to(user):
        seen = Bulletin.objects.visible_to(user).order_by().values("pk")
        return model.objects.filter(edition__bulletin__in=seen).select_related(
            "edition__bulletin__issuer", "edition__issuer"
        )

    return open_to


def _page(act) -> str:
    return reverse("bulletins:edition", args=[act.edition_id])


def _about(act) -> str:
    """The number of the circular; before its release, the number of the dossier."""
    return act.edition.number or f"T{act.edition.bulletin_id:05d}"


# Each of the three acts is about one edition.
_OF_AN_EDITION = {
    "page": _page,
    "about": _about,
    "refused": BulletinRefused,
    "lock": lambda act: lock_edition(act.edition_id),
}
REVIEW = TwoKeyKind(
    name="bulletin_review",
    label=_("Review of a bulletin"),
    model=EditionReview,
    setting="BULLETIN_REVIEW_DAYS",
    why=_("What is told of a month is old news after two weeks: whoever drafted it looks at it once more."),
    open_to=_open_to(EditionReview),
    may_decide=can_review,
    after=after_review,
    **_OF_AN_EDITION,
)
RELEASE = TwoKeyKind(
    name="bulletin_release",
    label=_("Release of a bulletin"),
    model=EditionRelease,
    setting="BULLETIN_RELEASE_DAYS",
    why=_("The named units have had their time by then, and a case may have been reopened meanwhile."),
    open_to=_open_to(EditionRelease),
    may_decide=can_release,
    after=after_release,
    **_OF_AN_EDITION,
)
CORRECTION = TwoKeyKind(
    name="bulletin_correction",
    label=_("Correction of a bulletin"),
    model=Correction,
    setting="BULLETIN_CORRECTION_DAYS",
    why=_("Something wrong stands before everybody as long as nobody decides."),
    open_to=_open_to(Correction),
    may_decide=can_decide_on_correction,
    after=after_correction,
    **_OF_AN_EDITION,
)
KINDS = (REVIEW, RELEASE, CORRECTION)
