"""Emptying the outbox: beat wakes this up; the table holds the truth."""

from celery import shared_task
from django.utils import timezone

from notices.services import BATCH, send_due_notices

# A wake-up empties the outbox, but leaves room for other tasks.
ROUNDS = 20


@shared_task(expires=30)
def send_notices():
    """Send everything that is due, batch by batch."""
    for _ in range(ROUNDS):
        if send_due_notices(at=timezone.now()) < BATCH:
            return
