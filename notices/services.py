"""Writing notices into the outbox and bringing them out of it."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import SealedIdentity, User
from notices.channels import NoAddress, deliver
from notices.choices import Channel, State
from notices.models import Notice

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
            next_attempt_at=at,
            **({"state": State.SENT, "sent_at": at} if channel == Channel.IN_APP else {}),
        )
        for user in users
        for channel in channels
        if _can_reach(user, channel)
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def notify_citizen(*, identity: SealedIdentity | None, wording: str, about: str, at) -> int:
    """Write an SMS to a citizen who left a phone number; says nothing of the case. Returns 0 or 1."""
    if identity is None or not identity.phone_box:
        return 0
    row = Notice(
        identity=identity,
        channel=Channel.SMS,
        wording=wording,
        dedupe_key=f"{about}:citizen:{Channel.SMS}",
        created_at=at,
        next_attempt_at=at,
    )
    Notice.objects.bulk_create([row], ignore_conflicts=True)
    return 1


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
    notice.save(update_fields=["state", "attempts", "next_attempt_at", "sent_at", "last_error"])


def retry_dead_notice(*, notice_id: int, actor: User, at) -> None:
    """Put a given-up notice back into the outbox, to be tried from the start."""
    Notice.objects.filter(pk=notice_id, state=State.DEAD).update(
        state=State.PENDING, attempts=0, next_attempt_at=at, last_error=""
    )


def mark_read(*, user: User, up_to: int, at) -> int:
    """Mark what the user has behind the bell as read, up to the newest notice on the page."""
    return Notice.objects.inbox_of(user).unread().filter(pk__lte=up_to).order_by().update(read_at=at)


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


def _plan_next_attempt(notice: Notice, problem: Exception, *, at) -> None:
    notice.last_error = f"{type(problem).__name__}: {problem}"[:300]
    if notice.attempts > len(BACK_OFF_MINUTES):
        notice.state = State.DEAD
        return
    notice.state = State.RETRYING
    notice.next_attempt_at = at + timedelta(minutes=BACK_OFF_MINUTES[notice.attempts - 1])


def withdraw_notices(*, users: Iterable[User], path: str) -> None:
    """Take back what these users were told about a page that they may no longer know of; what was sent is sent."""
    Notice.objects.filter(user__in=users, path=path).delete()
