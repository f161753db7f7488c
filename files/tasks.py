"""Beat wakes these up; what has to be done stands in the database and the storage."""

from celery import shared_task
from django.utils import timezone

from files import services

# A wake-up scans what waits, but leaves room for other tasks.
ROUNDS = 10


@shared_task(expires=30)
def scan_files():
    """Have the virus scanner look at everything that waits, batch by batch."""
    for _ in range(ROUNDS):
        if services.scan_waiting_files(at=timezone.now()) < services.BATCH:
            return


@shared_task(expires=600)
def sweep_files():
    """Delete files that were sent in advance and never claimed."""
    services.sweep_files(at=timezone.now())
