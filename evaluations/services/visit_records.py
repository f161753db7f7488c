"""The only writer of visits: a row that a file or a system hands in is read, and recorded once."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from accounts.models import User
from accounts.services import mark_of, seal_text
from common.numbering import CHINA
from complaints.rules import clean_phone
from evaluations.choices import VisitFate, VisitRefusal
from evaluations.models import Visit
from evaluations.permissions import can_record_visits_of
from evaluations.selectors.windows import listed_days, windows_by_code
from organizations.models import Unit

COLUMNS = ("unit", "number", "visited_at", "business", "phone")
LANGUAGES = ("zh-hans", "zh-hant", "en")
LONGEST = {"number": 80, "business": 60}
MOBILE = re.compile(r"1[3-9]\d{9}")
FORMATS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d %H:%M")
# The clock of a window may be a little fast.
FAST = timedelta(minutes=15)
SHOWN = 80


@dataclass(frozen=True)
class VisitDraft:
    """A visit that was read and can be recorded."""

    unit: Unit
    number: str
    visited_at: datetime
    business: str
    phone: str


@dataclass(frozen=True)
class VisitOutcome:
    """What became of a row; ``wrong`` are pairs of column and reason."""

    number: str
    fate: VisitFate
    wrong: tuple[tuple[str, str], ...] = ()

    @property
    def errors(self) -> list[dict[str, str]]:
        """The faults with their words."""
        return [
            {"column": column, "code": str(why), "detail": str(VisitRefusal(why).label)}
            for column, why in self.wrong
        ]


class VisitReader:
    """Reads rows; the units of all of them are looked up at once."""

    def __init__(self, rows: Collection[Mapping[str, Any]], *, actor: User, at: datetime):
        self.actor, self.at = actor, at
        codes = (_words(row.get("unit")) for row in rows)
        self.units = windows_by_code(code for code in codes if code.isprintable())
        self.days = listed_days(unit.pk for unit in self.units.values())

    def read(self, cells: Mapping[str, Any]) -> tuple[VisitDraft | None, tuple[tuple[str, str], ...]]:
        """The draft of a row, or everything that is wrong with it."""
        wrong = [(legible(name), VisitRefusal.UNKNOWN_COLUMN) for name in cells if name not in COLUMNS]
        wrong += [(name, VisitRefusal.MISSING) for name in COLUMNS if not _words(cells.get(name))]
        wrong += [
            (name, VisitRefusal.UNREADABLE) for name in COLUMNS if not _words(cells.get(name)).isprintable()
        ]
        if wrong:
            return None, tuple(wrong)
        unit, number, typed, business, phone = (_words(cells[name]) for name in COLUMNS)
        visited_at, mobile = moment_of(typed), clean_phone(phone) or ""
        wrong = [
            (name, VisitRefusal.TOO_LONG)
            for name, words in (("number", number), ("business", business))
            if len(words) > LONGEST[name]
        ]
        if visited_at is None or visited_at > self.at + FAST:
            wrong.append(("visited_at", VisitRefusal.FUTURE if visited_at else VisitRefusal.BAD_TIME))
        if not MOBILE.fullmatch(mobile):
            wrong.append(("phone", VisitRefusal.NOT_A_MOBILE))
        if why := self._bars(self.units.get(unit), visited_at):
            wrong.append(("unit", why))
        if wrong:
            return None, tuple(wrong)
        return VisitDraft(self.units[unit], number, visited_at, business, mobile), ()

    def _bars(self, unit: Unit | None, visited_at: datetime | None) -> str:
        if unit is None:
            return VisitRefusal.UNKNOWN_UNIT
        if not can_record_visits_of(self.actor, unit):
            return VisitRefusal.NOT_YOURS
        day = visited_at and visited_at.astimezone(CHINA).date()
        if day and not _is_listed(self.days.get(unit.pk, []), day):
            return VisitRefusal.NOT_A_WINDOW
        return ""


def record_visit(*, draft: VisitDraft, source: str, actor: User, at: datetime) -> VisitFate:
    """Record a visit, once: the unit's number known already changes nothing, whatever else the row says."""
    visit = Visit(
        unit=draft.unit,
        number=draft.number,
        visited_at=draft.visited_at,
        business=draft.business,
        phone_box=seal_text(draft.phone, bound_to=bound_to(draft.unit.pk, draft.number)),
        phone_mark=mark_of(draft.phone),
        source=source,
        recorded_by=actor,
        recorded_at=at,
    )
    Visit.objects.bulk_create([visit], ignore_conflicts=True)
    # No two boxes are alike: if it isn't there, somebody has recorded the number before, or at the same moment.
    is_new = Visit.objects.filter(unit=draft.unit, number=draft.number, phone_box=visit.phone_box).exists()
    return VisitFate.RECORDED if is_new else VisitFate.KNOWN


def take_visits(
    *, rows: Collection[Mapping[str, Any]], source: str, actor: User, at: datetime
) -> list[VisitOutcome]:
    """Record rows that a system hands in, each for itself, and say what became of each."""
    reader, outcomes = VisitReader(rows, actor=actor, at=at), []
    for row in rows:
        draft, wrong = reader.read(row)
        fate = record_visit(draft=draft, source=source, actor=actor, at=at) if draft else VisitFate.BAD
        outcomes.append(VisitOutcome(legible(row.get("number") or ""), fate, wrong))
    return outcomes


def bound_to(unit_id: int, number: str) -> str:
    """Where a sealed number belongs: in another visit it doesn't open."""
    return f"visit:{unit_id}:{number}"


def moment_of(words: str) -> datetime | None:
    """Day and time of a visit, China time unless it says otherwise; None when it is neither, or far from our days."""
    words = unicodedata.normalize("NFKC", words)
    moment = None
    for form in FORMATS:
        with suppress(ValueError):
            moment = moment or datetime.strptime(words, form).replace(tzinfo=CHINA)
    if moment is None:
        with suppress(ValueError):
            # A day alone says nothing of the hour, and this takes it too.
            moment = datetime.fromisoformat(words) if ":" in words else None
    if moment is None or moment.tzinfo is None or not 2000 <= moment.year < 2200:
        return None
    return moment


def headings() -> dict[str, str]:
    """The name of each column by every heading that a file may have."""
    named = {name: name for name in COLUMNS}
    for language in LANGUAGES:
        with translation.override(language):
            named |= {heading: name for name, heading in heading_words().items()}
    return named


def heading_words() -> dict[str, str]:
    """The word of each column in the language of whoever reads it."""
    return {
        "unit": gettext("Code of the window"),
        "number": gettext("Business number"),
        "visited_at": gettext("Day and time"),
        "business": gettext("Kind of business"),
        "phone": gettext("Mobile number of the visitor"),
    }


def legible(cell: Any) -> str:
    """What can be said again of a cell that may hold anything at all."""
    return "".join(character for character in str(cell)[:SHOWN] if character.isprintable())


def _words(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).replace("\x00", "").strip()


def _is_listed(days: Collection[tuple[date, date | None]], day: date) -> bool:
    return any(begin <= day and (end is None or day <= end) for begin, end in days)
