"""Beat wakes these up; what has to be done stands in the database."""

from celery import shared_task
from django.utils import timezone

from cases import services

# A wake-up works off what is due, but leaves room for other tasks.
ROUNDS = 50


@shared_task(expires=60)
def watch_clocks():
    """Work out anew what hangs on days entered since, let cases go on that have waited long enough, and give the signals of
    every clock whose moment has come."""
    services.replan_clocks(at=timezone.now())
    services.end_waiting(at=timezone.now())
    for _ in range(ROUNDS):
        if not services.watch_clocks(at=timezone.now()):
            return


@shared_task(expires=3600)
def replan_provisional():
    """Once a day: the notice on next year's holidays may have come with a new release of the calendar."""
    services.replan_provisional(at=timezone.now())
