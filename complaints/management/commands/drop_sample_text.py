"""A text message for a trial, which has no SMS centre."""

from uuid import uuid4

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from complaints.choices import Fate
from complaints.services import IncomingText, TooManyTexts, take_in_text

SENDER = "13800138000"
STORY = "我是白云区的村民，村里的征地补偿款拖了一年多没有发，问了几次都说再等等，请帮忙查一查。"


class Command(BaseCommand):
    """Hands one text message over as a provider would; an answer is sent like every other notice."""

    help = "Take in a text message: a sample complaint, or words of your own. Only where no SMS centre is set up."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--sender", default="", help=f"the number that writes (empty: {SENDER})")
        parser.add_argument("--words", default="", help="what it writes (empty: a sample complaint)")

    def handle(self, *args, **options):
        if settings.SMPP_LINE or settings.SMS_IN_SECRET:
            raise CommandError("An SMS centre or a provider is set up here: text messages come from there.")
        text = IncomingText(options["sender"] or SENDER, settings.SMS_SENDER, options["words"] or STORY)
        try:
            dealt = take_in_text(text=text, at=timezone.now(), message_id=f"trial:{uuid4()}")
        except TooManyTexts as problem:
            raise CommandError("This number has sent too many text messages within the hour.") from problem
        became = f"case {dealt.case.number}" if dealt.case else f"no case ({Fate(dealt.fate).label})"
        self.stdout.write(
            f"Taken in from {text.sender}: {became}. An answer stands in var/worker.log within a minute."
        )
