"""The ways out: each takes one notice and either hands it over or raises one of the faults."""

from django.utils import translation

from notices.channels.faults import NoAddress, Refused, Rejected, Unheard
from notices.channels.letters import send_letter, thread_of
from notices.channels.provider import HttpSms
from notices.channels.texts import (
    ConsoleSms,
    FileSms,
    MemorySms,
    SmppSms,
    send_text,
    text_of,
    texts_leave_by_line,
)
from notices.choices import Channel
from notices.models import Notice

__all__ = [
    "ConsoleSms",
    "FileSms",
    "HttpSms",
    "MemorySms",
    "NoAddress",
    "Refused",
    "Rejected",
    "SmppSms",
    "Unheard",
    "deliver",
    "send_text",
    "text_of",
    "texts_leave_by_line",
    "thread_of",
]


def deliver(notice: Notice) -> None:
    """Send one notice by its channel, in its receiver's language; raises when the channel refuses it."""
    send = {Channel.EMAIL: send_letter, Channel.SMS: send_text}[notice.channel]
    with translation.override(notice.language):
        send(notice)
