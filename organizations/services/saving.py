"""Writing only what differs, many rows in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class Counts:
    """How many rows of one kind the files hold, and how many of them had to be written."""

    total: int = 0
    created: int = 0
    changed: int = 0
    removed: int = 0

    @property
    def written(self) -> int:
        """Rows touched in the database."""
        return self.created + self.changed + self.removed


def save_differences(
    wanted: Sequence[Model],
    *,
    known: QuerySet,
    key: tuple[str, ...],
    fields: tuple[str, ...],
    remove_others: bool = False,
) -> Counts:
    """Insert what is missing among the `known` rows and update what differs; each then has its primary key.

    `key` and `fields` are attribute names; the key must be unique in the database. With `remove_others` the
    known rows that nobody wants are deleted first. Rows are written in the order given, updates before
    inserts, so that one tenure can end in the same load in which the next begins.
    """
    existing = {_values(row, key): row for row in known}
    fresh, different = [], []
    for row in wanted:
        found = existing.pop(_values(row, key), None)
        if found is None:
            fresh.append(row)
            continue
        row.pk = found.pk
        if _values(row, fields) != _values(found, fields):
            different.append(row)
    gone = [row.pk for row in existing.values()] if remove_others else []
    if gone:
        known.model._default_manager.filter(pk__in=gone).delete()
    if different or fresh:
        known.model._default_manager.bulk_create(
            [*different, *fresh],
            update_conflicts=True,
            unique_fields=_field_names(key),
            update_fields=_field_names(fields),
            batch_size=1000,
        )
    return Counts(total=len(wanted), created=len(fresh), changed=len(different), removed=len(gone))


def _values(row: Model, names: tuple[str, ...]) -> tuple:
    """The row's values under these attribute names, comparable."""
    return tuple(getattr(row, name) for name in names)


def _field_names(names: tuple[str, ...]) -> list[str]:
    """The model's field names for attribute names: area_id is the column of area."""
    return [name.removesuffix("_id") for name in names]
