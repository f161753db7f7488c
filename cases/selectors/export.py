"""Cases as lines of a file: the columns of the list; no story, nobody accused."""

from collections import namedtuple
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from cases.models import Case
from cases.selectors.columns import Column, fields_of, with_columns
from cases.selectors.rows import SHOWN, rows_of
from organizations.models import Unit

# So many rows are read from the database at a time.
CHUNK = 2000


def export_lines(cases: QuerySet[Case], *, columns: Sequence[Column], at: datetime) -> Iterator[list[str]]:
    """A line of heads, then one for each case in the order given, in the language of the reader."""
    yield [str(column.label) for column in columns]
    says = [column.words for column in columns]
    for row in rows_of(_read(with_columns(cases, columns), fields_of(columns)), at=at):
        yield [words(row) for words in says]


class _Named(NamedTuple):
    """A unit, by its name in the language of the reader."""

    label: str


def _read(cases: QuerySet[Case], also: Sequence[str]) -> Iterator:
    """The cases as rows of the database, read a chunk at a time: to make a ``Case`` of each takes longer than all its words.

    A row answers to the names of a case. Its units are known already, so their columns (``desk__name``) are left out.
    """
    own = [name for name in also if "__" not in name]
    names = ("pk", *SHOWN, "responsible_id", *own, *cases.query.annotation_select)
    units = Unit.objects.only("name", "name_hant", "name_en").order_by()
    make = _row_of(names, {unit.pk: _Named(unit.label) for unit in units})._make
    return map(make, cases.values_list(*names).iterator(chunk_size=CHUNK))


def _row_of(names: Sequence[str], units: Mapping[int, _Named]) -> type:
    class Row(namedtuple("Row", names)):
        """What of a case stands in a file, under the names that it has there."""

        __slots__ = ()
        number, due_on = Case.number, Case.due_on
        desk = property(lambda self: units[self.desk_id])
        responsible = property(lambda self: units[self.responsible_id])

    return Row
