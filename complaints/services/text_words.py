"""The words of a text message: how its bytes are read, how its parts belong together, what somebody asks for in it."""

import re
import unicodedata
from dataclasses import dataclass

# GSM 03.38, the default alphabet of mobile networks, and what follows its escape character.
GSM = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_MORE = {
    0x0A: "\f",
    0x14: "^",
    0x28: "{",
    0x29: "}",
    0x2F: "\\",
    0x3C: "[",
    0x3D: "~",
    0x3E: "]",
    0x40: "|",
    0x65: "€",
}
ESCAPE = 0x1B
# The data coding of SMPP 3.4, 5.2.19; any other is read as GSM 03.38.
UCS2, LATIN, ASCII, BINARY = 8, 3, 1, (2, 4)
HAS_HEADER = 0x40
# Information elements of a header: a part with a short, or with a long reference number (3GPP TS 23.040).
SHORT_REFERENCE, LONG_REFERENCE = 0x00, 0x08

HELP_WORDS = {
    "查询",
    "查詢",
    "帮助",
    "幫助",
    "?",
    "help",
    "bz",
    "cx",
    "怎么投诉",
    "如何投诉",
    "怎麼投訴",
    "如何投訴",
}
STOP_WORDS = {"td", "t", "退订", "退訂", "stop", "n"}


@dataclass(frozen=True)
class Part:
    """Which part of which long message it is."""

    reference: int
    total: int
    number: int


def wish_in(text: str) -> str:
    """``help`` or ``stop`` when somebody asks for that and nothing else; empty otherwise."""
    word = re.sub(r"[\s。.!！,，？]+", "", unicodedata.normalize("NFKC", text)).casefold()
    if word in STOP_WORDS:
        return "stop"
    return "help" if not word or word in HELP_WORDS else ""


def split_header(data: bytes) -> tuple[Part | None, bytes]:
    """The part that the header of a message names, and the message without the header."""
    if not data or data[0] + 1 > len(data):
        return None, data
    header, rest = data[1 : data[0] + 1], data[data[0] + 1 :]
    while len(header) >= 2:
        kind, length = header[0], header[1]
        body, header = header[2 : 2 + length], header[2 + length :]
        if kind == SHORT_REFERENCE and len(body) == 3:
            return _part(*body), rest
        if kind == LONG_REFERENCE and len(body) == 4:
            return _part(body[0] << 8 | body[1], body[2], body[3]), rest
    return None, rest


def _part(reference: int, total: int, number: int) -> Part | None:
    return Part(reference, total, number) if total > 1 and 1 <= number <= total else None


def part_of_tlv(reference: int | None, total: int | None, number: int | None) -> Part | None:
    """The part that the optional parameters of SMPP name (sar_msg_ref_num and its two neighbours)."""
    return _part(reference, total, number) if reference is not None and total and number else None


def words_of(data: bytes, coding: int) -> str:
    """The words of a message; of one that isn't text, nothing."""
    if coding in BINARY:
        return ""
    if coding == UCS2:
        # Emoji come as two halves, which may even be in two parts: those are put together as bytes.
        return data[: len(data) // 2 * 2].decode("utf-16-be", errors="replace")
    if coding in (LATIN, ASCII):
        return data.decode("latin-1")
    words, is_escaped = [], False
    for byte in data:
        if byte == ESCAPE and not is_escaped:
            is_escaped = True
            continue
        words.append(GSM_MORE.get(byte, " ") if is_escaped else GSM[byte & 0x7F])
        is_escaped = False
    return "".join(words)
