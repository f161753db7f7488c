"""Emptying the outbox: beat wakes these up; the table holds the truth."""

from celery import shared_task
from django.utils import timezone

from notices import services

# A wake-up empties the outbox, but leaves room for other tasks.
ROUNDS = 20


@shared_task(expires=30)
def send_notices():
    """Send everything that is due, batch by batch."""
    for _ in range(ROUNDS):
        if services.send_due_notices(at=timezone.now()) < services.BATCH:
            return


@shared_task(expires=50)
def bundle_notices():
    """Make the summaries that are due."""
    services.bundle_gathered(at=timezone.now())


@shared_task(expires=500)
def alarm_dead_letters():
    """Tell the administrators when notices lie undelivered."""
    services.alarm_dead_letters(at=timezone.now())
