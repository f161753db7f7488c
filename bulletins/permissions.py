"""Who drafts, reviews, releases, replies, reads and follows a bulletin."""

from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import standing_of
from bulletins.choices import WRITING
from bulletins.models import (
    Bulletin,
    Correction,
    Edition,
    EditionRelease,
    EditionReview,
    Recipient,
    ReplyRequest,
)
from bulletins.querysets import COMMISSIONERS
from bulletins.rules import is_third_person
from organizations.models import Unit
from supervision.selectors.leaders import is_issuer, issuing_commissions


def can_keep_bulletins(user) -> bool:
    """Inspectors and leaders of the commissions that work in this system."""
    return bool(commissions_of(user))


def commissions_of(user) -> list[Unit]:
    """The commissions for which somebody drafts bulletins."""
    return issuing_commissions(user, on=timezone.localdate())


def can_draft(user, bulletin: Bulletin) -> bool:
    """Whoever works for the issuing commission and sees the dossier."""
    return sees_bulletin(user, bulletin)


def sees_bulletin(user, bulletin: Bulletin) -> bool:
    """Whether the dossier exists for this user."""
    return is_issuer(bulletin.issuer) and Bulletin.objects.visible_to(user).filter(pk=bulletin.pk).exists()


def can_review(user, act: EditionReview) -> bool:
    """Somebody of the same commission who hasn't written in the dossier."""
    return _is_apart(user, act.edition, act.asked_by_id) and sees_bulletin(user, act.edition.bulletin)


def can_release(user, act: EditionRelease) -> bool:
    """A leader of the commission who has neither written, nor put forward, nor reviewed."""
    return (
        act.drafter_id != user.pk
        and _is_apart(user, act.edition, act.asked_by_id)
        and leads_issuer(user, act.edition)
    )


def can_decide_on_correction(user, act: Correction) -> bool:
    """A leader of the commission other than whoever proposes it."""
    return act.asked_by_id != user.pk and leads_issuer(user, act.edition)


def can_withdraw(user, edition: Edition) -> bool:
    """A leader of the commission."""
    return leads_issuer(user, edition)


def leads_issuer(user, edition: Edition) -> bool:
    """Whether somebody leads the issuing commission and sees the dossier."""
    led = standing_of(user, on=timezone.localdate()).unit_ids(Role.COMMISSION_LEADER)
    return edition.issuer_id in led and sees_bulletin(user, edition.bulletin)


def can_reply(user, request: ReplyRequest) -> bool:
    """A leader of the unit that is named."""
    return ReplyRequest.objects.of_replier(user).filter(pk=request.pk).exists()


def can_read_circular(user, recipient: Recipient) -> bool:
    """Whoever works for a unit that got it."""
    return Recipient.objects.of_reader(user).filter(pk=recipient.pk).exists()


def reads_circulars(user) -> bool:
    """Whoever works for a unit; systems, the media and administrators don't."""
    return standing_of(user, on=timezone.localdate()).reads_cases


def is_of_media(user) -> bool:
    """Whether it is a media account, which sees released exposures and nothing else (M82)."""
    return standing_of(user, on=timezone.localdate()).has_role(Role.MEDIA)


def works_for_commission(user, unit_id: int) -> bool:
    """Whether somebody inspects or leads for that commission."""
    return unit_id in standing_of(user, on=timezone.localdate()).unit_ids(*COMMISSIONERS)


def _is_apart(user, edition: Edition, asked_by_id: int) -> bool:
    written = edition.bulletin.events.filter(name__in=WRITING, actor__isnull=False)
    return is_third_person(user.pk, set(written.values_list("actor_id", flat=True)), asked_by_id)
