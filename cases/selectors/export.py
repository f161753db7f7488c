"""Cases as lines of a file: the columns of the list; no story, nobody accused."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet

from cases.models import Case
from cases.selectors.columns import Column, fields_of, with_columns
from cases.selectors.rows import for_rows, rows_of
from organizations.models import Unit

# So many rows are read from the database at a time.
CHUNK = 2000


def export_lines(cases: QuerySet[Case], *, columns: Sequence[Column], at: datetime) -> Iterator[list[str]]:
    """A line of heads, then one for each case in the order given, in the language of the reader."""
    yield [str(column.label) for column in columns]
    says = [column.words for column in columns]
    units = {unit.pk: unit.label for unit in Unit.objects.only("name", "name_hant", "name_en").order_by()}
    found = with_columns(for_rows(cases, also=fields_of(columns), knows_units=True), columns)
    for row in rows_of(found.iterator(chunk_size=CHUNK), at=at, units=units):
        yield [words(row) for words in says]
