"""A complaint by e-mail for a trial."""

from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

STORY = "我是天河区的居民。小区旁边的工地每天夜里一点以后还在施工，噪声很大，打了几次电话都没有人管，请查处。"


class Command(BaseCommand):
    """Writes one .eml file, as a mail program would save it, into the folder from which the trial takes mail."""

    help = "Put a sample complaint into the maildir folder of MAIL_IN; it is taken in within a minute."

    def handle(self, *args, **options):
        if not settings.MAIL_IN.startswith("maildir:"):
            raise CommandError("MAIL_IN is no maildir folder.")
        letter = EmailMessage()
        letter["From"] = "居民 <resident@example.org>"
        letter["To"] = settings.MAIL_IN_ADDRESS or "complaints@example.org"
        letter["Subject"] = "夜间施工扰民"
        letter["Date"], letter["Message-ID"] = formatdate(), make_msgid(domain="example.org")
        letter.set_content(STORY, charset="gb18030")
        folder = Path(settings.MAIL_IN.removeprefix("maildir:"))
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{letter['Message-ID'].strip('<>').split('@')[0]}.eml"
        path.write_bytes(letter.as_bytes())
        self.stdout.write(f"{path}: it is taken in within a minute.")
