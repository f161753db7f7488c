"""Fields that several forms of a case ask for."""

from collections.abc import Mapping
from types import MappingProxyType

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.selectors.register import sectors

NOTE_LENGTH = 2000
ANSWER_LENGTH = 10_000
# Beside which field it is said that a move can't be made, where the form has that field.
BESIDE: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            ("unit_barred", "unit_inactive", "unit_same", "unit_released", "unit_too_low", "not_a_helper"),
            "unit",
        ),
        "unit_spoken_of": "not_accused",
        "co_handler_is_responsible": "co_handlers",
        "due_day_unfit": "due_on",
        "days_out_of_range": "days",
        "place_elsewhere": "area",
        "unit_above": "unit",
        "forum_missing": "forum",
        "cant_mention": "mentions",
        "nobody_to_recuse": "about",
        "outcome_unknown": "outcome",
    }
)


def note_field(label, *, required: bool = True, help_text="") -> forms.CharField:
    """A reason or remark that goes into the trail."""
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        label=label, required=required, max_length=NOTE_LENGTH, help_text=help_text, widget=widget
    )


def text_field(label, *, rows: int, help_text="", required: bool = True) -> forms.CharField:
    """One part of a written answer."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=ANSWER_LENGTH, help_text=help_text, required=required, widget=widget
    )


def sector_choices() -> list[tuple[str, str]]:
    """The eight sectors, and none of them."""
    return [
        ("", _("Outside the eight sectors")),
        *((str(pk), sector.label) for pk, sector in sectors().items()),
    ]


def sector_field() -> forms.TypedChoiceField:
    """The sector of a case; empty means outside the eight."""
    return forms.TypedChoiceField(
        label=_("Sector"),
        required=False,
        choices=sector_choices,
        coerce=lambda pk: sectors()[int(pk)],
        empty_value=None,
    )


def typed(data, form_class: type[forms.Form]) -> dict:
    """What was typed so far, as the start of a form that isn't checked yet."""
    several = ("co_handlers",)
    return {
        name: data.getlist(name) if name in several else data.get(name, "") for name in form_class.base_fields
    }
