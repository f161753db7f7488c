"""Drawing who is called back, and the alarms for what nobody has called."""

from celery import shared_task
from django.utils import timezone

from evaluations import services


@shared_task(name="evaluations.tasks.draw_call_backs", expires=60)
def draw_call_backs():
    """Draw for every answer that was released since."""
    while services.draw_call_backs(at=timezone.now()):
        continue


@shared_task(name="evaluations.tasks.watch_call_backs", expires=300)
def watch_call_backs():
    """Tell of what is late, and drop what the case has left behind."""
    while services.watch_call_backs(at=timezone.now()):
        continue
