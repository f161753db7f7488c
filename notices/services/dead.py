"""Looking after what could not be delivered: once more, or left undelivered with a reason; and an alarm."""

import logging
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse

from accounts.choices import Role
from accounts.models import Duty, User
from common.numbering import CHINA
from notices.choices import Channel, Delivery, State, Wording
from notices.models import Notice, SmsPart
from notices.services.write import notify_users

logger = logging.getLogger(__name__)


def retry_dead_notice(*, notice_id: int, actor: User, at) -> None:
    """Put a given-up notice back into the outbox, to be tried from the start."""
    retry_dead_notices(notice_ids=[notice_id], actor=actor, at=at)


@transaction.atomic
def retry_dead_notices(*, notice_ids: Iterable[int], actor: User, at) -> int:
    """The same for many; returns how many there were.

    Of a text message only those parts are sent that the centre hasn't taken, unless the network couldn't deliver it.
    """
    dead = Notice.objects.filter(pk__in=list(notice_ids), state=State.DEAD)
    ids = list(dead.select_for_update().order_by("pk").values_list("pk", flat=True))
    SmsPart.objects.filter(notice__in=ids, notice__delivery=Delivery.FAILED).delete()
    return Notice.objects.filter(pk__in=ids).update(
        state=State.PENDING, attempts=0, next_attempt_at=at, last_error="", delivery="", delivered_at=None
    )


def close_dead_notices(*, notice_ids: Iterable[int], reason: str, actor: User, at) -> int:
    """Leave given-up notices undelivered; who decided it and why stays. Returns how many there were.

    An answer to whoever wrote forgets its address: nobody will need it any more.
    """
    dead = Notice.objects.filter(pk__in=list(notice_ids), state=State.DEAD)
    return dead.update(
        state=State.CLOSED, closed_by=actor, closed_at=at, closed_reason=reason.strip(), sealed_box=""
    )


def alarm_dead_letters(*, at) -> int:
    """Tell the system administrators, once a day at most, how many notices lie undelivered; returns how many."""
    count = Notice.objects.dead().order_by().count()
    if not count:
        return 0
    logger.warning("%d notices could not be delivered", count)
    today = at.astimezone(CHINA).date()
    keepers = Duty.objects.in_force(on=today).filter(role=Role.SYSTEM_ADMIN).values("user")
    notify_users(
        users=User.objects.filter(pk__in=keepers, is_active=True),
        wording=Wording.DEAD_LETTERS,
        context={"count": str(count)},
        path=reverse("notices:dead-letters"),
        about=f"dead:{today}",
        at=at,
        channels=(Channel.IN_APP, Channel.EMAIL),
    )
    return count
