"""Bringing notices out of the outbox: workers send e-mails, and text messages where no line to an SMS centre does."""

import smtplib
from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from notices.channels import Rejected, deliver, texts_leave_by_line
from notices.choices import Channel, State, Wording
from notices.models import Notice
from notices.selectors import with_words
from notices.services.settle import settle_failed, settle_sent

BATCH = 200
# From this code on a mail server says that trying again can't help (RFC 5321, 4.2.1).
PERMANENT = 550


def send_due_notices(*, at) -> int:
    """Send what is due, one batch, and return how many notices were found due.

    Each try is written down before it begins and settled after it, so that any number of workers may do this at once, and
    a crash between the two leaves a notice that is tried again after the lease, under the same key and Message-ID.
    """
    by_line = Q(channel=Channel.SMS) if texts_leave_by_line() else Q(pk=None)
    mine = Notice.objects.due(at=at).exclude(by_line)
    rows = list(mine.order_by("next_attempt_at", "id").select_related("user", "identity")[:BATCH])
    for notice in with_words(rows, in_own_language=True):
        _send_one(notice, at=at)
    return len(rows)


def claim(notice: Notice, *, at, lease: timedelta) -> bool:
    """Write down that it is being tried; False when somebody else was quicker, or it is gone."""
    until = max(at, timezone.now()) + lease
    mine = Notice.objects.due(at=at).filter(pk=notice.pk)
    is_mine = mine.update(state=State.SENDING, attempts=F("attempts") + 1, next_attempt_at=until) == 1
    notice.attempts += is_mine
    return is_mine


def _send_one(notice: Notice, *, at) -> None:
    if not claim(notice, at=at, lease=timedelta(seconds=settings.NOTICE_LEASE_SECONDS)):
        return
    if notice.wording == Wording.DIGEST and not notice.bundled.exists():
        # All of it has been taken back: there is nothing to tell.
        notice.delete()
        return
    try:
        deliver(notice)
    except smtplib.SMTPRecipientsRefused as problem:
        codes = [code for code, _said in problem.recipients.values()]
        is_final = bool(codes) and all(code >= PERMANENT for code in codes)
        settle_failed(notice, Rejected(f"mail server: {max(codes)}") if is_final else problem, at=at)
    except Exception as problem:  # any fault of a provider is a reason to try again, and is shown on the page
        settle_failed(notice, problem, at=at)
    else:
        settle_sent(notice, at=timezone.now())
