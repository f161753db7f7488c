"""Numbers that people read out: case numbers and receipt codes."""

import re
import secrets
import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
RECEIPT_DIGITS = 16
_CASE_NUMBER = re.compile(r"^(20\d\d)(?:[-–—－ ](\d{7,12})|(\d{7,9}))$")


def case_number(received_at: datetime, pk: int) -> str:
    """The number of a case: the year in which it came in (China time), and its serial number."""
    return f"{received_at.astimezone(CHINA).year}-{pk:07d}"


def parse_case_number(text: str) -> int | None:
    """The serial number inside a case number such as ``2026-0000123``; None when it isn't one.

    The hyphen may be missing or be of another kind, and full-width digits count.
    """
    match = _CASE_NUMBER.match(unicodedata.normalize("NFKC", text).strip())
    return int(match.group(2) or match.group(3)) if match else None


def new_receipt_code() -> str:
    """Sixteen digits: fifteen drawn at random and one check digit (Luhn), so that a typing mistake is told at once."""
    drawn = f"{secrets.randbelow(10**15):015d}"
    return drawn + _check_digit(drawn)


def clean_receipt_code(text: str) -> str | None:
    """The sixteen digits of what somebody typed, blanks and hyphens dropped; None when it can't be a code.

    Full-width digits, which Chinese keyboards write, count as digits.
    """
    digits = "".join(str(int(char)) for char in text if char.isdecimal())
    others = [char for char in text if not char.isdecimal() and not char.isspace() and char not in "-–—－"]
    if others or len(digits) != RECEIPT_DIGITS or _check_digit(digits[:-1]) != digits[-1]:
        return None
    return digits


def group_digits(code: str) -> str:
    """A receipt code in groups of four, for reading aloud."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def document_number(word: str, year: int, serial: int) -> str:
    """The number of an official document such as 粤纪督〔2014〕5号: six-cornered brackets, no leading zero (GB/T 9704)."""
    return f"{word}〔{year}〕{serial}号"


def _check_digit(digits: str) -> str:
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-sum(value - 9 if value > 9 else value for value in doubled) % 10)
