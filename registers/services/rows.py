"""Rows that a system hands in: each is taken for itself, and each says what became of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from common.numbering import CHINA
from registers.choices import Fate, Refusal, Register
from registers.rules import Wrong
from registers.services.entries import write_record
from registers.services.reading import Reader, RecordRefused, legible


@dataclass(frozen=True)
class RowOutcome:
    """What became of a row; ``wrong`` says why it was refused."""

    number: str
    fate: Fate
    wrong: tuple[Wrong, ...] = ()

    @property
    def errors(self) -> list[dict[str, str]]:
        """The faults with their words."""
        return [
            {"column": one.column, "code": str(one.why), "detail": str(Refusal(one.why).label)}
            for one in self.wrong
        ]


def take_rows(
    *, register: Register, rows: Collection[Mapping[str, Any]], source: str, actor: User, at: datetime
) -> list[RowOutcome]:
    """Write the rows down one after the other, each in a transaction of its own."""
    reader = Reader(register, rows, on=at.astimezone(CHINA).date())
    outcomes = []
    for row in rows:
        number = legible(row.get("number") or "")
        read = reader.read(row)
        if read.draft is None:
            outcomes.append(RowOutcome(number, Fate.BAD, read.wrong))
            continue
        try:
            _record, fate = write_record(
                register=register, draft=read.draft, source=source, actor=actor, at=at
            )
        except RecordRefused as refusal:
            outcomes.append(RowOutcome(number, Fate.BAD, refusal.wrong))
        else:
            outcomes.append(RowOutcome(number, fate))
    return outcomes
