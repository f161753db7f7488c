"""Text messages: what they say, to which number, and the ways out that need no SMS centre."""

import json
import sys
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.services import open_phone, open_text
from notices.channels.faults import NoAddress
from notices.models import Notice


class ConsoleSms:
    """Writes that a message would have left, with the number's last two digits only."""

    def send(self, *, phone: str, text: str, key: str) -> None:
        """Write one line where e-mails of a trial are written too, whatever level the logs have."""
        sys.stdout.write(f"SMS to …{phone[-2:]}: {text}\n")
        sys.stdout.flush()


class FileSms:
    """Appends messages to the file of the setting SMS_FILE, one JSON object a line, without the number."""

    def send(self, *, phone: str, text: str, key: str) -> None:
        """Write one line."""
        line = {"at": timezone.now().isoformat(), "to": f"…{phone[-2:]}", "text": text}
        path = Path(settings.SMS_FILE)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(line, ensure_ascii=False)}\n")


class MemorySms:
    """Keeps messages in a list, for tests."""

    sent: ClassVar[list[tuple[str, str]]] = []

    def send(self, *, phone: str, text: str, key: str) -> None:
        """Append it."""
        self.sent.append((phone, text))


class SmppSms:
    """Text messages leave by the line to the SMS centre, which `manage.py sms_line` holds; no worker sends them."""


def texts_leave_by_line() -> bool:
    """Whether the line to the SMS centre sends text messages, and not the workers."""
    return import_string(settings.SMS_BACKEND) is SmppSms


def send_text(notice: Notice) -> None:
    """Send one notice as a text message; the provider knows it by its dedupe_key."""
    phone, text = text_of(notice)
    import_string(settings.SMS_BACKEND)().send(phone=phone, text=text, key=notice.dedupe_key)


def text_of(notice: Notice) -> tuple[str, str]:
    """The number and the words; raises NoAddress. The words are in the language in force."""
    sealed = opened(notice)
    phone = notice.user.phone if notice.user else sealed.get("to") or _phone_inside(notice)
    if not phone:
        raise NoAddress("no phone number")
    return phone, f"{settings.SMS_SIGNATURE}{notice.text_with(sealed)}"


def opened(notice: Notice) -> dict[str, str]:
    """What is sealed in an answer to whoever wrote; empty for any other notice."""
    if not notice.sealed_box:
        return {}
    return json.loads(open_text(notice.sealed_box, bound_to=f"notice:{notice.dedupe_key}"))


def _phone_inside(notice: Notice) -> str:
    return open_phone(notice.identity) if notice.identity else ""
