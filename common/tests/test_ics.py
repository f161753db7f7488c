"""Calendar files: read by a library that knows nothing of us, and octet by octet where the standard counts octets."""

from datetime import UTC, date, datetime

import icalendar

from common.ics import LONGEST_LINE, Entry, calendar_text, fold

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def entry(**changed) -> Entry:
    given = {
        "uid": "clock-1@example.org",
        "day": date(2026, 12, 31),
        "title": "2026-0000123 办理并办结",
        "url": "https://example.org/staff/cases/123/",
        "changed_at": AT,
        "sequence": 60,
        "alarm_at": datetime(2026, 12, 30, 1, 0, tzinfo=UTC),
    }
    return Entry(**given | changed)


def read(octets: bytes) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(octets)


def test_another_program_reads_what_was_meant():
    calendar = read(calendar_text([entry()], name="案件办理期限", producer="house"))
    [event] = calendar.walk("VEVENT")
    assert calendar.errors == event.errors == []
    assert (calendar["VERSION"], calendar["METHOD"], calendar["NAME"]) == ("2.0", "PUBLISH", "案件办理期限")
    assert (event["UID"], event["SUMMARY"]) == ("clock-1@example.org", "2026-0000123 办理并办结")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 31), date(2027, 1, 1))
    assert (event["DTSTAMP"].dt, event["LAST-MODIFIED"].dt, event["SEQUENCE"]) == (AT, AT, 60)
    [alarm] = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == datetime(2026, 12, 30, 1, 0, tzinfo=UTC)


def test_without_an_alarm_nobody_is_reminded():
    calendar = read(calendar_text([entry(alarm_at=None)], name="n", producer="house"))
    assert calendar.walk("VALARM") == []


def test_marks_of_the_format_are_read_as_they_were_written():
    title = "a,b;c\\d\ne"
    [event] = read(calendar_text([entry(title=title)], name="n", producer="house")).walk("VEVENT")
    assert event["SUMMARY"] == title


def test_no_line_is_too_long_and_no_character_is_cut():
    text = "SUMMARY:" + "期限" * 60 + "abc" * 20
    folded = fold(text)
    lines = folded.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, lines)) <= LONGEST_LINE
    assert all(line.decode() for line in lines)
    assert b"".join([lines[0], *(line[1:] for line in lines[1:])]).decode() == text
    [event] = read(calendar_text([entry(title=text)], name="n", producer="house")).walk("VEVENT")
    assert event["SUMMARY"] == text


def test_an_empty_calendar_is_one_too():
    assert read(calendar_text([], name="n", producer="house")).walk("VEVENT") == []
