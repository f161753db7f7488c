"""Beat wakes these up; what has to be done stands in the database."""

from celery import shared_task
from django.utils import timezone

from accounts import services

# A wake-up works off what is due, but leaves room for other tasks.
ROUNDS = 50


@shared_task(expires=300)
def lapse_acts():
    """Let lapse what two people should have decided and nobody has."""
    for _ in range(ROUNDS):
        if not services.lapse_acts(at=timezone.now()):
            return


@shared_task
def sweep_sessions() -> int:
    """Forget sessions that have run out."""
    return services.sweep_sessions(at=timezone.now())
