"""Taking in e-mails, and long text messages that never became whole: beat wakes these up."""

from celery import shared_task
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from complaints import services

# One visit at a time; a visit that was killed is forgotten after so long.
VISIT_SECONDS = 10 * 60


@shared_task(expires=50)
def receive_mail():
    """Empty the mailbox of the setting MAIL_IN, where there is one."""
    if not settings.MAIL_IN or not cache.add("mail-visit", True, timeout=VISIT_SECONDS):
        return
    try:
        services.visit_mailbox(address=settings.MAIL_IN, at=timezone.now())
    finally:
        cache.delete("mail-visit")


@shared_task(expires=1800)
def take_in_incomplete_texts():
    """Deal with what came of long messages a day ago."""
    services.take_in_incomplete_texts(at=timezone.now())
