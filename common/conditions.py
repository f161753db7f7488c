"""Conditions that every page asks several times, put into SQL once for each process.

Django builds a condition from its objects each time anew and then puts it into SQL: for *what may this user read* some
eight milliseconds a time, more than the database needs to answer. The text is the same as long as what it was made from is
the same, so it is kept by that.
"""

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import lru_cache

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import DEFAULT_DB_ALIAS
from django.db.models import BooleanField, F, Func, QuerySet

KEPT = 4096
ROW = "the_row"
# How Django calls the tables of subqueries: U0, V12. Within another question they would be taken for that one's tables.
INNER = re.compile(r"\b([A-Z]{1,2}\d+)\b")


class Written(Func):
    """A condition on the rows of one table, as SQL: ``parts`` is the text, cut where the name of the row belongs."""

    conditional = True

    def __init__(self, parts: tuple[str, ...], values: tuple):
        super().__init__(F("pk"), output_field=BooleanField())
        self.parts, self.values = parts, values

    def as_sql(self, compiler, connection, **context):
        """The text with the name that the row has in the question it is part of."""
        (key,) = self.source_expressions
        name = compiler.quote_name_unless_alias(key.alias)
        return f"({name.join(self.parts)})", list(self.values)


@dataclass(frozen=True)
class Asked:
    """A question that is known by what it is made from: two with the same origin are the same, however they are asked."""

    made_from: Hashable
    rows: Callable[[], QuerySet] = field(compare=False)


def written(made_from: Hashable, rows: Callable[[], QuerySet]) -> Written | None:
    """The condition by which these rows are found; None when there can't be any.

    ``made_from``: everything on which the condition depends; the same gives the same text without asking ``rows`` again.
    Raises ValueError for rows that are found by a join, which a condition on one table can't say.
    """
    return _written(Asked(made_from, rows))


@lru_cache(maxsize=KEPT)
def _written(asked: Asked) -> Written | None:
    query = asked.rows().order_by().query.clone()
    tables = [table for table, used in query.alias_refcount.items() if used]
    if len(tables) > 1:
        raise ValueError(f"found by a join: {', '.join(tables)}")
    query.change_aliases({query.get_initial_alias(): ROW})
    try:
        text, values = query.get_compiler(DEFAULT_DB_ALIAS).compile(query.where)
    except EmptyResultSet:
        return None
    except FullResultSet:
        text, values = "TRUE", ()
    parts = INNER.sub(r"inner_\1", text).split(f"{ROW}.")
    return Written(tuple(f".{part}" if number else part for number, part in enumerate(parts)), tuple(values))
