"""What stands in a record, in the words of whoever reads it."""

from typing import Any

from django.utils.translation import gettext as _

from registers.choices import Column, Kind
from registers.models import Record
from registers.rules import from_json, masked


def shown(column: Column, kept: Any, *, is_public: bool = False) -> str:
    """One cell; nothing where it is empty. On a public page a household's number is masked."""
    value = from_json(column.kind, kept)
    if value is None or value == []:
        return ""
    if is_public and column.is_masked:
        return masked(str(value))
    match column.kind:
        case Kind.MONEY:
            return f"{value:,.2f}"
        case Kind.NUMBER:
            return f"{value:,}"
        case Kind.YESNO:
            return _("Yes") if value else _("No")
        case Kind.CHOICE:
            return str(column.labels.get(value, value))
        case Kind.NAMES:
            return _("; ").join(value)
        case Kind.MONTH:
            return f"{value:%Y-%m}"
        case _:
            return str(value)


def cells_of(record: Record, columns: tuple[Column, ...], *, is_public: bool = False) -> list[dict]:
    """The cells under these columns, each with the word above it."""
    return [
        {
            "label": column.label,
            "value": shown(column, record.cells.get(column.name), is_public=is_public),
            "is_number": column.kind in (Kind.MONEY, Kind.NUMBER, Kind.DAY, Kind.MONTH),
            "is_link": column.kind == Kind.LINK,
        }
        for column in columns
    ]


def title_of(record: Record) -> str:
    """What the record is called: a choice by its word, anything else as it is kept."""
    column = record.row.column(record.row.title)
    return shown(column, record.cells.get(column.name)) or record.number
