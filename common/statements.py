"""Questions that every request asks, put into SQL once for each process.

Django builds the statement from its objects each time anew, which takes longer than its answer. What differs from one time to
the next is left open and filled in when it is asked. For parts of questions see ``conditions``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL


@dataclass(frozen=True)
class _Gap:
    name: str


def given(name: str) -> RawSQL:
    """A value that is named when the question is asked."""
    return RawSQL("%s", (_Gap(name),))


def any_of(name: str) -> RawSQL:
    """The ids of a list that is named when the question is asked; it may be empty."""
    return RawSQL("SELECT unnest(%s::bigint[])", (_Gap(name),))


class Statement:
    """A question with gaps: ``ask`` gives it as a queryset of values (``values_list``), with ``given`` where a value belongs."""

    def __init__(self, ask: Callable[[], QuerySet]):
        self._ask = ask

    def rows(self, **values) -> list[tuple]:
        """The answer; raises KeyError when a gap isn't filled."""
        text, parameters, converters = self._written
        connection = connections[DEFAULT_DB_ALIAS]
        with connection.cursor() as cursor:
            filled = [values[each.name] if isinstance(each, _Gap) else each for each in parameters]
            cursor.execute(text, filled)
            rows = cursor.fetchall()
        for place, (convert, expression) in converters.items():
            for number, row in enumerate(rows):
                cells = list(row)
                for step in convert:
                    cells[place] = step(cells[place], expression, connection)
                rows[number] = tuple(cells)
        return rows

    @cached_property
    def _written(self) -> tuple[str, tuple, dict]:
        compiler = self._ask().query.get_compiler(DEFAULT_DB_ALIAS)
        text, parameters = compiler.as_sql()
        return text, tuple(parameters), compiler.get_converters([column for column, *_ in compiler.select])
