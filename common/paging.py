"""Pages by key: a page begins after the last row of the one before, so a deep page costs what the first one costs."""

import base64
import binascii
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connection
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

LONGEST_CURSOR = 300
# The database knows no text with these: the empty character, and half of a sign.
_NEVER_STORED = re.compile(r"[\0\ud800-\udfff]")


class BadCursor(ValueError):
    """The cursor wasn't made by this module, or was made for another order."""


@dataclass(frozen=True)
class KeyPage:
    """The rows of one page, and the cursors of its neighbours (empty where there is none)."""

    rows: list = field(default_factory=list)
    previous: str = ""
    next: str = ""


def page_by_key(
    queryset: QuerySet, *, order: tuple[str, ...], size: int, after: str = "", before: str = ""
) -> KeyPage:
    """One page of the rows in that order: the first, the one after a cursor, or the one before a cursor.

    ``order`` names columns of the model, each never null, the last one unique; a leading minus turns one round. A cursor
    that can't be read gives the first page, and so does one that has nothing left on its side.
    """
    names = tuple(name.removeprefix("-") for name in order)
    try:
        if before:
            turned = tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)
            rows = _rows(queryset, turned, _values(queryset, names, before), size)
            if len(rows) > size:
                rows = rows[size - 1 :: -1]
                return KeyPage(rows, previous=_cursor(rows[0], names), next=_cursor(rows[-1], names))
        elif after:
            rows = _rows(queryset, order, _values(queryset, names, after), size)
            if rows:
                return KeyPage(
                    rows[:size],
                    previous=_cursor(rows[0], names),
                    next=_cursor(rows[size - 1], names) if len(rows) > size else "",
                )
    except BadCursor:
        pass
    rows = _rows(queryset, order, None, size)
    return KeyPage(rows[:size], next=_cursor(rows[size - 1], names) if len(rows) > size else "")


def page_links(page: KeyPage, query: QueryDict) -> dict[str, str]:
    """The addresses of the neighbouring pages for the pager, with everything else in the address kept."""
    return {
        "previous_url": _link(query, before=page.previous) if page.previous else "",
        "next_url": _link(query, after=page.next) if page.next else "",
    }


def count_up_to(queryset: QuerySet, limit: int) -> int:
    """How many rows there are, counting no further than ``limit``, so that it stays cheap on any table."""
    return queryset.order_by()[:limit].count()


def counts_up_to(asked: Iterable[tuple[QuerySet, int]]) -> list[int]:
    """The same for several pairs of question and limit, in one statement."""
    parts, params, places = [], [], []
    for queryset, limit in asked:
        try:
            sql, values = queryset.order_by().values("pk")[:limit].query.sql_with_params()
        except EmptyResultSet:
            places.append(None)
            continue
        places.append(len(parts))
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS asked)")
        params += values
    if not parts:
        return [0 for _place in places]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        counted = cursor.fetchone()
    return [0 if place is None else counted[place] for place in places]


def _rows(queryset: QuerySet, order: tuple[str, ...], values: tuple | None, size: int) -> list:
    """One row more than a page, to know whether there is another."""
    if values is not None:
        queryset = queryset.filter(_beyond(order, values))
    return list(queryset.order_by(*order)[: size + 1])


def _beyond(order: tuple[str, ...], values: tuple) -> Q:
    """The rows behind the key; the plain bound on the first column lets an index begin there."""
    beyond, same = Q(), Q()
    for name, value in zip(order, values, strict=True):
        beyond |= same & Q(_compare(name, value, strictly=True))
        same &= Q((name.removeprefix("-"), value))
    return Q(_compare(order[0], values[0], strictly=False)) & beyond


def _compare(name: str, value, *, strictly: bool) -> tuple:
    operator = "lt" if name.startswith("-") else "gt"
    return f"{name.removeprefix('-')}__{operator}{'' if strictly else 'e'}", value


def _cursor(row, names: tuple[str, ...]) -> str:
    values = [row._meta.get_field(name).value_to_string(row) for name in names]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _values(queryset: QuerySet, names: tuple[str, ...], cursor: str) -> tuple:
    try:
        texts = json.loads(base64.urlsafe_b64decode(cursor[:LONGEST_CURSOR].encode() + b"=="))
        columns = [queryset.model._meta.get_field(name) for name in names]
        values = tuple(column.to_python(text) for column, text in zip(columns, _strings(texts), strict=True))
    except (ValueError, binascii.Error, ValidationError) as problem:
        raise BadCursor(cursor) from problem
    if any(value is None or (isinstance(value, datetime) and timezone.is_naive(value)) for value in values):
        raise BadCursor(cursor)
    return values


def _strings(texts) -> list[str]:
    if not isinstance(texts, list) or not all(
        isinstance(text, str) and not _NEVER_STORED.search(text) for text in texts
    ):
        raise BadCursor("no list of words")
    return texts


def _link(query: QueryDict, **cursor: str) -> str:
    kept = query.copy()
    for name in ("after", "before"):
        kept.pop(name, None)
    kept.update(cursor)
    return f"?{kept.urlencode()}"
