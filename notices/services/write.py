"""Writing notices into the outbox, in the transaction of what they tell of."""

import json
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from accounts.models import SealedIdentity, User
from accounts.services import first_key, open_text, seal_text
from notices.choices import Channel, State
from notices.models import Notice
from notices.rules import next_morning, send_from
from notices.selectors import Plan, plans_of

RESEALED = 200


def notify_users(
    *,
    users: Iterable[User],
    wording: str,
    context: dict,
    path: str,
    about: str,
    at,
    channels: Iterable[str] | None = None,
) -> int:
    """Write one notice for each user and channel, inside the caller's transaction.

    ``channels`` None: those that the matrix of routes names for each user's role, at the pace that the user has chosen.
    ``about`` names the event, which is told once to each person by each channel. Returns the number of rows offered.
    A user without an e-mail address or phone gets no row for that channel.
    """
    users = list(users)
    if not users:
        return 0
    fixed = channels and {user.pk: Plan(frozenset(channels)) for user in users}
    plans = fixed or plans_of(users, wording=wording, at=at)
    rows = [
        Notice(
            user=user,
            channel=channel,
            wording=wording,
            context=context,
            language=user.language,
            path=path,
            dedupe_key=f"{about}:u{user.pk}:{channel}",
            created_at=at,
            **_first_step(channel, wording, waits=channel in plans[user.pk].waiting, at=at),
        )
        for user in users
        for channel in Channel.values
        if channel in plans[user.pk].channels and _can_reach(user, channel)
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def notify_citizen(*, identity: SealedIdentity | None, wording: str, about: str, at) -> int:
    """Write to a citizen who left a phone number or an e-mail address; says nothing of the case. Returns 0 or 1.

    Whoever wants no more text messages gets none.
    """
    channel = identity and _channel_of(identity)
    if not channel:
        return 0
    row = Notice(
        identity=identity,
        channel=channel,
        wording=wording,
        dedupe_key=f"{about}:citizen:{channel}",
        created_at=at,
        next_attempt_at=sendable_from(at, channel, wording),
    )
    Notice.objects.bulk_create([row], ignore_conflicts=True)
    return 1


def answer_sender(
    *, channel: str, wording: str, sealed: dict[str, str], about: str, at, language: str = "zh-hans"
) -> Notice:
    """Write an answer to whoever has just written to us, or has to be asked something, inside the caller's transaction.

    ``sealed`` holds ``to`` (number or address), what fills the blanks (``code``, ``link``, ``files``, ``unit``, ``date``), and for
    e-mail ``subject``, ``message_id`` and ``in_reply_to``. It is sealed until the answer is sent, and then forgotten. An answer
    leaves at once, anything else when people don't sleep.
    """
    return Notice.objects.create(
        channel=channel,
        wording=wording,
        context=dict.fromkeys(("code", "link", "files", "unit", "date"), "…"),
        language=language,
        sealed_box=seal_text(json.dumps(sealed, ensure_ascii=False), bound_to=f"notice:{about}"),
        dedupe_key=about,
        created_at=at,
        next_attempt_at=sendable_from(at, channel, wording),
    )


@transaction.atomic
def seal_answers_anew() -> int:
    """Seal a batch of unsent answers with the first of IDENTITY_KEYS that another has sealed; returns how many."""
    sealed_otherwise = Notice.objects.exclude(sealed_box="").exclude(sealed_box__startswith=f"{first_key()}:")
    rows = list(sealed_otherwise.select_for_update(skip_locked=True).order_by("pk")[:RESEALED])
    for row in rows:
        bound_to = f"notice:{row.dedupe_key}"
        row.sealed_box = seal_text(open_text(row.sealed_box, bound_to=bound_to), bound_to=bound_to)
    Notice.objects.bulk_update(rows, ["sealed_box"])
    return len(rows)


def mark_read(*, user: User, up_to: int, at) -> int:
    """Mark what the user has behind the bell as read, up to the newest notice on the page."""
    return Notice.objects.inbox_of(user).unread().filter(pk__lte=up_to).order_by().update(read_at=at)


def withdraw_notices(*, users: Iterable[User], path: str) -> None:
    """Take back what these users were told about a page, or one below it, that they may no longer know of.

    What was sent is sent.
    """
    Notice.objects.filter(user__in=users, path__startswith=path).delete()


def sendable_from(at, channel: str, wording: str):
    """When it may be sent at the earliest: people sleep at night."""
    quiet = (settings.QUIET_FROM_HOUR, settings.QUIET_UNTIL_HOUR)
    return send_from(at, channel=channel, wording=wording, quiet=quiet)


def _first_step(channel: str, wording: str, *, waits: bool, at) -> dict:
    """What is behind the bell is there at once; the rest leaves soon, or waits for the working morning."""
    if channel == Channel.IN_APP:
        return {"state": State.SENT, "sent_at": at, "next_attempt_at": at}
    if waits:
        return {"state": State.GATHERED, "next_attempt_at": next_morning(at, hour=settings.DIGEST_HOUR)}
    return {"next_attempt_at": sendable_from(at, channel, wording)}


def _channel_of(identity: SealedIdentity) -> str:
    """A text message where there is a number and nobody has refused them; else an e-mail, where there is an address."""
    if identity.phone_box and not identity.wants_no_sms:
        return Channel.SMS
    return Channel.EMAIL if identity.email_box else ""


def _can_reach(user: User, channel: str) -> bool:
    return channel == Channel.IN_APP or bool(user.email if channel == Channel.EMAIL else user.phone)
