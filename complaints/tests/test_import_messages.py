"""Importing files of messages: nothing is lost, nothing comes twice, and a bad row says what is wrong with it."""

import csv
import gzip
import json
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cases.choices import Channel, Light, Party
from cases.deadlines import SIGNALS
from cases.models import Case, CaseClock
from cases.selectors.lights import light_of
from cases.services import watch_clocks
from common.numbering import CHINA
from common.table_files import SourceRow
from complaints.models import Receipt, Submission
from complaints.services import Fate, import_rows
from complaints.services.file_rows import parse_moment
from notices.models import Notice
from organizations.selectors import area_on

TEXT = "村口的养殖场夜里往河里排粪水，下游几户人家的井水已经不能喝。"
OTHER = "镇上修路三年没有完工，雨天积水到膝盖，孩子上学要绕行两公里。"

pytestmark = pytest.mark.django_db


def run(path, **options):
    """What the command says on its two streams, and its exit code."""
    out, err = StringIO(), StringIO()
    code = 0
    try:
        call_command("import_messages", str(path), stdout=out, stderr=err, **options)
    except CommandError as problem:
        code = problem.returncode
        err.write(str(problem))
    return out.getvalue(), err.getvalue(), code


def write_lines(path, rows):
    """A .jsonl file."""
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def write_sheet(path, rows):
    """An .xlsx file."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def outcomes_of(*rows, source="file:test", is_trial=False):
    """What becomes of rows that were read already."""
    numbered = [SourceRow(line, values) for line, values in enumerate(rows, start=1)]
    at = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)
    area = area_on("440000", at.date())
    return list(
        import_rows(
            rows=numbered, source=source, default_area=area, actor=Party.SYSTEM, at=at, is_trial=is_trial
        )
    )


def reason_for(**values):
    """Why a row is bad; empty when it isn't."""
    (outcome,) = outcomes_of({"text": TEXT} | values)
    return outcome.reason


def test_json_lines_become_cases_with_the_day_they_were_sent(tmp_path):
    path = write_lines(
        tmp_path / "in.jsonl",
        [{"id": 7, "subject": "养殖场排污", "text": TEXT, "sent_at": "2014/3/9 8:05:00", "area": "440106"}],
    )
    out, _, code = run(path)
    assert code == 0
    assert "1 imported, 0 already there, 0 bad" in out
    case = Case.objects.get()
    assert case.subject == "养殖场排污"
    assert case.channel == Channel.FILE
    assert case.area.code == "440106"
    assert case.received_at == datetime(2014, 3, 9, 8, 5, tzinfo=CHINA)
    assert case.clocks.get().started_at == case.received_at
    assert case.events.get().party == Party.SYSTEM


def test_running_it_again_adds_only_what_is_new(tmp_path):
    rows = [{"id": "1", "text": TEXT}, {"text": OTHER}]
    run(write_lines(tmp_path / "in.jsonl", rows))
    out, _, code = run(write_lines(tmp_path / "in.jsonl", [*rows, {"id": "3", "text": TEXT}]))
    assert code == 0
    assert "1 imported, 2 already there, 0 bad" in out
    assert Case.objects.count() == 3


def test_the_source_keeps_files_apart(tmp_path):
    path = write_lines(tmp_path / "in.jsonl", [{"id": "1", "text": TEXT}])
    run(path, source="three cities")
    run(path, source="another hotline")
    assert set(Submission.objects.values_list("source", flat=True)) == {
        "file:three cities",
        "file:another hotline",
    }


def test_no_receipt_codes_are_made_that_nobody_gets(tmp_path):
    run(write_lines(tmp_path / "in.jsonl", [{"text": TEXT}]))
    assert not Receipt.objects.exists()


def test_an_old_message_is_red_at_once_and_wakes_nobody(city_clerk):
    """Thousands of letters of last year are put in: they lie red in the queue, and nobody gets thousands of alarms."""
    at = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)
    outcomes_of({"id": 1, "text": TEXT, "area": "440100", "sent_at": "2026-03-02"})
    clock = CaseClock.objects.get()
    assert light_of(clock, at=at) == Light.RED
    assert watch_clocks(at=at) == watch_clocks(at=at + timedelta(days=90)) == 0
    assert not Notice.objects.exists()


def test_a_message_of_last_week_is_still_reminded_of(city_clerk):
    """Only what would have been said before it came in is passed over."""
    at = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)
    outcomes_of({"id": 1, "text": TEXT, "area": "440100", "sent_at": "2026-11-16"})
    assert watch_clocks(at=at) == 0
    assert watch_clocks(at=at + timedelta(days=30)) == len(SIGNALS)


def test_a_bad_row_is_reported_by_line_and_the_others_are_kept(tmp_path):
    path = write_lines(tmp_path / "in.jsonl", [{"text": TEXT}, {"text": "太短"}, {"text": OTHER}])
    report = tmp_path / "bad.csv"
    out, err, code = run(path, report=report)
    assert code == 1
    assert "line 2: text has 2 characters, fewer than 10" in err
    assert "1 of 3 rows are bad" in err
    assert "2 imported, 0 already there, 1 bad" in out
    with report.open(encoding="utf-8-sig", newline="") as lines:
        assert list(csv.reader(lines)) == [
            ["line", "reason"],
            ["2", "text has 2 characters, fewer than 10"],
        ]


def test_only_the_first_fifty_bad_rows_are_shown(tmp_path):
    _, err, _ = run(write_lines(tmp_path / "in.jsonl", [{"text": "短"}] * 53))
    assert err.count("fewer than 10") == 50
    assert "… and 3 more bad rows" in err


def test_a_dry_run_writes_nothing_and_finds_the_same(tmp_path):
    rows = [
        {"id": "1", "text": TEXT},
        {"id": "1", "text": OTHER},
        {"id": "2", "text": OTHER, "sent_at": "?"},
    ]
    path = write_lines(tmp_path / "in.jsonl", rows)
    tried = run(path, dry_run=True)
    assert not Case.objects.exists()
    done = run(path)
    assert "1 to import, 0 already there, 2 bad" in tried[0]
    assert "1 imported, 0 already there, 2 bad" in done[0]
    assert [line for line in tried[1].splitlines() if line.startswith("line")] == [
        "line 2: its id came before with other content",
        "line 3: sent_at is no date that can be read; write it as 2014-03-09 08:05",
    ]


def test_the_same_row_twice_in_a_file_is_one_case(tmp_path):
    out, _, code = run(write_lines(tmp_path / "in.jsonl", [{"id": "1", "text": TEXT}] * 2))
    assert code == 0
    assert "1 imported, 1 already there" in out


def test_other_columns_are_named_once_and_others_can_be_mapped(tmp_path):
    path = write_lines(
        tmp_path / "in.jsonl", [{"留言详情": TEXT, "likes": 3}, {"留言详情": OTHER, "likes": 5}]
    )
    out, _, _ = run(path, column=["text=留言详情"])
    assert out.count("likes") == 1
    assert set(Case.objects.values_list("story", flat=True)) == {TEXT, OTHER}


def test_a_limit_stops_early(tmp_path):
    run(write_lines(tmp_path / "in.jsonl", [{"text": TEXT}, {"text": OTHER}]), limit=1)
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"area": "999999"}, "999999 is no area"),
        ({"source": "x" * 56}, "--source of at most 55 characters"),
        ({"column": ["story=x"]}, "write FIELD=NAME"),
    ],
)
def test_wrong_options_stop_before_anything_is_read(tmp_path, options, said):
    _, err, code = run(write_lines(tmp_path / "in.jsonl", [{"text": TEXT}]), **options)
    assert code == 1
    assert said in err
    assert not Case.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_may_come_in_the_usual_encodings(tmp_path, encoding):
    path = tmp_path / "in.csv"
    path.write_text(f'subject,text\n养殖场,"{TEXT}\n\n第二段，有“引号”和逗号,。"\n\n,\n', encoding=encoding)
    _, _, code = run(path)
    assert code == 0
    assert Case.objects.get().story == f"{TEXT}\n\n第二段，有“引号”和逗号,。"


def test_one_damaged_byte_costs_one_row_and_not_the_encoding(tmp_path):
    path = tmp_path / "in.csv"
    good = "".join(f"{TEXT}{number}\n" for number in range(40))
    path.write_bytes(f"text\n{good}".encode() + b"\xe6\x9d" + f"{TEXT}\n".encode())
    out, err, _ = run(path)
    assert "40 imported, 0 already there, 1 bad" in out
    assert "line 42: text has broken characters" in err


def test_a_forgotten_quotation_mark_does_not_swallow_the_rows_below(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(f'id,text\n1,"{TEXT}\n2,"{OTHER}"\n3,{TEXT}\n', encoding="utf-8")
    out, err, _ = run(path)
    assert "line 2: not CSV up to line 3" in err
    assert "1 imported, 0 already there, 1 bad" in out


def test_lines_are_counted_where_a_row_begins(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(f'text\n"{TEXT}\n\n{OTHER}"\n\n短\na,b\n', encoding="utf-8")
    _, err, _ = run(path)
    assert "line 6: text has 1 characters" in err
    assert "line 7: 2 cells under 1 columns" in err


def test_a_workbook_gives_its_first_sheet(tmp_path):
    path = write_sheet(
        tmp_path / "in.xlsx",
        [
            ["id", "text", "sent_at", "phone", "name"],
            [188007.0, f"{TEXT}_x000D_\n完", datetime(2014, 3, 9, 8, 5), 13800138000, "陈某"],
            [],
            [None, "短"],
        ],
    )
    out, err, _ = run(path)
    assert "1 imported, 0 already there, 1 bad" in out
    assert "line 4: " in err
    case = Case.objects.get()
    assert case.story == f"{TEXT}\n完"
    assert case.received_at == datetime(2014, 3, 9, 8, 5, tzinfo=CHINA)
    assert case.identity is not None
    assert Submission.objects.get().key == "188007"


def test_what_looks_like_a_formula_stays_text(tmp_path):
    story = "=HYPERLINK(点这里) 是他们发给我们的通知，请核查是否属实。"
    path = tmp_path / "in.csv"
    path.write_text(f"text\n{story}\n", encoding="utf-8")
    run(path)
    assert Case.objects.get().story == story


def test_a_compressed_file_is_read_and_a_cut_one_is_refused_whole(tmp_path):
    path = tmp_path / "in.jsonl.gz"
    packed = gzip.compress(
        "\n".join(json.dumps({"text": f"{TEXT}{number}"}) for number in range(500)).encode()
    )
    path.write_bytes(packed[: len(packed) // 2])
    _, err, code = run(path)
    assert code == 1
    assert "can't be read" in err
    assert not Case.objects.exists()
    path.write_bytes(packed)
    assert "500 to import" in run(path, dry_run=True)[0]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("in.txt", b"text", "is none of .jsonl, .csv, .xlsx"),
        ("in.xlsx", b"PK\x03\x04", "can't be read"),
        ("in.csv", "text\n征地".encode("utf-16"), "UTF-16"),
        ("in.csv", b"text,text\n1,2\n", "stand twice: text"),
        ("in.csv", "内容\n征地补偿".encode(), "no column 'text', only 内容"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused_whole(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    _, err, code = run(tmp_path / name)
    assert code == 1
    assert said in err


def test_lines_that_are_no_object_are_bad_rows(tmp_path):
    path = tmp_path / "in.jsonl"
    deep = "[" * 100_000
    path.write_text(f'{json.dumps({"text": TEXT})}\nnot json\n[1]\n{deep}\n"text"\n', encoding="utf-8")
    out, err, _ = run(path)
    assert "1 imported, 0 already there, 4 bad" in out
    assert err.count("not a JSON object") == 4


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"text": ""}, "text is empty"),
        ({"text": None}, "text is empty"),
        ({"text": ["a"]}, "text is not a text"),
        ({"text": "长" * 5001}, "text has 5,001 characters, more than 5,000"),
        ({"text": f"{TEXT}\ud83d"}, "text has broken characters"),
        ({"id": "1" * 101}, "id has 101 characters, more than 100"),
        ({"subject": "题" * 121}, "subject has 121 characters, more than 120"),
        ({"area": "990000"}, "area '990000' is no code of the register"),
        ({"city": "长沙市"}, "city '长沙市' is not in the register"),
        ({"city": "深圳", "county": "天河区"}, "county '天河区' is not in the register"),
        ({"county": "岳麓区"}, "county '岳麓区' is not in the register"),
        ({"unit": "440106-lnad"}, "unit '440106-lnad' is no code of the register"),
        ({"channel": "fax"}, "channel 'fax' is none of web, counter, letter, phone, file, api, email, sms"),
        ({"sent_at": "2026-11-23 10:01"}, "sent_at lies in the future"),
        ({"sent_at": "1914-03-09"}, "sent_at is before 2000"),
        ({"sent_at": "0001-01-01"}, "sent_at is before 2000"),
        ({"phone": "13800138000"}, "phone without a name: they are sealed together"),
        ({"phone": "12", "name": "陈某"}, "phone is no number that can be dialled"),
    ],
)
def test_every_mistake_has_its_reason(values, reason):
    assert reason_for(**values) == reason
    assert Case.objects.exists() is (not reason)


def test_control_characters_are_dropped():
    assert reason_for(text=f"{TEXT}\x00\x00\r\n\x1b第二行\t完") == ""
    assert Case.objects.get().story == f"{TEXT}\n第二行\t完"


def test_a_place_may_be_given_by_name_or_by_a_code_of_its_time():
    outcomes_of(
        {"text": f"{TEXT}1", "city": "广州", "county": "天河"},
        {"text": f"{TEXT}2", "city": "東莞市"},
        {"text": f"{TEXT}3", "county": "五华县"},
        {"text": f"{TEXT}4", "area": 440183, "sent_at": "2013-12-01"},
        {"text": f"{TEXT}5"},
    )
    assert list(Case.objects.order_by("pk").values_list("area__code", flat=True)) == [
        "440106",
        "441900",
        "441424",
        "440183",
        "440000",
    ]


def test_the_unit_complained_of_is_shut_out_from_the_start():
    outcomes_of(
        {"text": f"{TEXT}1", "area": "440106", "unit": "440106-land"},
        {"text": f"{TEXT}2", "area": "440106", "unit": "广州市天河区国土资源局"},
        {"text": f"{TEXT}3", "area": "440106", "unit": "某镇征地办", "person": "主任"},
        {"text": f"{TEXT}4", "area": "440106", "unit": "440100-commission"},
    )
    by_code, by_name, in_words, passed_up = Case.objects.order_by("pk")
    assert by_code.accused.get().unit.code == "440106-land"
    assert by_name.accused.get().unit.code == "440106-land"
    assert in_words.accused.get().unit_text == "某镇征地办"
    assert in_words.accused.get().person_text == "主任"
    assert passed_up.desk.code == "440000-commission"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2014/3/9 8:05", datetime(2014, 3, 9, 8, 5, tzinfo=CHINA)),
        ("2014年3月9日 8时5分", datetime(2014, 3, 9, 8, 5, tzinfo=CHINA)),
        ("2014-03-09T00:05:00Z", datetime(2014, 3, 9, 8, 5, tzinfo=CHINA)),
        ("2014.3.9", datetime(2014, 3, 9, tzinfo=CHINA)),
        ("20140309", datetime(2014, 3, 9, tzinfo=CHINA)),
        ("2014/2/30", None),
        ("yesterday", None),
        (41707, None),
    ],
)
def test_dates_are_read_as_people_write_them(written, meant):
    assert parse_moment(written) == meant


@settings(max_examples=60, deadline=timedelta(seconds=2), suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(
        st.sampled_from(
            ["id", "text", "subject", "area", "city", "sent_at", "unit", "person", "name", "phone"]
        ),
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.floats(),
            st.text(max_size=40),
            st.lists(st.integers()),
        ),
    )
)
def test_no_content_of_a_row_stops_the_import(values):
    (outcome,) = outcomes_of({"text": TEXT} | values)
    assert outcome.fate == Fate.BAD or not outcome.reason
