"""Beat wakes these up; what has to be done stands in the database."""

from celery import shared_task
from django.utils import timezone

from audit import services


@shared_task(expires=5)
def seal_trail():
    """Seal what is new."""
    services.seal_new_rows(at=timezone.now())


@shared_task(expires=5)
def work_on_verifications():
    """Make the verification that somebody has asked for."""
    services.work_on_verification()


@shared_task(expires=3600)
def verify_trail():
    """Every night the whole chain."""
    services.ask_for_verification(actor=None, at=timezone.now())


@shared_task(expires=3600)
def mail_head():
    """Once a day the head of the chain leaves the house."""
    services.mail_head()
