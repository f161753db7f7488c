"""Beat wakes this up; what has to be counted stands in the trail."""

from celery import shared_task
from django.utils import timezone

from dashboard import services


@shared_task(expires=30)
def count_figures():
    """Bring the sums behind the figures up to what has happened."""
    services.count_figures(at=timezone.now())
