"""Verifications that are kept: asked for by hand, or made every night."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from audit.choices import CheckState
from audit.models import Verification
from audit.services.verify import Report, verify_chain
from audit.signals import tampering_found

logger = logging.getLogger(__name__)

# A worker that has given no sign of life for so long has ended; a verification that was broken off is begun anew.
GONE_AFTER = timedelta(minutes=2)


def ask_for_verification(*, actor: User | None, at: datetime) -> Verification:
    """Have a worker verify the chain; while one waits or runs, that is the one."""
    open_one = Verification.objects.filter(finished_at=None).first()
    return open_one or Verification.objects.create(asked_by=actor, asked_at=at)


def work_on_verification() -> bool:
    """Make the verification that has waited longest; returns whether there was one."""
    with transaction.atomic():
        gone = Q(state=CheckState.RUNNING, seen_at__lt=timezone.now() - GONE_AFTER)
        waiting = Verification.objects.filter(Q(state=CheckState.WAITING) | gone)
        check = waiting.select_for_update(skip_locked=True).order_by("id").first()
        if check is None:
            return False
        check.state, check.seen_at = CheckState.RUNNING, timezone.now()
        check.save()
    verify_now(check)
    return True


def verify_now(check: Verification) -> Report:
    """Verify and keep what was found; whoever listens hears of tampering in the same transaction."""

    def tell(blocks: int, rows: int) -> None:
        Verification.objects.filter(pk=check.pk).update(blocks_done=blocks, rows=rows, seen_at=timezone.now())

    report = verify_chain(tell=tell)
    with transaction.atomic():
        check.state = CheckState.SOUND if report.is_sound else CheckState.BROKEN
        check.blocks = check.blocks_done = report.blocks
        check.rows, check.faults = report.rows, report.as_faults()
        check.finished_at = timezone.now()
        check.save()
        if not report.is_sound:
            logger.error("audit: verification %d has found %d faults", check.pk, len(report.findings))
            tampering_found.send(sender=Verification, check=check, at=check.finished_at)
    return report
