"""Beat's work at the service windows: the draw of the day, what runs out, and what looks wrong."""

from celery import shared_task
from django.utils import timezone

from evaluations import services


@shared_task(name="evaluations.tasks.draw_visits", expires=600)
def draw_visits():
    """Draw and invite, for each window once a day."""
    services.draw_due(at=timezone.now())


@shared_task(name="evaluations.tasks.watch_windows", expires=600)
def watch_windows():
    """Close what has run out, look for what is wrong, forget the numbers that nothing needs any more."""
    at = timezone.now()
    services.expire_invitations(at=at)
    services.look_for_alarms(at=at)
    services.forget_marks(at=at)


@shared_task(name="evaluations.tasks.sweep_visit_batches", expires=3600)
def sweep_visit_batches():
    """Forget files with visits that nobody has confirmed."""
    services.sweep_batches(at=timezone.now())
