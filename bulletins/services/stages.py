"""The way of an edition from the drafter by a second and a third person to its readers; the only writer of its ``stage``."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from accounts.choices import Decision
from accounts.models import User
from accounts.services import ask_for_act, decide_on_act
from bulletins.choices import BulletinEventName, EditionForm, EditionStage
from bulletins.lifecycle import MOVE_BY_NAME
from bulletins.models import Bulletin, Edition, EditionCounter, EditionRelease, EditionReview
from bulletins.permissions import can_draft, can_withdraw
from bulletins.rules import against_embargo
from bulletins.services.checks import against_words, digest_of, refuse_leaks
from bulletins.services.record import lock_edition, record
from bulletins.services.refused import BulletinRefused
from bulletins.services.replies import ask_for_replies, awaits_replies, end_replies
from bulletins.services.tell import tell_of_change, tell_of_decision, tell_recipients
from common.numbering import CHINA
from supervision.selectors.leaders import document_word

WORD = "纪通"


@dataclass(frozen=True)
class ReleaseTerms:
    """On what terms an edition is released: until when under embargo, and whether replies are printed."""

    embargo_until: datetime | None = None
    is_for_media: bool = False
    prints_replies: bool = False


def put_forward(*, edition_id: int, reason: str, actor: User, at) -> EditionReview:
    """Put a draft forward for review; from now on nobody changes a word of it. Raises BulletinRefused, EditionLeaks."""
    edition = Edition.objects.select_related("bulletin__issuer").get(pk=edition_id)
    if not can_draft(actor, edition.bulletin):
        raise BulletinRefused(["not_your_move"])
    refuse_leaks(edition_id=edition_id, actor=actor, at=at)
    return _put_forward(edition_id=edition_id, reason=reason, actor=actor, at=at)


def decide_on_review(*, review_id: int, decision: str, note: str, actor: User, at) -> EditionReview:
    """Pass an edition on for its release, or return it with reasons. Raises as putting forward does."""
    review = EditionReview.objects.get(pk=review_id)
    if decision == Decision.GRANTED:
        refuse_leaks(edition_id=review.edition_id, actor=actor, at=at)
    return _decide(review, decision=decision, note=note, actor=actor, at=at)


def decide_on_release(
    *, release_id: int, decision: str, note: str, actor: User, at, terms: ReleaseTerms | None = None
) -> EditionRelease:
    """Release an edition, or return it with reasons: a third person, a leader. Raises as putting forward does."""
    release = EditionRelease.objects.get(pk=release_id)
    terms = terms or ReleaseTerms()
    if decision == Decision.GRANTED:
        replies = terms.prints_replies
        refuse_leaks(edition_id=release.edition_id, actor=actor, at=at, prints_replies=replies)
    return _decide(release, decision=decision, note=note, actor=actor, at=at, terms=terms)


@transaction.atomic
def publish_due(*, at: datetime) -> int:
    """Publish the next edition whose embargo has ended; beats that come at once skip each other's. Returns how many."""
    due = Edition.objects.due(at=at)
    waiting = Bulletin.objects.filter(pk__in=due.order_by().values("bulletin")).order_by("pk")
    bulletin = waiting.select_for_update(skip_locked=True).first()
    row = due.filter(bulletin=bulletin).first() if bulletin else None
    if row is None:
        return 0
    _publish(lock_edition(row.pk), actor=None, at=at)
    return 1


@transaction.atomic
def withdraw_edition(*, edition_id: int, note: str, actor: User, at) -> Edition:
    """Take back what is out, or set a draft aside; its page says so from then on. Raises BulletinRefused."""
    edition = lock_edition(edition_id)
    reasons = [] if can_withdraw(actor, edition) else ["not_your_move"]
    reasons += [] if edition.stage in MOVE_BY_NAME["withdraw"].sources else ["wrong_stage"]
    reasons += [] if note.strip() else ["note_missing"]
    if reasons:
        raise BulletinRefused(reasons)
    edition.withdrawn_by, edition.withdrawn_at, edition.withdrawal_note = actor, at, note.strip()
    edition.changed_at = at
    fields = ["withdrawn_by", "withdrawn_at", "withdrawal_note", "changed_at"]
    _move(edition, "withdraw", *fields, actor=actor, at=at, note=note)
    end_replies(edition, at=at)
    if edition.published_at is not None:
        tell_of_change(edition, at=at, about="withdrawn")
    return edition


@transaction.atomic
def _put_forward(*, edition_id: int, reason: str, actor: User, at) -> EditionReview:
    edition = lock_edition(edition_id)
    reasons = [] if can_draft(actor, edition.bulletin) else ["not_your_move"]
    reasons += [] if edition.stage == EditionStage.DRAFT else ["wrong_stage"]
    reasons += against_words(edition)
    if reasons:
        raise BulletinRefused(reasons)
    _move(edition, "put_forward", actor=actor, at=at, note=reason)
    review = EditionReview(edition=edition, digest=digest_of(edition), reason=reason)
    return ask_for_act(review, actor=actor, at=at)


@transaction.atomic
def _decide(act, *, decision: str, note: str, actor: User, at, terms: ReleaseTerms | None = None):
    edition = lock_edition(act.edition_id)
    reasons = []
    if decision == Decision.GRANTED:
        reasons += against_words(edition)
        if terms is not None:
            reasons += against_embargo(terms.embargo_until, at=at)
            reasons += [] if act.review.digest == digest_of(edition) else ["words_changed"]
            reasons += ["reply_awaited"] if awaits_replies(edition, at=at) else []
            _set_terms(edition, terms)
    return decide_on_act(act, decision=decision, note=note, actor=actor, at=at, reasons=reasons)


def _set_terms(edition: Edition, terms: ReleaseTerms) -> None:
    """An embargo and printed replies are those of the public edition."""
    if edition.form == EditionForm.PUBLIC:
        edition.embargo_until = terms.embargo_until
        edition.is_for_media = terms.is_for_media and terms.embargo_until is not None
        edition.prints_replies = terms.prints_replies
        edition.save(update_fields=["embargo_until", "is_for_media", "prints_replies"])


def after_review(review: EditionReview, *, actor: User | None, at) -> None:
    """What follows when an edition was put forward, reviewed, or nobody reviewed it."""
    if review.decision == Decision.GRANTED:
        edition = lock_edition(review.edition_id)
        _move(edition, "pass_on", actor=actor, at=at, note=review.decision_note)
        if edition.form == EditionForm.PUBLIC:
            ask_for_replies(edition, at=at)
        release = EditionRelease(edition=edition, review=review, drafter=review.asked_by)
        ask_for_act(release, actor=actor, at=at)
    elif review.decision:
        _return(review, actor=actor, at=at)
    tell_of_decision(review, at=at)


def after_release(release: EditionRelease, *, actor: User | None, at) -> None:
    """What follows when the release was asked for, decided, or nobody decided."""
    if release.decision == Decision.GRANTED:
        edition = lock_edition(release.edition_id)
        edition.released_at = edition.changed_at = at
        fields = ["released_at", "changed_at"]
        if edition.is_internal:
            _number(edition, at=at)
            fields += ["word", "year", "serial"]
        _move(edition, "release", *fields, actor=actor, at=at, note=release.decision_note)
        if edition.embargo_until is None:
            _publish(edition, actor=actor, at=at)
    elif release.decision:
        _return(release, actor=actor, at=at)
    tell_of_decision(release, at=at)


def _return(act: EditionReview | EditionRelease, *, actor: User | None, at) -> None:
    edition = lock_edition(act.edition_id)
    _move(edition, "return", actor=actor, at=at, note=act.decision_note)


def _publish(edition: Edition, *, actor: User | None, at) -> None:
    edition.published_at = edition.changed_at = at
    _move(edition, "publish", "published_at", "changed_at", actor=actor, at=at)
    if edition.is_internal:
        due_on = at.astimezone(CHINA).date() + timedelta(days=settings.BULLETIN_READ_DAYS)
        edition.recipients.update(due_on=due_on)
        tell_recipients(edition, due_on=due_on, at=at)


def _number(edition: Edition, *, at) -> None:
    """The next number of this commission and year; whoever else needs one waits, so that none is left out."""
    year = at.astimezone(CHINA).year
    EditionCounter.objects.get_or_create(issuer=edition.issuer, year=year)
    counter = EditionCounter.objects.select_for_update().get(issuer=edition.issuer, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    edition.word, edition.year, edition.serial = document_word(edition.issuer, WORD), year, counter.last


def _move(edition: Edition, name: str, *fields: str, actor: User | None, at, note: str = "") -> None:
    """One row of the table: refused from another stage, written, and recorded."""
    row = MOVE_BY_NAME[name]
    if edition.stage not in row.sources:
        raise BulletinRefused(["wrong_stage"])
    before, edition.stage = edition.stage, row.target
    edition.save(update_fields=["stage", *fields])
    record(
        edition.bulletin,
        BulletinEventName.MOVED,
        actor=actor,
        at=at,
        form=edition.form,
        note=note,
        move=name,
        before=str(before),
        after=str(row.target),
    )
