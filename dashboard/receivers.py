"""What is disposed of stays counted."""

from django.dispatch import receiver

from dashboard.services.counting import count_cases
from retention.signals import records_go


@receiver(records_go)
def count_before_they_go(sender, *, case_ids, **kwargs):
    """Bring the figures up to date with these cases while they can still be read."""
    count_cases(case_ids)
