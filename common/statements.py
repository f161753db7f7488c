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
from django.db.models.sql import Query


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
        text, parameters, query, converters = self._written
        connection = connections[DEFAULT_DB_ALIAS]
        with connection.cursor() as cursor:
            cursor.execute(text, [values[one.name] if isinstance(one, _Gap) else one for one in parameters])
            rows = cursor.fetchall()
        if not converters:
            return rows
        compiler = query.get_compiler(connection=connection)
        return [tuple(row) for row in compiler.apply_converters(rows, converters)]

    @cached_property
    def _written(self) -> tuple[str, tuple, Query, dict]:
        query = self._ask().query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        text, parameters = compiler.as_sql()
        return (
            text,
            tuple(parameters),
            query,
            compiler.get_converters([column for column, *_ in compiler.select]),
        )
