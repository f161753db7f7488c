"""The clocks of the accountability ledger."""

from celery import shared_task
from django.utils import timezone

from supervision import services

# A wake-up works off what is due, but leaves room for other tasks.
ROUNDS = 50


@shared_task(name="supervision.tasks.watch_accounts", expires=60)
def watch_accounts():
    """Let measures become final, and remind of answers to appeals."""
    for _ in range(ROUNDS):
        if not services.watch_accounts(at=timezone.now()):
            return
