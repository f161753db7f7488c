"""What visitors answer by text message: one vote a visit, whatever comes later; nothing that comes is lost, and no two machines talk for ever."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.services import mark_of
from complaints.rules import STORY_SHORTEST
from complaints.services.text_words import wish_in
from evaluations.choices import Grade, InvitationState, ReplyKind, VisitAlarmKind
from evaluations.models import Invitation, InvitationReply, RatingOptOut, VisitVote
from evaluations.rules.replies import Reading, read_reply, tells_of_pressure
from evaluations.services.visit_alarms import raise_alarm
from notices.choices import Channel, Wording
from notices.services import answer_sender

LONGEST = 1000


# Who calls has a transaction of its own, which fails as a whole: another savepoint would only cost time.
@transaction.atomic(savepoint=False)
def take_reply(
    *, phone: str, words: str, at: datetime, has_open_case: Callable[[], bool] = lambda: False
) -> bool:
    """Take a text message for a reply to an invitation, if it is one; True when it was stored and answered here.

    The newest invitation of the number is meant. A text that has no code is helped once; if it is long enough to be a
    complaint, it is one as well, so the answer is False. So is it for a number that nobody has asked. The caller lets the
    messages of one number wait for one another.
    """
    mark, wish = mark_of(phone), wish_in(words)
    if wish == "stop":
        RatingOptOut.objects.get_or_create(phone_mark=mark, defaults={"at": at})
    invitation = (
        Invitation.objects.select_for_update(of=("self",)).filter(phone_mark=mark).order_by("-pk").first()
    )
    if invitation is None:
        return False
    is_in_time = at < invitation.expires_at
    if wish == "stop":
        return is_in_time and _stop(invitation, phone, words, at=at)
    reading = read_reply(words)
    if reading.is_pressure:
        return _report(invitation, phone, reading, at=at)
    if reading.grade:
        return _grade(invitation, phone, reading, at=at)
    if not is_in_time or has_open_case():
        return False
    return _help(invitation, phone, words, asks=bool(wish), at=at)


def _grade(invitation: Invitation, phone: str, reading: Reading, *, at: datetime) -> bool:
    if invitation.state == InvitationState.OPEN and at < invitation.expires_at:
        return _vote(invitation, phone, reading, at=at)
    is_late = invitation.state in (InvitationState.OPEN, InvitationState.EXPIRED)
    _keep(
        invitation, ReplyKind.LATE if is_late else ReplyKind.SECOND, f"{reading.grade} {reading.rest}", at=at
    )
    if not invitation.was_told and invitation.state != InvitationState.OPTED_OUT:
        invitation.was_told = True
        invitation.save(update_fields=["was_told"])
        _answer(invitation, phone, Wording.REPLY_VOTE_LATE if is_late else Wording.REPLY_VOTE_SECOND, at=at)
    return True


def _vote(invitation: Invitation, phone: str, reading: Reading, *, at: datetime) -> bool:
    words = reading.rest[:LONGEST]
    vote = VisitVote.objects.create(invitation=invitation, grade=reading.grade, words=words, voted_at=at)
    _end(invitation, InvitationState.VOTED)
    if tells_of_pressure(words):
        raise_alarm(
            kind=VisitAlarmKind.PRESSURE_WORDS,
            unit=invitation.visit.unit,
            key=str(vote.pk),
            words=words,
            votes=[vote.pk],
            at=at,
        )
    is_bad = reading.grade == Grade.DISSATISFIED
    _answer(invitation, phone, Wording.REPLY_VOTE_BAD if is_bad else Wording.REPLY_VOTE_TAKEN, at=at)
    return True


def _report(invitation: Invitation, phone: str, reading: Reading, *, at: datetime) -> bool:
    """Somebody was pressed: that goes to the commission, counts as no vote, and leaves the invitation as it is."""
    words = reading.rest[:LONGEST]
    is_first = not invitation.replies.filter(kind=ReplyKind.PRESSURE).exists()
    reply = _keep(invitation, ReplyKind.PRESSURE, words, at=at)
    vote = VisitVote.objects.filter(invitation=invitation).values_list("pk", flat=True)
    raise_alarm(
        kind=VisitAlarmKind.PRESSURE,
        unit=invitation.visit.unit,
        key=str(reply.pk),
        words=words,
        votes=list(vote),
        at=at,
    )
    if is_first:
        _answer(invitation, phone, Wording.REPLY_PRESSURE, at=at)
    return True


def _stop(invitation: Invitation, phone: str, words: str, *, at: datetime) -> bool:
    _keep(invitation, ReplyKind.STOP, words, at=at)
    if invitation.state == InvitationState.OPEN:
        _end(invitation, InvitationState.OPTED_OUT)
    if invitation.replies.filter(kind=ReplyKind.STOP).count() == 1:
        _answer(invitation, phone, Wording.REPLY_NO_MORE_RATING, at=at)
    return True


def _help(invitation: Invitation, phone: str, words: str, *, asks: bool, at: datetime) -> bool:
    """Say once how to answer; whoever asks for help again gets that of the complaints, and a long text is a complaint as well."""
    is_open, is_long = invitation.state == InvitationState.OPEN, len(words) >= STORY_SHORTEST
    helps = is_open and not invitation.was_helped
    if helps:
        invitation.was_helped = True
        invitation.save(update_fields=["was_helped"])
        _answer(invitation, phone, Wording.REPLY_VOTE_HELP, at=at)
    if is_long or (asks and not helps):
        return False
    _keep(invitation, ReplyKind.UNKNOWN, words, at=at)
    return True


def _keep(invitation: Invitation, kind: str, words: str, *, at: datetime) -> InvitationReply:
    words = words.strip()[:LONGEST]
    return InvitationReply.objects.create(invitation=invitation, kind=kind, words=words, at=at)


def _end(invitation: Invitation, state: str) -> None:
    invitation.state = state
    invitation.save(update_fields=["state"])


def _answer(invitation: Invitation, phone: str, wording: str, *, at: datetime) -> None:
    """Each answer is given once for an invitation: its name in the outbox is taken then."""
    link = f"{settings.SITE_ADDRESS}{reverse('complaints:complaint-create')}"
    answer_sender(
        channel=Channel.SMS,
        wording=wording,
        sealed={"to": phone, "link": link},
        about=f"invitation:{invitation.pk}:{wording}",
        at=at,
    )
