"""Beat wakes these up; what has to be done stands in the database."""

from celery import shared_task
from django.utils import timezone

from supervision import services

ROUNDS = 50


@shared_task(name="supervision.tasks.watch_orders", expires=60)
def watch_orders():
    """Work out anew what hangs on days entered since, and give every signal of an order whose moment has come."""
    services.replan_orders(at=timezone.now())
    for _ in range(ROUNDS):
        if not services.watch_orders(at=timezone.now()):
            return


@shared_task(name="supervision.tasks.replan_provisional_orders", expires=3600)
def replan_provisional_orders():
    """Once a day: the notice on next year's holidays may have come with a new release of the calendar."""
    services.replan_orders(at=timezone.now(), is_new_calendar=True)
