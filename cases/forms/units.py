"""Choosing units: a list to pick from that a search adds to, with JavaScript and without."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.selectors.advice import UnitRow
from organizations.models import Unit

PICKER_TEMPLATE = "components/forms/unit_picker.html"
IN_PICKER_TEMPLATE = "components/forms/in_unit_picker.html"
LONGEST_ID = 18


@dataclass(frozen=True)
class PickerRow:
    """One unit of the list and what was chosen for it."""

    unit: Unit
    why: str
    why_not: str
    spoken_of: str
    is_picked: bool
    is_helper: bool


@dataclass(frozen=True)
class Picker:
    """What the list of units shows: its rows, what was searched for, and where the search is answered."""

    rows: tuple[PickerRow, ...]
    query: str
    url: str
    has_helpers: bool
    follows_sector: bool

    @classmethod
    def of(cls, form: forms.Form, *, rows: Iterable[UnitRow], query: str, url: str) -> "Picker":
        """The list for a form, with its present choices marked."""
        has_helpers = "co_handlers" in form.fields
        picked = picked_ids([form["unit"].value()])
        helping = picked_ids(form["co_handlers"].value() or ()) if has_helpers else set()
        return cls(
            rows=tuple(
                PickerRow(
                    row.unit,
                    row.why,
                    row.why_not,
                    row.spoken_of,
                    row.unit.pk in picked,
                    row.unit.pk in helping,
                )
                for row in rows
            ),
            query=query,
            url=url,
            has_helpers=has_helpers,
            follows_sector="sector" in form.fields,
        )


def picked_ids(values: Iterable) -> set[int]:
    """The ids among what came from a form; anything else is left to the form's own checks."""
    return {int(text) for value in values if (text := str(value)).isdecimal() and len(text) <= LONGEST_ID}


def unit_field(label, *, required: bool = True, help_text="") -> forms.ModelChoiceField:
    """The unit that is picked from the list."""
    return forms.ModelChoiceField(
        Unit.objects.filter(is_active=True),
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.TextInput,
        template_name=PICKER_TEMPLATE,
        error_messages={
            "required": _("Please choose a unit."),
            "invalid_choice": _("This unit isn't in the register, or is no longer active."),
        },
    )


def co_handlers_field() -> forms.ModelMultipleChoiceField:
    """The units that help, ticked in the same list."""
    return forms.ModelMultipleChoiceField(
        Unit.objects.filter(is_active=True),
        label=_("Co-handling units"),
        required=False,
        widget=forms.SelectMultiple,
        template_name=IN_PICKER_TEMPLATE,
    )
