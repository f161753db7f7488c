"""The shape that all registers share: columns, alarms, figures. A register is one row of the table made of these."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registers.choices.words import Kind

Words = str | Promise


@dataclass(frozen=True)
class Column:
    """One column: what it holds, and whether it must be filled, is shown in the list, on the public page, masked there.

    ``options`` are the words of a choice, stored and shown. A ``is_system`` column is written by the system alone, one that
    ``is_from_above`` by the departments above the unit and never by the unit itself.
    """

    name: str
    kind: Kind
    label: Words
    is_required: bool = True
    options: tuple[tuple[str, Words], ...] = ()
    in_list: bool = False
    is_public: bool = False
    is_masked: bool = False
    is_system: bool = False
    is_from_above: bool = False
    hint: Words = ""

    @property
    def labels(self) -> dict[str, Words]:
        """The words of a choice by what is stored."""
        return dict(self.options)


@dataclass(frozen=True)
class Alarm:
    """What a rule of a register finds: its name, a short word for it, and the sentence with the figures of the finding.

    ``is_once``: made a single time for a record, whatever comes later. ``for_commission``: a proposal that the unit
    which it is about never sees.
    """

    name: str
    label: Words
    says: Words
    is_once: bool = False
    for_commission: bool = False


@dataclass(frozen=True)
class Figure:
    """A number above the list: ``sum`` of a column, ``share`` of rows in which it is one of ``among``, ``distinct`` values of it.

    ``of``: out of how many, where that is known beforehand. With ``distinct`` the column may be ``group``.
    """

    kind: str
    column: str
    label: Words
    among: tuple[str, ...] = ()
    of: int = 0


@dataclass(frozen=True)
class FollowUp:
    """What is entered later on, again and again: the word on the button, and the columns that it fills."""

    label: Words
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Register:
    """One register: under which name, of which sector and lines of work, with what in it and which alarms.

    ``title`` is the column that names a record, ``group`` the columns whose values make records mates of one another
    (``number``, ``area``: those of the record itself); registers of one ``family`` have mates among each other.
    ``required_in`` are the beginnings of the codes of the cities that have to keep it (empty: all of them). ``marks`` says
    which open cases mark a record. ``limits`` names the limits that its rules use, ``source`` the measure of the plan that
    it serves.
    """

    name: str
    sector: str
    lines: tuple[str, ...]
    label: Words
    about: Words
    title: str
    columns: tuple[Column, ...]
    alarms: tuple[Alarm, ...]
    group: tuple[str, ...] = ()
    family: str = ""
    required_in: tuple[str, ...] = ()
    marks: str = ""
    figures: tuple[Figure, ...] = ()
    follow_up: FollowUp | None = None
    is_public: bool = False
    limits: tuple[str, ...] = ()
    source: str = ""
    number_label: Words = field(default_factory=lambda: _("Number"))

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)

    def alarm(self, name: str) -> Alarm:
        """The alarm of that name."""
        return next(alarm for alarm in self.alarms if alarm.name == name)

    def is_required_in(self, area_code: str) -> bool:
        """Whether the register has to be kept in that area."""
        return not self.required_in or area_code.startswith(self.required_in)

    @property
    def entered(self) -> tuple[Column, ...]:
        """The columns that people and systems fill."""
        return tuple(column for column in self.columns if not column.is_system)

    @property
    def public_columns(self) -> tuple[Column, ...]:
        """The columns of the public page."""
        return tuple(column for column in self.columns if column.is_public)

    @property
    def list_columns(self) -> tuple[Column, ...]:
        """The columns of the staff's list."""
        return tuple(column for column in self.columns if column.in_list)


def text(name: str, label: Words, **more) -> Column:
    """A column of words."""
    return Column(name, Kind.TEXT, label, **more)


def day(name: str, label: Words, **more) -> Column:
    """A column of days."""
    return Column(name, Kind.DAY, label, **more)


def money(name: str, label: Words, **more) -> Column:
    """A column of amounts."""
    return Column(name, Kind.MONEY, label, **more)


def number(name: str, label: Words, **more) -> Column:
    """A column of whole numbers."""
    return Column(name, Kind.NUMBER, label, **more)


def yesno(name: str, label: Words, **more) -> Column:
    """A column of yes and no."""
    return Column(name, Kind.YESNO, label, **more)


def choice(name: str, label: Words, options: tuple[tuple[str, Words], ...], **more) -> Column:
    """A column of words to choose from."""
    return Column(name, Kind.CHOICE, label, options=options, **more)
