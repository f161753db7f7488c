"""Beat wakes these up; what has to be done stands in the database."""

from celery import shared_task
from django.utils import timezone

from bulletins import services

ROUNDS = 50


@shared_task(expires=3600)
def draft_bulletins():
    """Draft the bulletins of the month that has ended, each once."""
    services.draft_due(at=timezone.now())


@shared_task(expires=30)
def publish_bulletins():
    """Publish what was released and whose embargo has ended."""
    for _ in range(ROUNDS):
        if not services.publish_due(at=timezone.now()):
            return
