"""The ways out: each takes one notice and either delivers it or raises."""

import logging
from typing import ClassVar

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.services import open_phone
from notices.choices import Channel
from notices.models import Notice

logger = logging.getLogger(__name__)


class NoAddress(Exception):
    """The receiver has left no address for this channel; trying again won't help."""


class ConsoleSms:
    """Writes that a message would have left, with the number's last two digits only."""

    def send(self, *, phone: str, text: str) -> None:
        logger.info("SMS to …%s: %s", phone[-2:], text)


class MemorySms:
    """Keeps messages in a list, for tests."""

    sent: ClassVar[list[tuple[str, str]]] = []

    def send(self, *, phone: str, text: str) -> None:
        self.sent.append((phone, text))


def deliver(notice: Notice) -> None:
    """Send one notice by its channel, in its receiver's language; raises when the channel refuses it."""
    send = {Channel.EMAIL: _send_email, Channel.SMS: _send_sms, Channel.IN_APP: _show_in_app}[notice.channel]
    with translation.override(notice.language):
        send(notice)


def _show_in_app(notice: Notice) -> None:
    """Nothing to do: the row itself is what the user sees behind the bell."""


def _send_email(notice: Notice) -> None:
    if not notice.user.email:
        raise NoAddress("no e-mail address")
    subject = _("Complaint case: %(number)s") % {"number": notice.context.get("number", "")}
    body = f"{notice.text}\n\n{settings.SITE_ADDRESS}{notice.path}"
    headers = {"Message-ID": f"<notice-{notice.pk}@{settings.DEFAULT_FROM_EMAIL.split('@')[-1]}>"}
    EmailMessage(subject, body, to=[notice.user.email], headers=headers).send()


def _send_sms(notice: Notice) -> None:
    phone = notice.user.phone if notice.user else open_phone(notice.identity)
    if not phone:
        raise NoAddress("no phone number")
    import_string(settings.SMS_BACKEND)().send(phone=phone, text=notice.text)
