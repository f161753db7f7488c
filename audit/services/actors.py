"""Telling the database on whose behalf it is asked to change something."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.apps import apps
from django.db import connection

from accounts.models import User
from common.triggers import Audited

_CHANGE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


@cache
def watched_tables() -> frozenset[str]:
    """The tables whose changes the database writes down."""
    return frozenset(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if any(isinstance(trigger, Audited) for trigger in getattr(model._meta, "triggers", ()))
    )


_ACTOR: ContextVar[User | Callable[[], User | None] | None] = ContextVar("actor", default=None)


@contextmanager
def acting_as(actor: User | Callable[[], User | None] | None) -> Iterator[None]:
    """Whatever changes within is put down to this user. A function is only asked when a watched table is changed.

    The setting goes out with the statement and holds for its transaction alone: it costs no statement of its own, and a
    connection that somebody else uses next doesn't keep it.
    """
    token = _ACTOR.set(actor)
    try:
        if _name_actor in connection.execute_wrappers:
            yield
        else:
            with connection.execute_wrapper(_name_actor):
                yield
    finally:
        _ACTOR.reset(token)


def _name_actor(execute, sql, params, many, context):
    found = None if many or not isinstance(sql, str) else _CHANGE.match(sql)
    if found is None or found.group(1) not in watched_tables():
        return execute(sql, params, many, context)
    actor = _ACTOR.get()
    user = actor() if callable(actor) else actor
    number = "" if user is None or user.pk is None else int(user.pk)
    return execute(f"SELECT set_config('audit.actor', '{number}', true); {sql}", params, many, context)
