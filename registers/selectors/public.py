"""What everybody may read of the registers: their public columns, households masked, no alarm and no case."""

from django.db.models import QuerySet
from django.utils import timezone

from organizations.models import Area
from organizations.selectors import cities, code_prefix
from registers.choices import REGISTERS, Register
from registers.models import Record
from registers.selectors.listing import figures_of
from registers.selectors.words import cells_of


def public_registers() -> list[Register]:
    """The registers that the plan wants disclosed."""
    return [register for register in REGISTERS.values() if register.is_public]


def public_records(register: Register, *, area: str = "") -> QuerySet[Record]:
    """All records of a public register, or those of an area and below."""
    found = Record.objects.filter(register=register.name).select_related("area", "unit")
    return found.filter(area__code__startswith=code_prefix(area)) if area else found


def public_line(record: Record) -> dict:
    """One line: the area, the unit that answers for it, and the public cells."""
    return {
        "area": record.area,
        "unit": record.unit,
        "cells": cells_of(record, record.row.public_columns, is_public=True),
    }


def public_figures(register: Register, *, area: str = "") -> list[dict]:
    """The numbers above the list, as far as they come from public columns."""
    names = {column.name for column in register.public_columns}
    figures = tuple(figure for figure in register.figures if figure.column in names)
    return figures_of(register, public_records(register, area=area), figures)


def public_areas() -> list[Area]:
    """The cities, to narrow by."""
    return list(cities(timezone.localdate()))
