"""Where e-mails wait: a folder in maildir format, or a mailbox on an IMAP server."""

import imaplib
import mailbox
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings

HEADER_BYTES = 64 * 1024
IMAP_SECONDS = 30
QUIET_SECONDS = 5
# At one visit; the next one comes within a minute.
MOST_AT_ONCE = 200
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


@dataclass(frozen=True)
class Waiting:
    """One e-mail in the mailbox: its name there and its bytes; of one beyond the limit only the beginning."""

    name: str
    raw: bytes
    is_whole: bool = True


class Mailbox(Protocol):
    """What a mailbox has to be able to do."""

    def waiting(self) -> Iterator[Waiting]:
        """The messages that have not been dealt with, the oldest first."""

    def remove(self, message: Waiting) -> None:
        """Forget a message for good, after what became of it is stored."""

    def close(self) -> None:
        """Leave."""


class MaildirBox:
    """A folder in maildir format, as a mail server on the same machine delivers into."""

    def __init__(self, folder: Path):
        self.folder = folder
        for name in ("tmp", "new", "cur"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        self.box = mailbox.Maildir(folder)

    def waiting(self) -> Iterator[Waiting]:
        """The messages in the order in which they were written."""
        self._adopt_dropped_files()
        paths = [(self.folder / self.box._lookup(name), name) for name in self.box.keys()]  # noqa: SIM118
        paths.sort(key=lambda pair: (pair[0].stat().st_mtime, pair[1]))
        for path, name in paths[:MOST_AT_ONCE]:
            is_whole = path.stat().st_size <= settings.MAIL_IN_BYTES
            with path.open("rb") as file:
                yield Waiting(name, file.read() if is_whole else file.read(HEADER_BYTES), is_whole)

    def remove(self, message: Waiting) -> None:
        """Delete the file."""
        self.box.discard(message.name)

    def close(self) -> None:
        """Nothing is held open."""

    def _adopt_dropped_files(self) -> None:
        """An .eml file that somebody put into the folder itself counts as delivered, once it is written to its end."""
        for path in self.folder.glob("*.eml"):
            if time.time() - path.stat().st_mtime < QUIET_SECONDS:
                continue
            path.rename(self.folder / "new" / path.name)


class ImapBox:
    """A mailbox on an IMAP server, over TLS unless the address begins with ``imap:``."""

    def __init__(self, address: str):
        parts = urlsplit(address)
        connect = imaplib.IMAP4_SSL if parts.scheme == "imaps" else imaplib.IMAP4
        port = parts.port or (imaplib.IMAP4_SSL_PORT if parts.scheme == "imaps" else imaplib.IMAP4_PORT)
        self.server = connect(parts.hostname, port, timeout=IMAP_SECONDS)
        folder = parts.path.strip("/") or "INBOX"
        try:
            self.server.login(unquote(parts.username or ""), unquote(parts.password or ""))
            self._ask("select", f'"{unquote(folder)}"')
        except imaplib.IMAP4.error:
            self.server.shutdown()
            raise

    def waiting(self) -> Iterator[Waiting]:
        """The messages by their lasting numbers; looking at them doesn't mark them as read."""
        (found,) = self._ask("uid", "SEARCH", None, "UNDELETED")
        for number in found.decode().split()[:MOST_AT_ONCE]:
            (facts,) = self._ask("uid", "FETCH", number, "(RFC822.SIZE)")
            size = _SIZE.search(facts or b"")
            if size is None:  # another reader has removed it meanwhile
                continue
            is_whole = int(size[1]) <= settings.MAIL_IN_BYTES
            what = "(BODY.PEEK[])" if is_whole else f"(BODY.PEEK[]<0.{HEADER_BYTES}>)"
            data = self._ask("uid", "FETCH", number, what)
            raw = next((part[1] for part in data if isinstance(part, tuple)), None)
            if raw is not None:
                yield Waiting(number, raw, is_whole)

    def remove(self, message: Waiting) -> None:
        """Flag the message as deleted and take it out, this one alone where the server can (UIDPLUS)."""
        self._ask("uid", "STORE", message.name, "+FLAGS.SILENT", r"(\Deleted)")
        if "UIDPLUS" in self.server.capabilities:
            self._ask("uid", "EXPUNGE", message.name)
        else:
            self._ask("expunge")

    def close(self) -> None:
        """Sign off."""
        self.server.logout()

    def _ask(self, command: str, *arguments) -> list:
        state, data = getattr(self.server, command)(*arguments)
        if state != "OK":
            # What a server says may repeat an address.
            raise imaplib.IMAP4.error(f"{command} {arguments[0] if command == 'uid' else ''} was refused")
        return data


def open_mailbox(address: str) -> MaildirBox | ImapBox:
    """The mailbox of the setting MAIL_IN: ``maildir:/folder`` or ``imaps://user:password@host/INBOX``."""
    scheme, _, rest = address.partition(":")
    if scheme == "maildir":
        return MaildirBox(Path(rest))
    if scheme in ("imaps", "imap"):
        return ImapBox(address)
    raise ValueError("MAIL_IN must begin with maildir:, imaps: or imap:")
