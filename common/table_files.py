"""Reading a table from a file row by row, whatever its format; a row that can't be read says why."""

import codecs
import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import IO, Any, TextIO

from django.core.files.uploadedfile import UploadedFile
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

FORMATS = (".jsonl", ".csv", ".xlsx")
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
CHUNK = 1 << 20
# So many characters beyond ASCII tell the encoding; of GB18030 that is read as UTF-8 nearly all are broken.
TELLING = 20_000
BROKEN_SHARE = 0.05


# What a workbook may hold when it is unpacked: far more than the rows that are taken, far less than would harm.
MOST_UNPACKED = 100 * 1024 * 1024


class UnreadableFile(Exception):
    """The file as a whole can't be read; the message says why."""


class TooManyRows(Exception):
    """There are more rows in it than are taken at once."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row: the line where it begins (in a sheet its number), its cells by column, and what is wrong."""

    line: int
    values: Mapping[str, Any]
    problem: str = ""


@dataclass(frozen=True)
class _Source:
    """Where the bytes come from: a path, or what was sent and lies in memory alone."""

    path: PurePath
    sent: IO[bytes] | None

    @property
    def name(self) -> str:
        return self.path.name

    def open(self) -> IO[bytes]:
        """The bytes from their beginning, unpacked; what was sent stays open for the next reader."""
        is_packed = self.path.suffix.lower() == ".gz"
        if self.sent is None:
            return (gzip.open if is_packed else open)(self.path, "rb")
        self.sent.seek(0)
        content = io.BytesIO(self.sent.read())
        return gzip.open(content, "rb") if is_packed else content


def read_rows(path: PurePath, sent: IO[bytes] | None = None) -> Iterator[SourceRow]:
    """The rows of a .jsonl, .csv or .xlsx file, the first two also as .gz; empty rows are left out.

    Text may be UTF-8 with or without a byte order mark, or GB18030 (so also GBK). Of a workbook the first sheet
    is read, with the results of its formulas. Bytes that fit no character arrive as lone surrogates, so that only
    their row is refused. With ``sent`` nothing is read from the disk: ``path`` is only the name of what was sent.
    Raises UnreadableFile.
    """
    readers = {".jsonl": _read_jsonl, ".csv": _read_csv, ".xlsx": _read_xlsx}
    kind = path.with_suffix("").suffix if path.suffix.lower() == ".gz" else path.suffix
    if kind.lower() not in readers or path.name.lower().endswith(".xlsx.gz"):
        raise UnreadableFile(f"{path.name} is none of {', '.join(FORMATS)} (the first two also as .gz)")
    try:
        yield from readers[kind.lower()](_Source(path, sent))
    except UnreadableFile:
        raise
    except Exception as problem:  # whatever a parser says of a damaged file, it is no fault of ours
        raise UnreadableFile(f"{path.name} can't be read: {problem}") from problem


def rows_of_table(sent: UploadedFile, *, most: int, most_bytes: int) -> list[SourceRow]:
    """The rows of a CSV or XLSX file that somebody has sent, all of them; raises UnreadableFile and TooManyRows."""
    path = PurePath(sent.name)
    if sent.size > most_bytes:
        raise UnreadableFile(f"{path.name} is too large")
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise UnreadableFile(f"{path.name} is neither CSV nor XLSX")
    if path.suffix.lower() == ".xlsx":
        _check_size(path.name, sent)
    rows: list[SourceRow] = []
    for row in read_rows(path, sent):
        rows.append(row)
        if len(rows) > most:
            raise TooManyRows
    return rows


def _check_size(name: str, sent: IO[bytes]) -> None:
    """A small file that unpacks to a very large one would take the memory of everybody."""
    try:
        with zipfile.ZipFile(sent) as book:
            size = sum(part.file_size for part in book.infolist())
    except zipfile.BadZipFile:
        raise UnreadableFile(name) from None
    if size > MOST_UNPACKED:
        raise UnreadableFile(name)
    sent.seek(0)


def rename_columns(rows: Iterable[SourceRow], names: Mapping[str, str]) -> Iterator[SourceRow]:
    """The same rows with some columns called otherwise; ``names`` maps the file's name to ours."""
    for row in rows:
        yield replace(row, values={names.get(name, name): value for name, value in row.values.items()})


def _read_jsonl(source: _Source) -> Iterator[SourceRow]:
    with _open_text(source) as lines:
        for line, text in enumerate(lines, start=1):
            if not text.strip():
                continue
            try:
                values = json.loads(text)
            except (ValueError, RecursionError):
                yield SourceRow(line, {}, "not a JSON object")
                continue
            if isinstance(values, dict):
                yield SourceRow(line, values)
            else:
                yield SourceRow(line, {}, "not a JSON object")


def _read_csv(source: _Source) -> Iterator[SourceRow]:
    with _open_text(source, newline="") as lines:
        # Strict, so that a forgotten quotation mark is reported instead of swallowing the rows below it.
        reader = csv.reader(lines, strict=True)
        header: list[str] = []
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as problem:
                yield SourceRow(line, {}, f"not CSV up to line {reader.line_num}: {problem}")
                continue
            if not any(cell.strip() for cell in cells):
                continue
            if header:
                yield _row(line, header, cells)
            else:
                header = _header(cells)


def _read_xlsx(source: _Source) -> Iterator[SourceRow]:
    with source.open() as content, closing(load_workbook(content, read_only=True, data_only=True)) as book:
        sheet = book.worksheets[0]
        # Some programs write a wrong size into the sheet, and rows beyond it would be missing.
        sheet.reset_dimensions()
        header: list[str] = []
        for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            if all(cell is None or not str(cell).strip() for cell in cells):
                continue
            if header:
                yield _row(line, header, [_without_escapes(cell) for cell in cells])
            else:
                header = _header(["" if cell is None else str(cell) for cell in cells])


def _without_escapes(cell: Any) -> Any:
    """Excel writes a carriage return inside a cell as _x000D_."""
    return unescape(cell) if isinstance(cell, str) else cell


def _header(cells: Sequence[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    twice = {name for name in names if name and names.count(name) > 1}
    if twice:
        raise UnreadableFile(f"these columns stand twice: {', '.join(sorted(twice))}")
    return names


def _row(line: int, header: list[str], cells: Sequence[Any]) -> SourceRow:
    if any(str(cell or "").strip() for cell in cells[len(header) :]):
        return SourceRow(line, {}, f"{len(cells)} cells under {len(header)} columns")
    return SourceRow(line, {name: cell for name, cell in zip(header, cells, strict=False) if name})


def _open_text(source: _Source, newline: str | None = None) -> TextIO:
    encoding = _encoding_of(source)
    return io.TextIOWrapper(source.open(), encoding=encoding, errors="surrogateescape", newline=newline)


def _encoding_of(source: _Source) -> str:
    """UTF-8, or GB18030 when the bytes make no sense as UTF-8; one broken byte alone doesn't decide it."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    beyond_ascii = broken = 0
    with source.open() as content:
        while beyond_ascii < TELLING and (chunk := content.read(CHUNK)):
            if chunk.startswith(UTF16_MARKS):
                raise UnreadableFile(f"{source.name} is in UTF-16: save it as CSV in UTF-8")
            text = decoder.decode(chunk)
            beyond_ascii += len(text) - len(text.encode("ascii", "ignore"))
            broken += text.count("\ufffd")
    return "gb18030" if broken > beyond_ascii * BROKEN_SHARE else "utf-8-sig"
