"""Finding and locking a dossier, and its trail."""

from accounts.models import User
from bulletins.choices import EditionStage
from bulletins.models import Bulletin, BulletinEvent, Edition
from bulletins.permissions import can_draft
from bulletins.services.refused import BulletinRefused


def record(
    bulletin: Bulletin, name: str, *, actor: User | None, at, form: str = "", note: str = "", **details
) -> BulletinEvent:
    """One line of the trail."""
    return BulletinEvent.objects.create(
        bulletin=bulletin, form=form, at=at, name=name, actor=actor, note=note.strip(), details=details
    )


def lock_bulletin(bulletin_id: int) -> Bulletin:
    """The dossier, locked: whatever changes it or one of its editions waits here."""
    rows = Bulletin.objects.select_for_update(of=("self",)).select_related("issuer__area", "sector")
    return rows.get(pk=bulletin_id)


def lock_edition(edition_id: int) -> Edition:
    """The edition as it is now, its dossier locked."""
    bulletin = lock_bulletin(Edition.objects.values_list("bulletin_id", flat=True).get(pk=edition_id))
    edition = Edition.objects.select_related("issuer__area").get(pk=edition_id)
    edition.bulletin = bulletin
    return edition


def drafting(edition_id: int, actor: User) -> Edition:
    """A draft that the user may write in, its dossier locked. Raises BulletinRefused."""
    edition = lock_edition(edition_id)
    reasons = [] if can_draft(actor, edition.bulletin) else ["not_your_move"]
    reasons += [] if edition.stage == EditionStage.DRAFT else ["wrong_stage"]
    if reasons:
        raise BulletinRefused(reasons)
    return edition
