"""From cells to a draft: what a page, a file or a system hands in, read column by column, every fault with its word."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation

from organizations.models import Area, Unit
from registers.choices import Kind, Refusal, Register
from registers.rules import Asked, BadValue, Wrong, read_value, wrongs_of
from registers.selectors.sectors import areas_by_code, units_by_code

# What every register asks beside its own columns.
SHARED = ("number", "area", "unit")
LONGEST_NUMBER = 80
LANGUAGES = ("zh-hans", "zh-hant", "en")


@dataclass(frozen=True)
class Draft:
    """What is to be written down: the record's number, whose it is and where, and its typed values."""

    number: str
    area: Area
    unit: Unit
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Read:
    """A row that was read: the draft, or why there is none."""

    draft: Draft | None
    wrong: tuple[Wrong, ...] = ()


class RecordRefused(Exception):
    """It can't be written down; ``wrong`` says of each column why (an empty column: of the whole)."""

    def __init__(self, *wrong: Wrong):
        self.wrong = wrong
        super().__init__(", ".join(f"{one.column}: {one.why}" for one in wrong))

    @property
    def sentences(self) -> list[str]:
        """The reasons in words."""
        return [str(Refusal(one.why).label) for one in self.wrong]


class Reader:
    """Reads rows of one register; areas and units of all rows are looked up at once."""

    def __init__(self, register: Register, rows: Collection[Mapping[str, Any]], *, on: date):
        self.register, self.on = register, on
        self.areas = areas_by_code(_words(row.get("area")) for row in rows)
        self.units = units_by_code(_words(row.get("unit")) for row in rows)

    def read(self, cells: Mapping[str, Any]) -> Read:
        """The draft of a row, or everything that is wrong with it."""
        wrong = [Wrong(legible(name), Refusal.UNKNOWN_COLUMN) for name in cells if name not in self._known]
        number = self._number(cells.get("number"), wrong)
        area = self._found(self.areas, cells, "area", Refusal.UNKNOWN_AREA, wrong)
        unit = self._found(self.units, cells, "unit", Refusal.UNKNOWN_UNIT, wrong)
        values, faults = read_columns(self.register, cells)
        wrong += faults
        if not wrong:
            wrong += refusals_of(self.register, values, on=self.on)
        if wrong:
            return Read(None, tuple(wrong))
        return Read(Draft(number, area, unit, values))

    @property
    def _known(self) -> set[str]:
        return {*SHARED, *(column.name for column in self.register.entered)}

    @staticmethod
    def _number(cell: Any, wrong: list[Wrong]) -> str:
        try:
            number = read_value(Kind.CODE, cell)
        except BadValue as bad:
            wrong.append(Wrong("number", str(bad)))
            return ""
        if number is None:
            wrong.append(Wrong("number", Refusal.MISSING))
        return number or ""

    @staticmethod
    def _found(known: Mapping, cells: Mapping, name: str, why: str, wrong: list[Wrong]):
        code = _words(cells.get(name))
        if not code or code not in known:
            wrong.append(Wrong(name, why if code else Refusal.MISSING))
        return known.get(code)


def read_columns(
    register: Register, cells: Mapping[str, Any], names: Iterable[str] | None = None
) -> tuple[dict[str, Any], list[Wrong]]:
    """The typed values of the register's columns (or of those named) and what is wrong with them."""
    values, wrong = {}, []
    wanted = [column for column in register.entered if names is None or column.name in names]
    for column in wanted:
        try:
            value = read_value(column.kind, cells.get(column.name), _options(column))
        except BadValue as bad:
            wrong.append(Wrong(column.name, str(bad)))
            continue
        if value in (None, []) and column.is_required:
            wrong.append(Wrong(column.name, Refusal.MISSING))
        values[column.name] = value
    return values, wrong


def refusals_of(register: Register, values: Mapping[str, Any], *, on: date) -> list[Wrong]:
    """Why values that could be read are still refused."""
    return wrongs_of(register.name, dict(values), Asked(today=on, limits=settings.REGISTER_LIMITS))


def headings(register: Register) -> dict[str, str]:
    """The name of each column by every heading that a file may have: our name, or its word in one of the languages."""
    named = {name: name for name in (*SHARED, *(column.name for column in register.entered))}
    for language in LANGUAGES:
        with translation.override(language):
            named |= {heading: name for name, heading in heading_words(register).items()}
    return named


def heading_words(register: Register) -> dict[str, str]:
    """The word of each column in the language of whoever reads it."""
    return {
        "number": str(register.number_label),
        "area": translation.gettext("Area code"),
        "unit": translation.gettext("Code of the responsible unit"),
    } | {column.name: str(column.label) for column in register.entered}


def _options(column) -> dict[str, set[str]]:
    """The words that are taken for each of a choice: ours and those of the three languages."""
    taken: dict[str, set[str]] = {stored: set() for stored, _label in column.options}
    for language in LANGUAGES if taken else ():
        with translation.override(language):
            for stored, label in column.options:
                taken[stored].add(str(label))
    return taken


def legible(cell: Any) -> str:
    """What can be said again of a cell that may hold anything at all."""
    return "".join(character for character in str(cell)[:LONGEST_NUMBER] if character.isprintable())


def _words(cell: Any) -> str:
    return "" if cell is None else legible(cell).strip()
