"""The right of reply: a unit is asked before everybody reads its name, and its words are kept."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from accounts.models import User
from bulletins.choices import BulletinEventName
from bulletins.models import Edition, ReplyRequest
from bulletins.permissions import can_reply
from bulletins.rules import is_over
from bulletins.selectors.texts import passage_words, passages_of
from bulletins.services.record import lock_edition, record
from bulletins.services.refused import BulletinRefused
from bulletins.services.tell import tell_of_reply, tell_unit_to_reply
from common.numbering import CHINA


def ask_for_replies(edition: Edition, *, at) -> None:
    """Ask each unit that the edition names; a reply to the very same words stands, to others it is asked anew.

    Inside the caller's transaction, the dossier locked.
    """
    due_on = at.astimezone(CHINA).date() + timedelta(days=settings.BULLETIN_REPLY_DAYS)
    there = {row.item_id: row for row in edition.replies.filter(ended_at=None)}
    for passage in passages_of(edition):
        earlier = there.pop(passage.item_id, None)
        words, unit = passage_words(passage), passage.item.unit
        if earlier is not None and (earlier.passage, earlier.unit) == (words, unit):
            continue
        _end(earlier, at=at)
        if unit is None:
            continue
        request = ReplyRequest.objects.create(
            edition=edition, item=passage.item, unit=unit, passage=words, asked_at=at, due_on=due_on
        )
        record(
            edition.bulletin,
            BulletinEventName.REPLY_ASKED,
            actor=None,
            at=at,
            form=edition.form,
            item=passage.item_id,
            due_on=f"{due_on}",
        )
        tell_unit_to_reply(request, at=at)
    for row in there.values():
        _end(row, at=at)


def awaits_replies(edition: Edition, *, at) -> bool:
    """Whether a named unit may still reply and hasn't."""
    return edition.replies.awaited(today=at.astimezone(CHINA).date()).exists()


def end_replies(edition: Edition, *, at) -> None:
    """Nobody is asked any more: the edition was withdrawn."""
    for row in edition.replies.filter(ended_at=None):
        _end(row, at=at)


@transaction.atomic
def give_reply(*, request_id: int, words: str, actor: User, at) -> ReplyRequest:
    """Write down what a named unit has to say; it stands from then on. Raises BulletinRefused."""
    edition = lock_edition(ReplyRequest.objects.values_list("edition_id", flat=True).get(pk=request_id))
    request = ReplyRequest.objects.select_related("unit").get(pk=request_id)
    over = is_over(request.due_on, today=at.astimezone(CHINA).date())
    reasons = [] if can_reply(actor, request) else ["not_your_move"]
    reasons += ["reply_over"] if over or request.reply or request.ended_at else []
    reasons += [] if words.strip() else ["note_missing"]
    if reasons:
        raise BulletinRefused(reasons)
    request.reply, request.replied_by, request.replied_at = words.strip(), actor, at
    request.save(update_fields=["reply", "replied_by", "replied_at"])
    record(
        edition.bulletin,
        BulletinEventName.REPLIED,
        actor=actor,
        at=at,
        form=edition.form,
        item=request.item_id,
    )
    tell_of_reply(request, edition, at=at)
    return request


def _end(request: ReplyRequest | None, *, at) -> None:
    if request is not None:
        request.ended_at = at
        request.save(update_fields=["ended_at"])
