"""Handing in the messages of a file, each in a transaction of its own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import DataError

from accounts.models import User
from cases.choices import Party
from common.table_files import SourceRow
from complaints.services.file_rows import BadRow, Message, Register, message_of
from complaints.services.hand_in import KeyUsedForAnother, earlier_case, hand_in
from organizations.models import Area


class Fate(StrEnum):
    """What became of a row."""

    IMPORTED = "imported"
    KNOWN = "known"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the row at a line; ``reason`` is empty unless the row is bad."""

    line: int
    fate: Fate
    reason: str = ""


def import_rows(
    *,
    rows: Iterable[SourceRow],
    source: str,
    default_area: Area,
    actor: User | Party,
    at: datetime,
    is_trial: bool = False,
) -> Iterator[Outcome]:
    """Hand in one row after the other and say what became of each.

    A row that came before from the same source under the same id is known and changes nothing; a bad row leaves
    nothing behind. No receipt codes are made: nobody is there to receive them. A trial writes nothing.
    """
    register = Register()
    seen: dict[str, int] = {}
    for row in rows:
        try:
            message = message_of(row, register=register, default_area=default_area, at=at)
            if is_trial:
                is_known = _try_row(message, source=source, seen=seen)
            else:
                is_known = _take_row(message, source=source, actor=actor, at=at)
        except BadRow as problem:
            yield Outcome(row.line, Fate.BAD, str(problem))
        except KeyUsedForAnother:
            yield Outcome(row.line, Fate.BAD, "its id came before with other content")
        except DataError as problem:
            yield Outcome(row.line, Fate.BAD, f"refused by the database: {type(problem.__cause__).__name__}")
        else:
            yield Outcome(row.line, Fate.KNOWN if is_known else Fate.IMPORTED)


def _take_row(message: Message, *, source: str, actor: User | Party, at: datetime) -> bool:
    """Hand the message in; True when it had been before."""
    # Asked first, so that a second run neither costs as much as the first nor uses up case numbers.
    if earlier_case(complaint=message.complaint, source=source, key=message.key) is not None:
        return True
    handed_in = hand_in(
        complaint=message.complaint,
        source=source,
        key=message.key,
        actor=actor,
        at=message.sent_at,
        entered_at=at,
        wants_receipt=False,
    )
    return handed_in.is_repeat


def _try_row(message: Message, *, source: str, seen: dict[str, int]) -> bool:
    """Whether the message had been handed in before, or stands further up in the file."""
    content = hash(message.complaint)
    if seen.setdefault(message.key, content) != content:
        raise KeyUsedForAnother(message.key)
    return earlier_case(complaint=message.complaint, source=source, key=message.key) is not None
