"""The ways out: each takes one notice and either delivers it or raises."""

import json
import logging
from typing import ClassVar

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.services import open_email, open_phone, open_text
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
    if notice.sealed_box:
        _answer_letter(notice, _opened(notice))
        return
    address = notice.user.email if notice.user else notice.identity and open_email(notice.identity)
    if not address:
        raise NoAddress("no e-mail address")
    subject = _("Complaint case: %(number)s") % {"number": notice.context.get("number", "")}
    if not notice.user:
        subject = _("Your complaint")
    body = f"{notice.text}\n\n{settings.SITE_ADDRESS}{notice.path}"
    headers = {"Message-ID": f"<notice-{notice.pk}@{settings.DEFAULT_FROM_EMAIL.split('@')[-1]}>"}
    # Nobody's out-of-office answer may come back as a complaint (RFC 3834).
    headers["Auto-Submitted"] = "auto-generated"
    EmailMessage(subject, body, to=[address], headers=headers).send()


def _answer_letter(notice: Notice, sealed: dict[str, str]) -> None:
    """Answer an e-mail in its thread; the mark in the Message-ID lets a reply find its complaint."""
    headers = {"Auto-Submitted": "auto-replied"}
    for header, word in (
        ("Message-ID", "message_id"),
        ("In-Reply-To", "in_reply_to"),
        ("References", "in_reply_to"),
    ):
        if sealed.get(word):
            headers[header] = sealed[word]
    subject = f"{_('Your complaint')} {sealed.get('subject', '')}".strip()
    sender = settings.MAIL_IN_ADDRESS or None
    body = notice.text_with(sealed)
    EmailMessage(subject, body, from_email=sender, to=[sealed["to"]], headers=headers).send()


def _send_sms(notice: Notice) -> None:
    sealed = _opened(notice)
    phone = notice.user.phone if notice.user else sealed.get("to") or _phone_inside(notice)
    if not phone:
        raise NoAddress("no phone number")
    import_string(settings.SMS_BACKEND)().send(phone=phone, text=notice.text_with(sealed))


def _phone_inside(notice: Notice) -> str:
    return open_phone(notice.identity) if notice.identity else ""


def _opened(notice: Notice) -> dict[str, str]:
    """What is sealed in an answer to whoever wrote; empty for any other notice."""
    if not notice.sealed_box:
        return {}
    return json.loads(open_text(notice.sealed_box, bound_to=f"notice:{notice.dedupe_key}"))
