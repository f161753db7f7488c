"""What cases tell of: a complaint that answers to a session of the programme is a question for it."""

from django.dispatch import receiver

from cases.signals import case_received
from hotline.services.intake import take_from_form

OCCASION = "hotline:"


@receiver(case_received)
def queue_question(sender, *, case, complaint, **kwargs):
    """Put it into the queue of the session that the citizen's form names."""
    if complaint.occasion.startswith(OCCASION):
        number = complaint.occasion.removeprefix(OCCASION)
        take_from_form(case=case, session_id=int(number), at=case.received_at)
