"""Listening to an SMS centre."""

import signal

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from complaints.services.smpp import Lines


class Command(BaseCommand):
    """Runs until it is stopped; whoever supervises the other programs supervises this one."""

    help = "Take in text messages from the SMS centre of the setting SMPP_IN, until stopped."

    def handle(self, *args, **options):
        if not settings.SMPP_IN:
            raise CommandError("SMPP_IN is empty: no SMS centre is set up (docs/operations.md).")
        lines = Lines(settings.SMPP_IN)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: lines.stop())
        lines.run()
