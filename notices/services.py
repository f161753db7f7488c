"""Writing notices into the outbox and bringing them out of it."""

import json
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import SealedIdentity, User
from accounts.services import first_key, open_text, seal_text
from notices.channels import NoAddress, deliver
from notices.choices import Channel, State
from notices.models import Notice
from notices.rules import send_from

BATCH = 200
# Minutes to wait after each failure; after the last one the notice is given up and shown on a page.
BACK_OFF_MINUTES = (1, 5, 15, 60, 240, 720)


def notify_users(
    *, users: Iterable[User], wording: str, context: dict, path: str, about: str, at, channels: Iterable[str]
) -> int:
    """Write one notice for each user and channel, inside the caller's transaction.

    ``about`` names the event; the same event is never told twice to the same person by the same channel.
    Returns the number of rows offered. A user without an e-mail address or phone gets no row for that channel.
    """
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
            next_attempt_at=_send_from(at, channel, wording),
            **({"state": State.SENT, "sent_at": at} if channel == Channel.IN_APP else {}),
        )
        for user in users
        for channel in channels
        if _can_reach(user, channel)
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
        next_attempt_at=_send_from(at, channel, wording),
    )
    Notice.objects.bulk_create([row], ignore_conflicts=True)
    return 1


def answer_sender(
    *, channel: str, wording: str, sealed: dict[str, str], about: str, at, language: str = "zh-hans"
) -> Notice:
    """Write an answer to whoever has just written to us, inside the caller's transaction.

    ``sealed`` holds ``to`` (number or address), what fills the blanks (``code``, ``link``, ``files``), and for e-mail
    ``subject``, ``message_id`` and ``in_reply_to``. It is sealed until the answer is sent, and then forgotten.
    """
    return Notice.objects.create(
        channel=channel,
        wording=wording,
        context=dict.fromkeys(("code", "link", "files"), "…"),
        language=language,
        sealed_box=seal_text(json.dumps(sealed, ensure_ascii=False), bound_to=f"notice:{about}"),
        dedupe_key=about,
        created_at=at,
        next_attempt_at=at,
    )


@transaction.atomic
def seal_answers_anew() -> int:
    """Seal a batch of unsent answers with the first of IDENTITY_KEYS that another has sealed; returns how many."""
    sealed_otherwise = Notice.objects.exclude(sealed_box="").exclude(sealed_box__startswith=f"{first_key()}:")
    rows = list(sealed_otherwise.select_for_update(skip_locked=True).order_by("pk")[:BATCH])
    for row in rows:
        bound_to = f"notice:{row.dedupe_key}"
        row.sealed_box = seal_text(open_text(row.sealed_box, bound_to=bound_to), bound_to=bound_to)
    Notice.objects.bulk_update(rows, ["sealed_box"])
    return len(rows)


def send_due_notices(*, at) -> int:
    """Send what is due, one batch, and return how many notices were found due.

    Each notice is sent in a transaction of its own, so that a crash can repeat one message at most. Rows that another
    worker holds are skipped, so any number of workers may do this at once.
    """
    due = list(
        Notice.objects.due(at=at).order_by("next_attempt_at", "id").values_list("pk", flat=True)[:BATCH]
    )
    for notice_id in due:
        _send_one(notice_id, at=at)
    return len(due)


@transaction.atomic
def _send_one(notice_id: int, *, at) -> None:
    mine = Notice.objects.due(at=at).filter(pk=notice_id).select_for_update(skip_locked=True, of=("self",))
    notice = mine.select_related("user", "identity").first()
    if notice is None:
        return
    _try_to_send(notice, at=at)
    notice.save(update_fields=["state", "attempts", "next_attempt_at", "sent_at", "last_error", "sealed_box"])


def retry_dead_notice(*, notice_id: int, actor: User, at) -> None:
    """Put a given-up notice back into the outbox, to be tried from the start."""
    Notice.objects.filter(pk=notice_id, state=State.DEAD).update(
        state=State.PENDING, attempts=0, next_attempt_at=at, last_error=""
    )


def mark_read(*, user: User, up_to: int, at) -> int:
    """Mark what the user has behind the bell as read, up to the newest notice on the page."""
    return Notice.objects.inbox_of(user).unread().filter(pk__lte=up_to).order_by().update(read_at=at)


def _channel_of(identity: SealedIdentity) -> str:
    """By text message where a number was left, by e-mail where only an address was; empty: not at all."""
    if identity.phone_box and not identity.wants_no_sms:
        return Channel.SMS
    return Channel.EMAIL if identity.email_box else ""


def _send_from(at, channel: str, wording: str):
    """When it may be sent at the earliest: people sleep at night."""
    quiet = (settings.QUIET_FROM_HOUR, settings.QUIET_UNTIL_HOUR)
    return send_from(at, channel=channel, wording=wording, quiet=quiet)


def _can_reach(user: User, channel: str) -> bool:
    return channel == Channel.IN_APP or bool(user.email if channel == Channel.EMAIL else user.phone)


def _try_to_send(notice: Notice, *, at) -> None:
    notice.attempts += 1
    try:
        deliver(notice)
    except NoAddress as problem:
        notice.state, notice.last_error = State.DEAD, str(problem)
    except Exception as problem:  # any fault of a provider is a reason to try again, and is shown on the page
        _plan_next_attempt(notice, problem, at=at)
    else:
        notice.state, notice.sent_at, notice.last_error = State.SENT, timezone.now(), ""
        notice.sealed_box = ""


def _plan_next_attempt(notice: Notice, problem: Exception, *, at) -> None:
    # What a provider says may repeat the address, which is kept of nobody who wrote to us.
    said = f": {problem}" if not notice.sealed_box else ""
    notice.last_error = f"{type(problem).__name__}{said}"[:300]
    if notice.attempts > len(BACK_OFF_MINUTES):
        notice.state = State.DEAD
        return
    notice.state = State.RETRYING
    again = at + timedelta(minutes=BACK_OFF_MINUTES[notice.attempts - 1])
    notice.next_attempt_at = _send_from(again, notice.channel, notice.wording)


def withdraw_notices(*, users: Iterable[User], path: str) -> None:
    """Take back what these users were told about a page, or one below it, that they may no longer know of.

    What was sent is sent.
    """
    Notice.objects.filter(user__in=users, path__startswith=path).delete()
