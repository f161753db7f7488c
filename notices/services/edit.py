"""What administrators and users choose: words, routes, and when to be told."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from notices.choices import Channel, Pace, State, Wording
from notices.models import Notice, Preference, Route, Template
from notices.selectors import forget_routes
from notices.services.write import sendable_from


def write_template(
    *, wording: str, language: str, channel: str, text: str, valid_from, actor: User, at
) -> Template:
    """Write a new version of the words; ``text`` empty: from then on the built-in words hold again."""
    return Template.objects.create(
        wording=wording,
        language=language,
        channel=channel,
        text=text.strip(),
        valid_from=valid_from,
        written_by=actor,
        written_at=at,
    )


def set_route(*, wording: str, role: str, channels: Iterable[str] | None, actor: User, at) -> Route:
    """Choose by which channels those of a role are told of a step; None: the built-in ones again."""
    known = None if channels is None else [channel for channel in Channel.values if channel in set(channels)]
    route = Route.objects.create(wording=wording, role=role, channels=known, set_by=actor, set_at=at)
    # At once for this transaction, and once more when others can see the row.
    forget_routes()
    transaction.on_commit(forget_routes)
    return route


def try_words(*, user: User, channel: str, language: str, words: str, at) -> Notice:
    """Send somebody these words, already filled with samples, through the outbox like any other notice."""
    return Notice.objects.create(
        user=user,
        channel=channel,
        wording=Wording.TEST,
        context={"words": words},
        language=language,
        dedupe_key=f"test:{user.pk}:{at.isoformat()}:{channel}",
        created_at=at,
        next_attempt_at=at,
        **({"state": State.SENT, "sent_at": at} if channel == Channel.IN_APP else {}),
    )


@transaction.atomic
def choose_pace(*, user: User, email: str, sms: str, at) -> None:
    """Be told at once, or together each working morning. What has gathered leaves soon where it needn't wait any more."""
    Preference.objects.update_or_create(user=user, defaults={"email": email, "sms": sms})
    for channel, pace in ((Channel.EMAIL, email), (Channel.SMS, sms)):
        if pace == Pace.AT_ONCE:
            waiting = Notice.objects.filter(user=user, channel=channel, state=State.GATHERED)
            waiting.update(state=State.PENDING, next_attempt_at=sendable_from(at, channel, ""))
