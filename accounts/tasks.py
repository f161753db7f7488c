"""What is done about sign-ins in the background."""

from celery import shared_task
from django.utils import timezone

from accounts import services


@shared_task
def sweep_sessions() -> int:
    """Forget sessions that have run out."""
    return services.sweep_sessions(at=timezone.now())
