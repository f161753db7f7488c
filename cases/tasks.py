"""Beat wakes these up; what has to be done stands in the database."""

from celery import shared_task
from django.utils import timezone

from cases import services

# A wake-up works off what is due, but leaves room for other tasks.
ROUNDS = 50
BULK_AT_A_TIME = 50


@shared_task(expires=60)
def watch_clocks():
    """Work out anew what hangs on days entered since, let cases go on that have waited long enough, and give the signals of
    every clock whose moment has come; co-handlers are reminded of what they owe."""
    services.replan_clocks(at=timezone.now())
    services.end_waiting(at=timezone.now())
    for watch in (services.watch_parts, services.watch_clocks):
        for _ in range(ROUNDS):
            if not watch(at=timezone.now()):
                break


@shared_task(expires=3600)
def replan_provisional():
    """Once a day: the notice on next year's holidays may have come with a new release of the calendar."""
    services.replan_provisional(at=timezone.now())


@shared_task(expires=5)
def work_on_bulk():
    """Go on with moves on many cases, as many as leave room for other tasks."""
    for _ in range(ROUNDS):
        job = services.running_bulk()
        if job is None or services.work_on_bulk(job=job, at=timezone.now(), most=BULK_AT_A_TIME):
            return


@shared_task(expires=5)
def write_exports():
    """Write the large file that has waited longest."""
    services.write_next_export(now=timezone.now)


@shared_task(expires=600)
def sweep_jobs():
    """Delete files of the list that are a day old, and what was prepared and never confirmed."""
    services.sweep_exports(at=timezone.now())
    services.sweep_bulk(at=timezone.now())
