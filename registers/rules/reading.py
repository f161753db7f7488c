"""Reading what somebody has written into a cell, and writing it down: text in, typed value out."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

LONGEST_TEXT, LONGEST_CODE, LONGEST_LINK = 200, 80, 300
MOST_MONEY = Decimal("999999999999.99")
MOST_NUMBER = 10**12
YES_WORDS = {"yes", "true", "1", "是", "y"}
NO_WORDS = {"no", "false", "0", "否", "n"}
# What is no business of a register: identity card numbers and mobile phones.
PERSONAL = re.compile(r"(?<![0-9])(?:[0-9]{17}[0-9Xx]|1[3-9][0-9]{9})(?![0-9])")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")


class BadValue(ValueError):
    """A cell holds something else; the message is the word for why."""


def read_value(kind: str, cell: Any, options: Mapping[str, Iterable[str]] | None = None) -> Any:
    """The typed value of a cell, None where it is empty. Raises BadValue.

    ``options``: for a choice, what is stored by the words that are taken for it.
    """
    if isinstance(cell, bool) and kind == "yesno":
        return cell
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        cell = cell.isoformat()
    if isinstance(cell, list) and kind == "names" and all(isinstance(part, str) for part in cell):
        cell = ";".join(cell)
    if isinstance(cell, list | dict):
        raise BadValue("unreadable")
    words = "" if cell is None else str(cell).strip()
    if not words:
        return None
    if any(not character.isprintable() for character in words):
        raise BadValue("unreadable")
    return {"choice": _choice}.get(kind, _READERS.get(kind, _text))(words, options or {})


def to_json(value: Any) -> Any:
    """As it is kept."""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def from_json(kind: str, kept: Any) -> Any:
    """As rules take it."""
    if kept is None:
        return None
    if kind in ("day", "month"):
        return date.fromisoformat(kept)
    return Decimal(kept) if kind == "money" else kept


def masked(code: str) -> str:
    """A household's number with its middle hidden: it can be found by whoever knows it, and by nobody else."""
    if len(code) <= 4:
        return f"{code[:1]}{'*' * (len(code) - 1)}"
    return f"{code[:2]}{'*' * (len(code) - 3)}{code[-1]}"


def _text(words: str, options: Mapping) -> str:
    if PERSONAL.search(words):
        raise BadValue("personal")
    if len(words) > LONGEST_TEXT:
        raise BadValue("too_long")
    return words


def _code(words: str, options: Mapping) -> str:
    if len(words) > LONGEST_CODE:
        raise BadValue("too_long")
    return _text(words, options)


def _day(words: str, options: Mapping) -> date:
    try:
        return date.fromisoformat(words[:10].replace("/", "-"))
    except ValueError:
        raise BadValue("no_day") from None


def _month(words: str, options: Mapping) -> date:
    found = _MONTH.match(words)
    if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) < 1900:
        raise BadValue("no_month")
    return date(int(found[1]), int(found[2]), 1)


def _money(words: str, options: Mapping) -> Decimal:
    try:
        amount = Decimal(words.replace(",", ""))
    except InvalidOperation:
        raise BadValue("no_money") from None
    if not amount.is_finite() or amount < 0 or amount > MOST_MONEY or amount != round(amount, 2):
        raise BadValue("no_money")
    return round(amount, 2)


def _number(words: str, options: Mapping) -> int:
    digits = words.removesuffix(".0")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 13 or int(digits) > MOST_NUMBER:
        raise BadValue("no_number")
    return int(digits)


def _yesno(words: str, options: Mapping) -> bool:
    if words.lower() in YES_WORDS:
        return True
    if words.lower() in NO_WORDS:
        return False
    raise BadValue("no_yesno")


def _choice(words: str, options: Mapping[str, Iterable[str]]) -> str:
    for stored, taken in options.items():
        if words == stored or words in taken:
            return stored
    raise BadValue("no_choice")


def _names(words: str, options: Mapping) -> list[str]:
    return [_text(name.strip(), options) for name in re.split(r"[;；、\n]", words) if name.strip()]


def _link(words: str, options: Mapping) -> str:
    if not re.match(r"https?://[^\s<>\"']+$", words):
        raise BadValue("no_link")
    if len(words) > LONGEST_LINK:
        raise BadValue("too_long")
    return words


_READERS = {
    "code": _code,
    "day": _day,
    "month": _month,
    "money": _money,
    "number": _number,
    "yesno": _yesno,
    "names": _names,
    "link": _link,
}
