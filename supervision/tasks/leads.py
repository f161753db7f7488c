"""Every night: the detectors look through the cases."""

from celery import shared_task
from django.utils import timezone

from supervision import services


@shared_task(name="supervision.tasks.find_leads", expires=6 * 3600)
def find_leads():
    """Find patterns and keep them as leads; two at once do no harm."""
    services.find_leads(at=timezone.now())
