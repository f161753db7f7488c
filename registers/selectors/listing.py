"""The list of a register: which records, the numbers above them, and the rows of its file."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.db.models import Count, DecimalField, Prefetch, Q, QuerySet, Sum, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from organizations.selectors import code_prefix
from registers.choices import Figure, FindingState, Kind, Register
from registers.models import Finding, Record
from registers.selectors.marks import Mark
from registers.selectors.words import cells_of, shown, title_of

MONEY = DecimalField(max_digits=20, decimal_places=2)


def records_for(
    user,
    register: Register,
    *,
    area: str = "",
    q: str = "",
    rule: str = "",
    level: str = "",
    alarms: bool = False,
) -> QuerySet[Record]:
    """The records of a register that somebody sees, narrowed by area, number or title, and by alarm or how far up it has come."""
    found = Record.objects.visible_to(user).filter(register=register.name)
    if area:
        found = found.filter(area__code__startswith=code_prefix(area))
    if q:
        found = found.filter(Q(number__icontains=q) | Q(title__icontains=q) | Q(unit__name__icontains=q))
    return found.with_alarm(user, rule=rule, level=level) if alarms or rule or level else found


def with_open_alarms(records: QuerySet[Record], user) -> QuerySet[Record]:
    """With area, unit, and the open alarms that the user may know of."""
    open_ones = Finding.objects.visible_to(user).filter(state=FindingState.OPEN)
    prefetch = Prefetch("findings", queryset=open_ones, to_attr="open_alarms")
    return records.select_related("area", "unit").prefetch_related(prefetch)


def lines_of(records: list[Record], marks: Mapping[int, Mark]) -> list[dict]:
    """The lines of a page of the list, each with how many open cases mark it for whoever looks."""
    return [
        line_of(record) | {"marked": marks[record.unit_id].number if record.unit_id in marks else 0}
        for record in records
    ]


def line_of(record: Record) -> dict:
    """One line of the list: what it is called, whose, its cells, and its alarms in a word."""
    return {
        "record": record,
        "title": title_of(record),
        "cells": cells_of(record, record.row.list_columns),
        "alarms": [record.row.alarm(finding.rule).label for finding in record.open_alarms],
    }


def figures_of(
    register: Register, records: QuerySet[Record], figures: tuple[Figure, ...] | None = None
) -> list[dict]:
    """The numbers above the list (or those given), of the records that are in it; worked out by the database."""
    figures = register.figures if figures is None else figures
    if not figures:
        return []
    asked = {f"figure_{place}": _counted(figure) for place, figure in enumerate(figures)}
    found = records.order_by().aggregate(total=Count("pk"), **asked)
    return [
        {"label": figure.label, "value": _said(register, figure, found[f"figure_{place}"], found["total"])}
        for place, figure in enumerate(figures)
    ]


def file_rows(register: Register, records: QuerySet[Record]) -> Iterator[list[str]]:
    """The rows of the file for spreadsheets, the head first; it can be put right and imported again."""
    yield [
        str(register.number_label),
        _("Area code"),
        _("Code of the responsible unit"),
        *(str(column.label) for column in register.entered),
    ]
    for record in records.select_related("area", "unit").order_by("pk").iterator(chunk_size=500):
        cells = [shown(column, record.cells.get(column.name)) for column in register.entered]
        yield [record.number, record.area.code, record.unit.code, *cells]


def _key(figure: Figure):
    return "group" if figure.column == "group" else KT(f"cells__{figure.column}")


def _counted(figure: Figure):
    match figure.kind:
        case "sum":
            return Coalesce(Sum(Cast(_key(figure), MONEY)), Value(Decimal(0)), output_field=MONEY)
        case "distinct":
            return Count(_key(figure), distinct=True)
        case _:
            wanted = Q()
            for value in figure.among:
                kept = value == "true" if value in ("true", "false") else value
                wanted |= Q(**{f"cells__{figure.column}": kept})
            return Count("pk", filter=wanted)


def _said(register: Register, figure: Figure, value, total: int) -> str:
    if figure.kind == "share":
        return f"{value:,} / {total:,}"
    if figure.of:
        return f"{value} / {figure.of}"
    is_money = figure.kind == "sum" and register.column(figure.column).kind == Kind.MONEY
    return f"{value:,.2f}" if is_money else f"{int(value):,}"
