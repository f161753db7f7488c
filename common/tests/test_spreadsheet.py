"""Files for spreadsheet programs: nothing in them is worked out as a formula, and Chinese is recognised."""

import csv
from io import BytesIO, StringIO

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from common.spreadsheet import (
    LINES_AT_ONCE,
    csv_download,
    csv_lines,
    harmless,
    table_download,
    xlsx_file,
)

ROWS = [
    ["编号", "诉求"],
    ["2026-0000001", '=HYPERLINK("http://127.0.0.1","点我")'],
    ["2026-0000002", '征地，"补偿"\n未到'],
]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_what_a_program_would_work_out_is_made_harmless(start):
    assert harmless([f"{start}1+1"]) == [f"'{start}1+1"]


@pytest.mark.parametrize("words", ["", "征地补偿", "3-5月", "2026-0000001"])
def test_other_words_stay_as_they_are(words):
    assert harmless([words]) == [words]


def test_a_csv_reads_back_line_by_line():
    text = "".join(csv_lines(ROWS))
    assert text.startswith("\ufeff编号")
    read = list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))
    assert read[1] == ["2026-0000001", "'" + ROWS[1][1]]
    assert read[2] == ROWS[2]


@pytest.mark.parametrize("count", [0, 1, LINES_AT_ONCE, LINES_AT_ONCE + 1])
def test_no_line_is_lost_between_two_pieces(count):
    numbers = [[str(number)] for number in range(count)]
    text = "".join(csv_lines(numbers)).removeprefix("\ufeff")
    assert list(csv.reader(StringIO(text, newline=""))) == numbers


def test_a_workbook_holds_text_and_no_formula():
    sheet = load_workbook(BytesIO(xlsx_file(ROWS, sheet="案件").read()))["案件"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0] == ROWS[0]
    assert cells[1][1] == "'" + ROWS[1][1]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


def test_a_file_is_written_in_the_language_of_whoever_asked_although_it_is_read_later():
    with translation.override("zh-hans"):
        answer = csv_download(([_("Unit")] for _row in range(1)), name="units")
    with translation.override("en"):
        assert answer.getvalue().decode() == "\ufeff单位\r\n"
    assert answer["Content-Disposition"] == 'attachment; filename="units.csv"'


@pytest.mark.parametrize("kind", ["", "csv", "pdf"])
def test_whoever_asks_for_no_workbook_gets_a_csv(kind):
    answer = table_download(ROWS, name="cases", sheet="案件", kind=kind)
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "text/csv; charset=utf-8",
        'attachment; filename="cases.csv"',
    )


def test_whoever_asks_for_a_workbook_gets_one():
    answer = table_download(ROWS, name="cases", sheet="案件", kind="xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="cases.xlsx"'
    assert load_workbook(BytesIO(answer.getvalue()))["案件"]["A1"].value == "编号"
