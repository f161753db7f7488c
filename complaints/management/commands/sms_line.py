"""Holding the line to an SMS centre."""

import signal

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from complaints.services.smpp import take_in_delivery
from notices.services import TextLine


class Command(BaseCommand):
    """Runs until it is stopped; whoever supervises the other programs supervises this one."""

    help = "Send and take in text messages over the line to the SMS centre of the setting SMPP_LINE, until stopped."

    def handle(self, *args, **options):
        if not settings.SMPP_LINE:
            raise CommandError("SMPP_LINE is empty: no SMS centre is set up (docs/operations.md).")
        line = TextLine(settings.SMPP_LINE, take_in=take_in_delivery)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: line.stop())
        line.run()
