"""Reading an e-mail: its words, its files, who sent it, and whether a person did.

Of the headers only these few are looked at; whatever says from where and with what it was sent is dropped here.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parseaddr
from html.parser import HTMLParser

from cases.search import has_chinese

MOST_FILES_NAMED = 40
# What Chinese mail programs call GB2312 is nearly always its superset.
CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}
GUESSES = ("utf-8", "gb18030", "big5hkscs")
_QUOTE_BEGINS = re.compile(
    r"^(?:-{2,}\s*(?:原始邮件|原始郵件|Original Message|转发邮件|回复的原邮件).*"
    r"|On .{5,200} wrote:|.{0,200}(?:写道|寫道|編寫)\s*[：:]"
    r"|(?:发件人|寄件者|寄件人|From)\s*[：:].*)\s*$",
    re.IGNORECASE,
)
_BOUNCE = re.compile(r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)(?:[+-].*)?@", re.I)


@dataclass(frozen=True)
class Enclosure:
    """One attached file."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Letter:
    """An e-mail as it is worked with. ``sender`` is the bare address: the name beside it may be anybody's.

    ``own_words`` is the text without what it quotes of an earlier message; ``answers`` are the ids and subjects in which a
    reply mark may stand.
    """

    message_id: str
    date: str
    sender: str
    receivers: tuple[str, ...]
    subject: str
    text: str
    own_words: str
    files: tuple[Enclosure, ...]
    answers: tuple[str, ...]
    is_automatic: bool
    language: str


def read_letter(raw: bytes) -> Letter:
    """Take an e-mail apart; whatever is broken in it is read as far as it goes."""
    message = message_from_bytes(raw, policy=policy.compat32)
    sender = parseaddr(_header(message, "From"))[1].strip()
    subject = " ".join(_header(message, "Subject").split())
    text = _text_of(message)
    return Letter(
        message_id=_header(message, "Message-ID").strip(),
        date=_header(message, "Date"),
        sender=sender,
        receivers=_receivers(message),
        subject=subject,
        text=text,
        own_words=without_quotes(text),
        files=_files_of(message),
        answers=(_header(message, "In-Reply-To"), _header(message, "References"), subject),
        is_automatic=not sender or bool(_BOUNCE.match(sender)) or _is_automatic(message),
        language=_language_of(message, subject + text),
    )


def without_quotes(text: str) -> str:
    """The words of a reply, without those that it answers."""
    kept = []
    for line in text.splitlines():
        if _QUOTE_BEGINS.match(line.strip()) and any(kept):
            break
        if not line.lstrip().startswith((">", "＞")):
            kept.append(line.rstrip())
    return "\n".join(kept).strip()


def _header(message: Message, name: str) -> str:
    """A header in words, RFC 2047 undone; NUL can't be stored."""
    value = message.get(name)
    return "" if value is None else _in_words(str(value))


def _in_words(value: str) -> str:
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError):
        return _clean(value)
    return _clean(
        "".join(_decoded(part, charset) if isinstance(part, bytes) else part for part, charset in parts)
    )


def _receivers(message: Message) -> tuple[str, ...]:
    headers = [_header(message, name) for name in ("Delivered-To", "X-Original-To", "To", "Cc")]
    # One by one: newer Pythons return nothing for all headers together where one of them is empty or broken.
    found = [address for header in headers if header for _, address in getaddresses([header])]
    return tuple(address.casefold() for address in found if address)


def _is_automatic(message: Message) -> bool:
    """Whether a machine sent it (RFC 3834), or a list passed it on; answering such would go round in circles."""
    submitted = _header(message, "Auto-Submitted").strip().lower()
    precedence = _header(message, "Precedence").strip().lower()
    return_path = message.get("Return-Path")
    return (
        submitted not in ("", "no")
        or precedence in ("bulk", "list", "junk", "auto_reply")
        or (return_path is not None and str(return_path).strip() in ("", "<>"))
        or any(message.get(name) for name in ("List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond"))
        or message.get_content_type() == "multipart/report"
    )


def _text_of(message: Message) -> str:
    """The text parts, plain ones where there are any, else HTML without its marks."""
    parts = [part for part in message.walk() if not part.is_multipart() and not _is_file(part)]
    plain = [_words_of(part) for part in parts if part.get_content_type() == "text/plain"]
    if any(text.strip() for text in plain):
        return _clean("\n".join(plain)).strip()
    pages = [_words_of(part) for part in parts if part.get_content_type() == "text/html"]
    return _clean("\n".join(text_of_page(page) for page in pages)).strip()


def _words_of(part: Message) -> str:
    return _decoded(part.get_payload(decode=True) or b"", part.get_content_charset())


def _decoded(data: bytes, charset: str | None) -> str:
    """The words in the charset that was named, else in the first that fits."""
    named = (charset or "").lower()
    for name in (CHARSETS.get(named, named), *GUESSES):
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return data.decode("gb18030" if named in CHARSETS else "utf-8", errors="replace")


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or (
        bool(part.get_filename()) or part.get_content_maintype() not in ("text", "multipart", "message")
    )


def _files_of(message: Message) -> tuple[Enclosure, ...]:
    parts = [part for part in message.walk() if not part.is_multipart() and _is_file(part)]
    return tuple(
        Enclosure(name=_file_name(part, number), data=part.get_payload(decode=True) or b"")
        for number, part in enumerate(parts[:MOST_FILES_NAMED], 1)
    )


def _file_name(part: Message, number: int) -> str:
    name = part.get_filename()
    return _in_words(" ".join(name.split())) if name else f"{number}.{part.get_content_subtype()}"


def _clean(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def _language_of(message: Message, text: str) -> str:
    charsets = {str(part.get_content_charset() or "") for part in message.walk()}
    if charsets & {"big5", "big5-hkscs"}:
        return "zh-hant"
    return "zh-hans" if has_chinese(text) else "en"


class _Page(HTMLParser):
    """Keeps the words of a page and drops everything else, scripts and styles with all that is in them."""

    SILENT = {"script", "style", "head", "title", "template", "noscript", "object", "svg"}
    LINES = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "table"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in self.SILENT:
            self.silent.append(tag)
        if tag in self.LINES:
            self.words.append("\n")

    def handle_endtag(self, tag):
        if tag in self.silent:
            del self.silent[self.silent.index(tag) :]
        if tag in self.LINES:
            self.words.append("\n")

    def handle_data(self, data):
        if not self.silent:
            self.words.append(re.sub(r"\s+", " ", data))


def text_of_page(page: str) -> str:
    """The words of an HTML page, without marks, scripts, styles and addresses."""
    reader = _Page()
    reader.feed(page)
    reader.close()
    lines = (line.strip() for line in "".join(reader.words).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
