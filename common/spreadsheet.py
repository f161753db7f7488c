"""Tables as files for spreadsheet programs: CSV as a stream, XLSX row by row."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from itertools import islice
from typing import IO

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.utils import translation

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Spreadsheet programs recognise Chinese by it.
BYTE_ORDER_MARK = "\ufeff"
# A cell that begins with one of these would be worked out as a formula by whoever opens the file.
FORMULA_STARTS = frozenset("=+-@\t\r\n")
WIDTH = 18
# So many lines of a CSV file are sent at a time: each piece that is sent costs as much as many lines.
LINES_AT_ONCE = 500


def harmless(row: Iterable) -> list[str]:
    """The words of the cells, with an apostrophe before what a spreadsheet program would take for a formula."""
    words = map(str, row)
    return [f"'{cell}" if cell[:1] in FORMULA_STARTS else cell for cell in words]


def csv_lines(rows: Iterable[Sequence]) -> Iterator[str]:
    """The lines of a CSV file, many in each piece, after the mark that Chinese is recognised by."""
    yield BYTE_ORDER_MARK
    lines = map(harmless, rows)
    while some := list(islice(lines, LINES_AT_ONCE)):
        text = StringIO()
        csv.writer(text).writerows(some)
        yield text.getvalue()


def in_language(parts: Iterable[str], language: str) -> Iterator[str]:
    """The parts of a stream in the language of the page, which is over when the server begins to send them."""
    with translation.override(language):
        yield from parts


def xlsx_file(rows: Iterable[Sequence], *, sheet: str) -> BytesIO:
    """A workbook with one sheet, at its beginning: the first row stands still and is bold, every cell is text."""
    file = BytesIO()
    write_xlsx(file, rows, sheet=sheet)
    file.seek(0)
    return file


def write_xlsx(file: str | IO[bytes], rows: Iterable[Sequence], *, sheet: str) -> None:
    """The same into a file or to a path; no more than one row is held in memory."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        page = book.add_worksheet(sheet)
        page.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for number, row in enumerate(rows):
            if not number:
                page.set_column(0, len(row) - 1, WIDTH)
            for place, cell in enumerate(harmless(row)):
                page.write_string(number, place, cell, bold if not number else None)


def csv_download(rows: Iterable[Sequence], *, name: str) -> StreamingHttpResponse:
    """A table as a CSV file of this name (without its ending), read while it is sent, in the language of whoever asks for it."""
    lines = in_language(csv_lines(rows), translation.get_language())
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return StreamingHttpResponse(lines, content_type=CSV_TYPE, headers=headers)


def table_download(rows: Iterable[Sequence], *, name: str, sheet: str, kind: str) -> StreamingHttpResponse:
    """The same as a workbook where ``kind`` is xlsx, with one sheet of this name; as CSV otherwise."""
    if kind != "xlsx":
        return csv_download(rows, name=name)
    book = xlsx_file(rows, sheet=sheet)
    return FileResponse(book, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE)
