"""Changing the key of what waits of e-mails and text messages."""

from django.core.management.base import BaseCommand

from complaints.services import seal_parts_anew
from notices.services import seal_answers_anew


class Command(BaseCommand):
    """Seals unsent answers and parts of text messages with the first of IDENTITY_KEYS; may be run again."""

    help = "Seal unsent answers and parts of text messages anew with the first key of IDENTITY_KEYS."

    def handle(self, *args, **options):
        total = 0
        for seal in (seal_answers_anew, seal_parts_anew):
            while count := seal():
                total += count
        self.stdout.write(f"{total} were sealed anew; all are sealed with the first key.")
