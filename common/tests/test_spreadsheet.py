"""Files for spreadsheet programs: nothing in them is worked out as a formula, and Chinese is recognised."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from common.spreadsheet import LINES_AT_ONCE, csv_lines, harmless, xlsx_file

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
