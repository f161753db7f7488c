"""From a row of a file to a complaint: what each field may hold, and which place and unit it names."""

import hashlib
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from cases.choices import Channel, Danger
from cases.search import fold
from cases.selectors.register import sector_by_code, sectors
from cases.services import AccusedEntry, Complaint
from common.numbering import CHINA
from common.table_files import SourceRow
from complaints.rules import (
    ACCUSED_LONGEST,
    KEY_LONGEST,
    NAME_LONGEST,
    PLACE_LONGEST,
    STORY_LONGEST,
    STORY_SHORTEST,
    SUBJECT_LONGEST,
    bears_secrecy_mark,
    clean_phone,
)
from organizations.choices import Level
from organizations.models import Area, Sector, Unit

FIELDS = (
    "id",
    "subject",
    "text",
    "area",
    "city",
    "county",
    "place",
    "sent_at",
    "unit",
    "person",
    "channel",
    "sector",
    "danger",
    "name",
    "phone",
)
EARLIEST = datetime(2000, 1, 1, tzinfo=CHINA)

# All control characters but tab and line feed: other databases pad with them, and PostgreSQL refuses NUL.
_CONTROLS = dict.fromkeys({*range(32), *range(0x7F, 0xA0)} - {9, 10})
_BROKEN = re.compile("[\ud800-\udfff]")
_AREA_ENDING = re.compile(r"(?<=..)[省市区县]$")
_UNIT_CODE = re.compile(r"[-a-zA-Z0-9_]+")
_MOMENT = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[\sT]*(?P<hour>\d{1,2})\s*[:：时]\s*(?P<minute>\d{1,2})\s*分?(?:[:：]?\s*(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?)?"
)
# What comes out of a register is no message of a citizen, and what was asked on the air came over the desk of a session.
CHANNELS = [channel for channel in Channel.values if channel not in (Channel.REGISTER, Channel.HOTLINE)]


class BadRow(Exception):
    """A row that can't become a complaint; the message says why and repeats nothing that a citizen wrote."""


@dataclass(frozen=True)
class Message:
    """What a row says: the complaint, when it came in, and the key by which the row is known again."""

    complaint: Complaint
    sent_at: datetime
    key: str


class Register:
    """The areas and units that rows may name, read once for a file."""

    @cached_property
    def areas(self) -> list[Area]:
        """Every area that there is or was, with its superior at hand; those in force today come first."""
        return list(Area.objects.select_related("parent").order_by("-valid_to", "code"))

    @cached_property
    def units_by_code(self) -> dict[str, Unit]:
        """All units, also those that are no longer active: they may still be complained of."""
        return {unit.code: unit for unit in Unit.objects.select_related("area")}

    @cached_property
    def units_by_name(self) -> dict[str, list[Unit]]:
        """All units by their names in simplified characters."""
        named = defaultdict(list)
        for unit in self.units_by_code.values():
            named[fold(unit.name)].append(unit)
        return named

    def area_of_code(self, code: str, on: date) -> Area:
        """The area of a GB/T 2260 code as it stood on the day, or as it stands now; raises BadRow."""
        known = [area for area in self.areas if area.code == code]
        area = next((area for area in known if _in_force(area, on)), known[0] if known else None)
        if area is None:
            raise BadRow(f"area {code[:20]!r} is no code of the register")
        return area

    def area_of_names(self, city: str, county: str, on: date) -> Area:
        """The area of a city's name, a county's or both, with or without 市, 区, 县; raises BadRow."""
        if not county:
            return self._only(self._called(city, Level.CITY, on), "city", city)
        counties = self._called(county, Level.COUNTY, on)
        if city:
            cities = self._called(city, Level.CITY, on)
            superior = self._only(cities, "city", city)
            counties = [area for area in counties if area.parent.code == superior.code]
        return self._only(counties, "county", county)

    def unit_of(self, text: str) -> Unit | None:
        """The unit of a code or exact name; None for a name that the register doesn't know. Raises BadRow."""
        if text in self.units_by_code:
            return self.units_by_code[text]
        if _UNIT_CODE.fullmatch(text):
            raise BadRow(f"unit {text[:60]!r} is no code of the register")
        named = self.units_by_name.get(fold(text), [])
        if len(named) > 1:
            raise BadRow("unit: several units have this name; give the code")
        return named[0] if named else None

    def _called(self, name: str, level: str, on: date) -> list[Area]:
        wanted = fold(name)
        called = [
            area
            for area in self.areas
            if area.level == level and wanted in (area.name, _AREA_ENDING.sub("", area.name))
        ]
        return [area for area in called if _in_force(area, on)] or called[:1]

    def _only(self, areas: list[Area], field: str, name: str) -> Area:
        if len(areas) == 1:
            return areas[0]
        raise BadRow(f"{field} {name[:20]!r} is {'in several cities' if areas else 'not in the register'}")


def message_of(row: SourceRow, *, register: Register, default_area: Area, at: datetime) -> Message:
    """The complaint of a row; raises BadRow. Without sent_at it came in at ``at``."""
    if row.problem:
        raise BadRow(row.problem)
    cells = {field: _text(field, row.values.get(field)) for field in FIELDS}
    sent_at = _sent_at(row.values.get("sent_at"), at=at)
    complaint = Complaint(
        channel=_channel(cells["channel"]),
        subject=_limited("subject", " ".join(cells["subject"].split()), SUBJECT_LONGEST),
        story=_story(cells["text"]),
        area=_area(cells, register=register, default=default_area, on=sent_at.astimezone(CHINA).date()),
        place_text=_limited("place", cells["place"], PLACE_LONGEST),
        accused=_accused(cells, register=register),
        sector=_sector(cells["sector"]),
        danger=_danger(cells["danger"]),
        name=_limited("name", cells["name"], NAME_LONGEST),
        phone=_phone(cells["phone"], name=cells["name"]),
    )
    return Message(
        complaint=complaint, sent_at=sent_at, key=_limited("id", cells["id"], KEY_LONGEST) or _digest(cells)
    )


def parse_moment(value: Any) -> datetime | None:
    """An aware moment from a spreadsheet's date or from text such as 2014/3/9 8:05, 2014年3月9日 or ISO 8601.

    Without an offset it is China time; without a time of day it is midnight. None when it can't be read.
    """
    if isinstance(value, str):
        value = _parse_text(value.strip())
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=CHINA)


def _parse_text(text: str) -> datetime | None:
    try:
        if match := _MOMENT.fullmatch(text):
            return datetime(**{name: int(digits) for name, digits in match.groupdict(default="0").items()})
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _text(field: str, value: Any) -> str:
    """The cell as clean text: whole numbers without a fraction, line feeds only, no control characters."""
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        raise BadRow(f"{field} is not a text")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS).strip()
    if _BROKEN.search(text):
        raise BadRow(f"{field} has broken characters")
    return text


def _limited(field: str, text: str, longest: int) -> str:
    if len(text) > longest:
        raise BadRow(f"{field} has {len(text):,} characters, more than {longest:,}")
    return text


def _story(text: str) -> str:
    if not text:
        raise BadRow("text is empty")
    if len(text) < STORY_SHORTEST:
        raise BadRow(f"text has {len(text)} characters, fewer than {STORY_SHORTEST}")
    if bears_secrecy_mark(text):
        raise BadRow("text bears a mark of secrecy: it goes up sealed, on paper, and may not be entered here")
    return _limited("text", text, STORY_LONGEST)


def _sent_at(value: Any, *, at: datetime) -> datetime:
    if value is None or not str(value).strip():
        return at
    moment = parse_moment(value)
    if moment is None:
        raise BadRow("sent_at is no date that can be read; write it as 2014-03-09 08:05")
    if moment > at:
        raise BadRow("sent_at lies in the future")
    if moment < EARLIEST:
        raise BadRow(f"sent_at is before {EARLIEST.year}")
    return moment


def _channel(text: str) -> str:
    if text and text not in CHANNELS:
        raise BadRow(f"channel {text[:20]!r} is none of {', '.join(CHANNELS)}")
    return text or Channel.FILE


def _area(cells: dict[str, str], *, register: Register, default: Area, on: date) -> Area:
    if cells["area"]:
        return register.area_of_code(cells["area"], on)
    if cells["city"] or cells["county"]:
        return register.area_of_names(cells["city"], cells["county"], on)
    return default


def _sector(code: str) -> Sector | None:
    sector = sector_by_code(code) if code else None
    if code and sector is None:
        raise BadRow(f"sector {code[:20]!r} is none of {', '.join(one.code for one in sectors().values())}")
    return sector


def _danger(word: str) -> str:
    if word and word not in Danger.values:
        raise BadRow(f"danger {word[:20]!r} is none of {', '.join(Danger.values)}")
    return word


def _phone(text: str, *, name: str) -> str:
    number = clean_phone(text) if text else ""
    if number is None:
        raise BadRow("phone is no number that can be dialled")
    if number and not name:
        raise BadRow("phone without a name: they are sealed together")
    return number


def _accused(cells: dict[str, str], *, register: Register) -> tuple[AccusedEntry, ...]:
    unit = register.unit_of(cells["unit"]) if cells["unit"] else None
    unit_text = "" if unit else _limited("unit", cells["unit"], ACCUSED_LONGEST)
    entry = AccusedEntry(
        unit=unit, unit_text=unit_text, person_text=_limited("person", cells["person"], ACCUSED_LONGEST)
    )
    return (entry,) if entry.names_somebody else ()


def _in_force(area: Area, on: date) -> bool:
    return area.valid_from <= on and (area.valid_to is None or area.valid_to >= on)


def _digest(cells: dict[str, str]) -> str:
    """A key for a row without an id: the same content is the same row."""
    return f"row:{hashlib.sha256(json.dumps(cells, ensure_ascii=False).encode()).hexdigest()}"
