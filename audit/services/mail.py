"""The head of the chain outside the house: by mail once a day, and on paper."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from audit.models import AuditSeal


@dataclass(frozen=True)
class Head:
    """The newest block: whoever knows its number and hash from elsewhere can tell whether the chain is still the same."""

    number: int
    hash: str
    sealed_at: datetime

    def __str__(self):
        """One line for a mail or a sheet of paper, the hash in groups of eight."""
        groups = " ".join(self.hash[place : place + 8] for place in range(0, len(self.hash), 8))
        return f"{self.sealed_at:%Y-%m-%d %H:%M:%S%z}  block {self.number}  {groups}"


def head_of_chain() -> Head | None:
    """The newest block, if anything has been sealed."""
    block = AuditSeal.objects.order_by("-number").only("number", "hash", "sealed_at").first()
    return block and Head(block.number, bytes(block.hash).hex(), block.sealed_at)


def mail_head() -> bool:
    """Send the head to AUDIT_ANCHOR_MAIL, where nobody in charge of the database can change it; returns whether it was sent."""
    head = head_of_chain()
    if head is None or not settings.AUDIT_ANCHOR_MAIL:
        return False
    known = {"number": head.number, "hash": head.hash}
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Head of the audit chain: block %(number)s") % known
        text = _("Please keep this mail. The chain can be compared with it: %(command)s") % {
            "command": "manage.py verify_audit --expect {number}:{hash}".format(**known)
        }
    send_mail(subject, f"{head}\n\n{text}\n", None, [settings.AUDIT_ANCHOR_MAIL])
    return True
