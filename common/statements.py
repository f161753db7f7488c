"""Questions that every request asks, put into SQL once for each process.

Django builds the statement from its objects each time anew, which takes longer than its answer. What differs from one time to
the next is left open and filled in when it is asked. For parts of questions see ``conditions``.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import get_related_populators
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

from common.conditions import Asked


@dataclass(frozen=True)
class _Gap:
    name: str


def given(name: str) -> RawSQL:
    """A value that is named when the question is asked."""
    return RawSQL("%s", (_Gap(name),))


def any_of(name: str, *, kind: str = "bigint") -> RawSQL:
    """The ids of a list that is named when the question is asked, or values of another ``kind``; it may be empty."""
    return RawSQL(f"SELECT unnest(%s::{kind}[])", (_Gap(name),))


class Statement:
    """A question with gaps: ``ask`` gives it as a queryset, with ``given`` where a value belongs."""

    def __init__(self, ask: Callable[[], QuerySet]):
        self._ask = ask

    def put_into_sql(self) -> "Statement":
        """The same statement, written now and not when it is first asked."""
        self._written  # noqa: B018
        return self

    def rows(self, **values) -> list[tuple]:
        """The answer as the columns that are asked for (``values_list``); raises KeyError when a gap isn't filled."""
        written = self._written
        if written is None:
            return []
        parameters = [values[one.name] if isinstance(one, _Gap) else one for one in written.parameters]
        connection = connections[DEFAULT_DB_ALIAS]
        with connection.cursor() as cursor:
            cursor.execute(written.text, parameters)
            rows = cursor.fetchall()
        if not written.converters:
            return rows
        compiler = written.query.get_compiler(connection=connection)
        return [tuple(row) for row in compiler.apply_converters(rows, written.converters)]

    def objects(self, **values) -> list:
        """The answer as objects of the model, with what is read along in the same statement; nothing is prefetched."""
        return [self._written.made(row) for row in self.rows(**values)]

    @cached_property
    def _written(self) -> "_Written | None":
        return _write(self._ask())


KEPT = 512


@lru_cache(maxsize=KEPT)
def _statement(asked: Asked) -> Statement:
    return Statement(asked.rows).put_into_sql()


def statement_for(made_from: Hashable, ask: Callable[[], QuerySet]) -> Statement:
    """The statement of a question that isn't the same for everybody, put into SQL once for everything that it is made from.

    ``made_from``: all on which the question depends; the same gives the same statement without calling ``ask`` again.
    """
    return _statement(Asked(made_from, ask))


@dataclass(frozen=True)
class _Written:
    """A question in SQL, and how a row of its answer becomes an object; ``query`` knows how values are converted."""

    text: str
    parameters: tuple
    query: Query
    converters: dict
    made: Callable[[tuple], Model] | None


def _write(asked: QuerySet) -> _Written | None:
    """None for what nothing can ever fit."""
    compiler = asked.query.get_compiler(DEFAULT_DB_ALIAS)
    try:
        text, parameters = compiler.as_sql()
    except EmptyResultSet:
        return None
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    made = _making(compiler) if compiler.klass_info else None
    return _Written(text, tuple(parameters), asked.query, converters, made)


def _making(compiler: SQLCompiler) -> Callable[[tuple], Model]:
    """How Django makes an object of a row: its columns, the objects read along, and what was added."""
    kind, places = compiler.klass_info["model"], compiler.klass_info["select_fields"]
    own = slice(places[0], places[-1] + 1)
    names = [column.target.attname for column, *_ in compiler.select[own]]
    along = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)
    added = tuple((compiler.annotation_col_map or {}).items())

    def made(row: tuple) -> Model:
        found = kind.from_db(DEFAULT_DB_ALIAS, names, row[own])
        for one in along:
            one.populate(row, found)
        for name, place in added:
            setattr(found, name, row[place])
        return found

    return made
