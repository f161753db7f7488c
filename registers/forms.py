"""The forms of the registers, made from the table: one field for each column, read as a file is read."""

from collections.abc import Iterable

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.selectors import standing_of
from cases.forms.fields import note_field
from cases.selectors.register import area_choices, areas_within
from common.forms import DayInput, HouseForm
from organizations.models import Unit
from registers.choices import Column, Kind, Level, Refusal, Register
from registers.models import Record
from registers.permissions import keepers_of
from registers.rules import Wrong
from registers.rules.reading import LONGEST_CODE, LONGEST_LINK, LONGEST_TEXT
from registers.selectors.choosing import units_to_choose
from registers.selectors.words import shown
from registers.services import SHARED, RecordRefused, read_columns, refusals_of

ANY = ("", _("All"))
NOTHING = ("", "—")
LONGEST = {Kind.CODE: LONGEST_CODE, Kind.LINK: LONGEST_LINK, Kind.NAMES: 1000}


class ColumnsForm(HouseForm):
    """Fields for columns of a register; what is wrong is said beside the field, in the same words as in a file."""

    note = note_field(_("Remark"), required=False)

    def __init__(self, *args, register: Register, names=None, record: Record | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.register, self.record = register, record
        self.names = [column.name for column in register.entered if names is None or column.name in names]
        for name in self.names:
            column = register.column(name)
            self.fields[name] = field_of(column)
            if record is not None:
                self.initial[name] = _typed(column, record.cells.get(name))
        self.order_fields([*SHARED, *self.names])

    def clean(self) -> dict:
        """Read every column, then ask what is refused of all together."""
        cells = {name: self.cleaned_data.get(name, "") for name in self.names}
        values, wrong = read_columns(self.register, cells, self.names)
        if not wrong:
            known = self.record.values if self.record else {}
            wrong = refusals_of(self.register, known | values, on=timezone.localdate())
        # What is missing is said by its field already.
        self._say(one for one in wrong if one.column not in self.errors)
        self.values = values
        return self.cleaned_data

    @property
    def cells(self) -> dict:
        """What was typed."""
        return {name: self.cleaned_data.get(name, "") for name in self.names}

    def refuse(self, refusal: RecordRefused) -> None:
        """Say what the service has refused."""
        self._say(refusal.wrong)

    def _say(self, wrong: Iterable[Wrong]) -> None:
        for one in list(wrong):
            self.add_error(one.column if one.column in self.fields else None, Refusal(one.why).label)


class RecordForm(ColumnsForm):
    """A new record: its number, whose it is and where, and its columns."""

    number = forms.CharField(label=_("Number"), max_length=LONGEST_CODE)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=pgettext_lazy("register", "Responsible unit"), empty_label="—"
    )
    area = forms.ChoiceField(
        label=_("Area"), required=False, help_text=_("Left empty: the area of the unit.")
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        standing = standing_of(user, on=timezone.localdate())
        self.fields["number"].label = self.register.number_label
        keepers = {acting.unit.pk for acting in keepers_of(user, self.register)}
        self.fields["unit"].queryset = units_to_choose(self.register, keepers)
        self.fields["area"].choices = [NOTHING, *area_choices(standing)]
        self._areas = {area.code: area for area in areas_within(standing)}

    @property
    def place(self):
        """The area that was chosen, or the unit's own."""
        chosen = self._areas.get(self.cleaned_data["area"])
        return chosen or self.cleaned_data["unit"].area


class RegisterFilterForm(HouseForm):
    """What narrows the list of a register."""

    area = forms.ChoiceField(label=_("Area"), required=False)
    rule = forms.ChoiceField(label=_("Alarm"), required=False)
    level = forms.ChoiceField(label=_("Alarm came up to"), required=False, choices=[ANY, *Level.choices])
    q = forms.CharField(
        label=_("Number, name or unit"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    show = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args, register: Register, standing, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [ANY, *area_choices(standing)]
        self.fields["rule"].choices = [ANY, *((alarm.name, alarm.label) for alarm in register.alarms)]

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for; a value that isn't offered asks for nothing."""
        self.is_valid()
        return {
            name: value for name in ("area", "rule", "level", "q") if (value := self.cleaned_data.get(name))
        }


class ImportForm(HouseForm):
    """A file with rows of a register."""

    file = forms.FileField(
        label=_("CSV or XLSX file"),
        help_text=_(
            "With the headings of the template. Nothing is imported before you have seen what is in it."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class DismissForm(HouseForm):
    """Why an alarm is dismissed."""

    prefix = "dismiss"
    note = note_field(_("Why nothing is to be done"))


class CaseForm(HouseForm):
    """What the commission should know beside what the record says."""

    prefix = "case"
    note = note_field(_("What is to be looked into"), required=False)


def field_of(column: Column) -> forms.Field:
    """The field for a column. It takes any words: what they mean is read as in a file."""
    shared = {"label": column.label, "required": column.is_required, "help_text": column.hint}
    if column.kind == Kind.CHOICE:
        return forms.ChoiceField(choices=[NOTHING, *column.options], **shared)
    if column.kind == Kind.YESNO:
        return forms.ChoiceField(choices=[NOTHING, ("yes", _("Yes")), ("no", _("No"))], **shared)
    longest = LONGEST.get(column.kind, LONGEST_TEXT)
    return forms.CharField(max_length=longest, widget=_widget(column.kind), **shared)


def _widget(kind: Kind) -> forms.Widget:
    if kind == Kind.DAY:
        return DayInput()
    if kind == Kind.MONTH:
        return forms.TextInput(attrs={"placeholder": "2014-03"})
    if kind in (Kind.MONEY, Kind.NUMBER):
        return forms.TextInput(attrs={"inputmode": "decimal" if kind == Kind.MONEY else "numeric"})
    return forms.URLInput() if kind == Kind.LINK else forms.TextInput()


def _typed(column: Column, kept) -> str:
    """As it stands in the field when a record is put right."""
    if kept is None:
        return ""
    if column.kind == Kind.YESNO:
        return "yes" if kept else "no"
    if column.kind == Kind.NAMES:
        return "；".join(kept)
    return shown(column, kept) if column.kind == Kind.MONTH else str(kept)
