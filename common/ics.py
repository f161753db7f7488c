"""Writing calendars as other programs read them (iCalendar, RFC 5545): all-day dates with a reminder, and no more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

ICS_TYPE = "text/calendar; charset=utf-8"
# RFC 5545, 3.1: no line is longer than so many octets; it goes on after a line break and a blank.
LONGEST_LINE = 75
MARKS = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n", "\r": None})


@dataclass(frozen=True)
class Entry:
    """One date. ``uid`` stays the same for ever and ``sequence`` grows when the date moves, so that programs move it too;
    without ``alarm_at`` nobody is reminded."""

    uid: str
    day: date
    title: str
    url: str
    changed_at: datetime
    sequence: int
    alarm_at: datetime | None = None


def calendar_text(entries: Iterable[Entry], *, name: str, producer: str) -> bytes:
    """A whole calendar file; the same entries give the same octets."""
    return b"".join(fold(line) for line in _lines(entries, name=name, producer=producer))


def fold(line: str) -> bytes:
    """One line cut into pieces that are short enough, never within a character (a Chinese one has three octets)."""
    pieces, piece = [], b""
    for char in line:
        octets = char.encode()
        if len(piece) + len(octets) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"


def _lines(entries: Iterable[Entry], *, name: str, producer: str) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//{producer}//EN"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"NAME:{name.translate(MARKS)}"
    yield f"X-WR-CALNAME:{name.translate(MARKS)}"
    # Asked for once an hour is often enough for days.
    yield "REFRESH-INTERVAL;VALUE=DURATION:PT1H"
    yield "X-PUBLISHED-TTL:PT1H"
    for entry in entries:
        yield from _event(entry)
    yield "END:VCALENDAR"


def _event(entry: Entry) -> Iterator[str]:
    title, changed = entry.title.translate(MARKS), _moment(entry.changed_at)
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{title}"
    yield f"URL:{entry.url}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    if entry.alarm_at is not None:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{title}"
        yield f"TRIGGER;VALUE=DATE-TIME:{_moment(entry.alarm_at)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
