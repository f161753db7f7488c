"""Beat wakes these up; what has to be done stands in the database."""

from celery import shared_task
from django.utils import timezone

from hotline import services


@shared_task(name="hotline.tasks.watch_sessions", expires=300)
def watch_sessions():
    """Remind of what has to be prepared, and draft the feedback editions that are due."""
    while services.remind_of_steps(at=timezone.now()):
        continue
    while services.draft_due_editions(at=timezone.now()):
        continue
