"""Emptying the mailbox at once."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from complaints.services import visit_mailbox


class Command(BaseCommand):
    """Does what beat does every minute, and says how much came."""

    help = "Take in the e-mails that wait in the mailbox of the setting MAIL_IN."

    def handle(self, *args, **options):
        if not settings.MAIL_IN:
            raise CommandError("MAIL_IN is empty: no mailbox is set up (docs/operations.md).")
        counts = visit_mailbox(address=settings.MAIL_IN, at=timezone.now())
        said = ", ".join(f"{fate}: {count}" for fate, count in sorted(counts.items()))
        self.stdout.write(said or "No e-mail was waiting.")
