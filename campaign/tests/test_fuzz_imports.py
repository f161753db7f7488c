"""Whatever stands in a file or a message: it is taken in, or refused in words, row by row and never by halves."""

import csv
import json
from contextlib import suppress
from datetime import date
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from campaign.tests.fuzzing import ODD, TEXTS, TYPED
from cases.choices import Party
from cases.forms.days import DayForm
from cases.management.commands.train_triage import _lessons
from cases.models import Case, CaseEvent
from common.table_files import UnreadableFile, read_rows
from complaints.models import Submission
from complaints.services import (
    FIELDS,
    Fate,
    SenderMustWait,
    import_rows,
    take_in_letter,
    take_in_text,
)
from complaints.services.letters import read_letter
from complaints.services.smpp import text_of
from complaints.tests.letters import letter
from organizations.selectors import area_on

pytestmark = pytest.mark.django_db
CELLS = st.dictionaries(
    st.sampled_from([*FIELDS, "other"]), TYPED | st.integers() | st.none() | st.booleans()
)


def counts() -> tuple[int, int, int]:
    return Case.objects.count(), Submission.objects.count(), CaseEvent.objects.count()


def imported(path, source: str) -> list:
    """Import a file as the command does; each row is a case with its submission and its event, or nothing at all."""
    before = counts()
    rows = read_rows(path)
    area = area_on("440000", date(2026, 11, 27))
    outcomes = list(
        import_rows(rows=rows, source=source, default_area=area, actor=Party.SYSTEM, at=timezone.now())
    )
    new = sum(outcome.fate == Fate.IMPORTED for outcome in outcomes)
    assert [after - earlier for after, earlier in zip(counts(), before, strict=True)] == [new] * 3
    assert all(outcome.reason for outcome in outcomes if outcome.fate == Fate.BAD)
    return outcomes


@given(rows=st.lists(CELLS, max_size=4))
def test_a_file_of_messages_is_taken_in_row_by_row(tmp_path, rows):
    path = tmp_path / "messages.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    imported(path, "file:fuzz")


@given(
    data=st.binary(max_size=300) | TEXTS.map(str.encode),
    ending=st.sampled_from(["jsonl", "csv", "xlsx", "csv.gz"]),
)
def test_a_file_of_anything_is_read_or_refused(tmp_path, data, ending):
    path = tmp_path / f"messages.{ending}"
    path.write_bytes(data)
    with suppress(UnreadableFile):
        imported(path, "file:anything")


def a_sheet(rows: list[list[str]]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


DAYS = st.lists(st.lists(TYPED | st.dates().map(str), max_size=3), max_size=4).map(a_sheet)


@given(data=DAYS | TEXTS.map(str.encode) | st.binary(max_size=100) | st.sampled_from(ODD).map(str.encode))
def test_a_file_of_days_is_understood_or_the_line_is_named(data):
    form = DayForm({"source": "国办发明电"}, {"file": SimpleUploadedFile("days.csv", data)})
    assert form.is_valid() == bool(form.days), form.errors
    assert form.is_valid() or form.errors


@given(
    data=DAYS
    | st.binary(max_size=100)
    | st.lists(CELLS.map(json.dumps), max_size=3).map("\n".join).map(str.encode),
    ending=st.sampled_from(["jsonl", "csv", "csv.gz"]),
)
def test_a_labelled_file_is_read_or_refused(tmp_path, data, ending):
    path = tmp_path / f"labelled.{ending}"
    path.write_bytes(data)
    with suppress(CommandError):
        assert all(lesson.text.strip() and lesson.label for lesson in _lessons(path, {}))


HEADERS = st.sampled_from(
    ["From", "To", "Subject", "Date", "Message-ID", "Content-Type", "In-Reply-To", "X-Other"]
)
LINES = st.lists(
    st.tuples(HEADERS, TEXTS.map(lambda text: text.encode(errors="replace")) | st.binary(max_size=40)),
    max_size=6,
)
RAW = st.builds(
    lambda lines, body: (
        b"".join(name.encode() + b": " + words.replace(b"\n", b" ") + b"\r\n" for name, words in lines)
        + b"\r\n"
        + body
    ),
    LINES,
    st.binary(max_size=200) | TEXTS.map(str.encode),
)
# A header of one line, as a mail program writes it.
SUBJECTS = TEXTS.map(lambda text: "".join(sign if sign.isprintable() else " " for sign in text))
WHOLE = st.builds(lambda text, subject: letter(text=text, Subject=subject).as_bytes(), TEXTS, SUBJECTS)


@given(raw=RAW | WHOLE | st.binary(max_size=200))
def test_an_e_mail_is_read_as_far_as_it_goes_and_taken_in(settings, raw):
    settings.MAILS_PER_SENDER = 10**9
    read_letter(raw)
    before = counts()[0]
    try:
        dealt = take_in_letter(raw=raw, is_whole=True, at=timezone.now())
    except SenderMustWait:
        return
    assert counts()[0] - before in (0, 1)
    assert dealt.fate


BYTES = st.binary(max_size=140)


@given(
    data=BYTES | TEXTS.map(lambda text: text.encode("utf-16-be", errors="replace")[:140]),
    coding=st.integers(0, 255),
    esm=st.sampled_from([0, 0x40]),
    sender=st.sampled_from(["13800138000", "+8613800138000", "", "10086", "x" * 21]) | TEXTS,
    sar=st.none() | st.integers(0, 300),
)
def test_a_text_message_is_read_and_taken_in(settings, data, coding, esm, sender, sar):
    settings.TEXTS_PER_SENDER = 10**9
    pdu = SimpleNamespace(
        short_message=data,
        esm_class=esm,
        data_coding=coding,
        source_addr=sender.encode(errors="replace"),
        destination_addr=b"10690000",
        sar_msg_ref_num=sar,
        sar_total_segments=sar,
        sar_segment_seqnum=sar,
    )
    before = counts()[0]
    dealt = take_in_text(text=text_of(pdu), at=timezone.now())
    assert counts()[0] - before in (0, 1)
    assert dealt.fate
