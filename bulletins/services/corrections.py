"""Putting right what is out: the words stand under the edition, and what was wrong stays readable (M82)."""

from django.db import transaction

from accounts.choices import Decision
from accounts.models import User
from accounts.services import ask_for_act, decide_on_act
from bulletins.choices import BulletinEventName, EditionStage
from bulletins.models import Correction, Edition
from bulletins.permissions import can_draft
from bulletins.services.checks import refuse_leaks
from bulletins.services.record import lock_edition, record
from bulletins.services.refused import BulletinRefused
from bulletins.services.tell import keepers_of, tell_of_change
from notices.services import tell_of_act

WORDS = "correction"


def propose_correction(*, edition_id: int, words: str, actor: User, at) -> Correction:
    """Propose what is to be put right in a published edition; a leader decides. Raises BulletinRefused, EditionLeaks."""
    edition = Edition.objects.select_related("bulletin__issuer").get(pk=edition_id)
    if not can_draft(actor, edition.bulletin):
        raise BulletinRefused(["not_your_move"])
    if words.strip():
        refuse_leaks(edition_id=edition_id, actor=actor, at=at, more={WORDS: words})
    return _propose(edition_id=edition_id, words=words, actor=actor, at=at)


def decide_on_correction(*, correction_id: int, decision: str, note: str, actor: User, at) -> Correction:
    """Make a correction that somebody else has proposed, or refuse it. Raises as proposing does."""
    correction = Correction.objects.get(pk=correction_id)
    if decision == Decision.GRANTED:
        more = {WORDS: correction.words}
        refuse_leaks(edition_id=correction.edition_id, actor=actor, at=at, more=more)
    return _decide(correction, decision=decision, note=note, actor=actor, at=at)


def after_correction(correction: Correction, *, actor: User | None, at) -> None:
    """What follows when a correction was proposed, decided, or nobody decided."""
    edition = lock_edition(correction.edition_id)
    names = {"": BulletinEventName.CORRECTION_ASKED, Decision.GRANTED: BulletinEventName.CORRECTED}
    name = names.get(correction.decision, BulletinEventName.CORRECTION_REFUSED)
    note = correction.decision_note
    record(edition.bulletin, name, actor=actor, at=at, form=edition.form, note=note)
    if correction.decision == Decision.GRANTED:
        edition.changed_at = at
        edition.save(update_fields=["changed_at"])
        tell_of_change(edition, at=at, about=f"corrected:{correction.pk}")
    leaders = [user for user in keepers_of(edition.bulletin, at=at) if user.pk != correction.asked_by_id]
    receivers = [correction.asked_by] if correction.decision else leaders
    tell_of_act(correction, receivers=receivers, at=at)


@transaction.atomic
def _propose(*, edition_id: int, words: str, actor: User, at) -> Correction:
    edition = lock_edition(edition_id)
    reasons = [] if can_draft(actor, edition.bulletin) else ["not_your_move"]
    reasons += [] if edition.stage == EditionStage.PUBLISHED else ["wrong_stage"]
    reasons += [] if words.strip() else ["note_missing"]
    reasons += ["asked_already"] if edition.corrections.filter(decision="").exists() else []
    correction = Correction(edition=edition, words=words.strip())
    return ask_for_act(correction, actor=actor, at=at, reasons=reasons)


@transaction.atomic
def _decide(correction: Correction, *, decision: str, note: str, actor: User, at) -> Correction:
    edition = lock_edition(correction.edition_id)
    is_out = edition.stage == EditionStage.PUBLISHED
    reasons = [] if is_out or decision != Decision.GRANTED else ["wrong_stage"]
    return decide_on_act(correction, decision=decision, note=note, actor=actor, at=at, reasons=reasons)
