"""Beat wakes these up; what has to be done stands in the database."""

from celery import shared_task
from django.utils import timezone

from retention import services

# A wake-up works off what waits, but leaves room for other tasks.
ROUNDS = 200


@shared_task(expires=10)
def dispose_records():
    """Go on with the destruction lists that two people decided on, then with the files of what is gone."""
    for _ in range(ROUNDS):
        if not services.dispose_next(at=timezone.now()):
            break
    for _ in range(ROUNDS):
        if not services.remove_next_file():
            return
