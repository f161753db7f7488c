"""Reading the register's CSV files, so that every mistake names its file and line."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

SLUG = re.compile(r"[-a-zA-Z0-9_]+")


class LoadError(Exception):
    """A row that cannot be loaded; the message names the file, the line and what is wrong."""


class Row:
    """One line of a file, with readers that refuse what does not fit."""

    def __init__(self, *, file: str, line: int, values: dict[str, str]):
        self.file = file
        self.line = line
        self.values = values

    def fail(self, problem: str) -> LoadError:
        """The error to raise for this row."""
        return LoadError(f"{self.file}, line {self.line}: {problem}")

    def text(self, column: str, *, limit: int, optional: bool = False) -> str:
        """A text of at most `limit` characters; empty only if `optional`."""
        value = self.values[column].strip()
        if not value and not optional:
            raise self.fail(f"{column} is empty")
        if len(value) > limit:
            raise self.fail(f"{column} is longer than {limit} characters")
        return value

    def slug(self, column: str, *, limit: int) -> str:
        """A code made of Latin letters, digits, hyphens and underscores."""
        value = self.text(column, limit=limit)
        if not SLUG.fullmatch(value):
            raise self.fail(f"{column} {value!r} may hold only letters, digits, - and _")
        return value

    def choice(self, column: str, allowed: Iterable[str]) -> str:
        """One of the allowed words."""
        value = self.values[column].strip()
        if value not in allowed:
            raise self.fail(f"{column} {value!r} is not one of {', '.join(allowed)}")
        return value

    def day(self, column: str, *, optional: bool = False) -> date | None:
        """A day written YYYY-MM-DD; None only if `optional` and empty."""
        value = self.values[column].strip()
        if not value and optional:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise self.fail(f"{column} {value!r} is not a day written YYYY-MM-DD") from None

    def number(self, column: str, kind: type = int) -> int | float:
        """A number of that kind."""
        value = self.values[column].strip()
        try:
            return kind(value)
        except ValueError:
            raise self.fail(f"{column} {value!r} is not a number") from None


def read_rows(folder: Path, file: str, columns: tuple[str, ...], *, key: tuple[str, ...]) -> list[Row]:
    """All rows of a file that must have exactly these columns and no two rows with the same key."""
    path = folder / file
    if not path.is_file():
        raise LoadError(f"{file}: no such file in {folder}")
    rows, seen = [], {}
    for row in _parsed(path, columns):
        identity = tuple(row.values[column].strip() for column in key)
        if identity in seen:
            raise row.fail(f"the same {', '.join(key)} as in line {seen[identity]}")
        seen[identity] = row.line
        rows.append(row)
    return rows


def _parsed(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows as they stand, after checking the header and the number of cells."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines)
        try:
            header = tuple(next(reader, ()))
            if header != columns:
                raise LoadError(f"{path.name}, line 1: the columns must be {','.join(columns)}")
            for cells in reader:
                if not cells:
                    continue
                row = Row(
                    file=path.name, line=reader.line_num, values=dict(zip(columns, cells, strict=False))
                )
                if len(cells) != len(columns):
                    raise row.fail(f"{len(cells)} cells instead of {len(columns)}")
                yield row
        except (csv.Error, UnicodeDecodeError) as error:
            raise LoadError(
                f"{path.name}, line {reader.line_num + 1}: not readable as UTF-8 CSV: {error}"
            ) from None
