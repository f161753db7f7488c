"""What an entry of the audit says in the words of its reader: names of columns, choices, units and people instead of numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import Field, Model
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from audit.models import AuditEntry
from audit.services import watched_tables
from organizations.models import Area, Person, Post, Sector, Unit

# Whose names may stand there: the register and who signs in. Of everything else, cases above all, the number alone.
NAMED = (Area, Person, Post, Sector, Unit, User)
LONGEST = 80
# The name of a record, by its model and number.
Names = Mapping[tuple[type[Model], int], str]


@dataclass(frozen=True)
class Change:
    """One column before and after; ``is_kept`` is false where the audit knows only that it has changed."""

    label: str
    before: str = ""
    after: str = ""
    is_kept: bool = True


def models_by_table() -> dict[str, type[Model]]:
    """The models whose changes the database writes down, by their tables."""
    return {
        model._meta.db_table: model for model in apps.get_models() if model._meta.db_table in watched_tables()
    }


def put_in_words(entries: Iterable[AuditEntry]) -> None:
    """Give each entry ``in_words`` (its changes) and ``record`` (what was changed), with a statement for each kind of name."""
    entries, models = list(entries), models_by_table()
    names = _names(entries, models)
    for entry in entries:
        model = models.get(entry.table)
        entry.record = names.get((model, _number(entry.row)), f"№ {entry.row}")
        changed = (_change(model, column, values, names) for column, values in entry.changes.items())
        entry.in_words = sorted(changed, key=lambda change: change.label)


def _fields(model: type[Model] | None) -> dict[str, Field]:
    return {field.column: field for field in model._meta.concrete_fields} if model else {}


def _names(entries: list[AuditEntry], models: Mapping[str, type[Model]]) -> Names:
    wanted = defaultdict(set)
    for entry in entries:
        model = models.get(entry.table)
        if model in NAMED and (number := _number(entry.row)):
            wanted[model].add(number)
        for column, values in entry.changes.items():
            field = _fields(model).get(column)
            if values and field is not None and field.related_model in NAMED:
                wanted[field.related_model].update(value for value in values if isinstance(value, int))
    return {
        (model, pk): str(row)
        for model, numbers in wanted.items()
        for pk, row in model._default_manager.in_bulk(numbers).items()
    }


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _change(model: type[Model] | None, column: str, values: list | None, names: Names) -> Change:
    field = _fields(model).get(column)
    label = str(capfirst(field.verbose_name)) if field is not None and _has_words(field) else column
    if values is None:
        return Change(label, is_kept=False)
    before, after = (_value(field, value, names) for value in values)
    return Change(label, before, after)


def _has_words(field: Field) -> bool:
    """Whether somebody has given the column a name of its own; one that was made from the code is no word."""
    return isinstance(field.verbose_name, Promise)


def _value(field: Field | None, value, names: Names) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return _short(_(", ").join(_value(field, part, names) for part in value))
    if field is not None and field.related_model is not None:
        return names.get((field.related_model, value), f"№ {value}")
    words = dict(field.flatchoices).get(value) if field is not None and field.choices else None
    return str(words) if words is not None else _short(_moment(field, value) or str(value))


def _moment(field: Field | None, value) -> str:
    """A moment in the clock of the reader."""
    if field is None or field.get_internal_type() != "DateTimeField" or not isinstance(value, str):
        return ""
    moment: datetime | None = parse_datetime(value)
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment and timezone.is_aware(moment) else ""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
