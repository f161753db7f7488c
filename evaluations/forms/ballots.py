"""The code on a paper, and the score sheet as it is filled in on a phone or by keys."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import HouseForm
from evaluations.choices.appraisal import DoneMark, Mark
from evaluations.models import Appraised
from evaluations.selectors.rounds import SheetLine

MISSING = _("Please choose one of the five.")


class CodeForm(HouseForm):
    """The sixteen digits of a paper."""

    code = forms.CharField(
        label=_("Code on your paper"),
        max_length=40,
        help_text=_("Sixteen digits. Your name isn't asked for, and the code isn't kept."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-no-draft": ""}),
    )


@dataclass(frozen=True)
class Asked:
    """A question of the sheet beside its field; ``line`` is the item that it is about."""

    field: forms.BoundField
    line: SheetLine | None = None


class SheetForm(HouseForm):
    """One unit's sheet: the items of its list below the question about them, then the other questions."""

    def __init__(self, *args, appraised: Appraised, lines: list[SheetLine], **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = lines
        for place, line in enumerate(lines):
            self.fields[f"item_{place}"] = _marks(line.row.title, DoneMark)
        asked = list(appraised.round.criteria.all())
        self.list_question = next(row.text for row in asked if row.is_list)
        self.criteria = [row for row in asked if not row.is_list]
        for place, row in enumerate(self.criteria):
            self.fields[f"question_{place}"] = _marks(row.text, Mark)

    @property
    def asked_items(self) -> list[Asked]:
        """The items with their fields."""
        return [Asked(self[f"item_{place}"], line) for place, line in enumerate(self.lines)]

    @property
    def asked_others(self) -> list[Asked]:
        """The other questions with their fields."""
        return [Asked(self[f"question_{place}"]) for place in range(len(self.criteria))]

    @property
    def marks(self) -> dict:
        """What the service takes."""
        data = self.cleaned_data
        return {
            "general": [data[f"question_{place}"] for place in range(len(self.criteria))],
            "items": [data[f"item_{place}"] for place in range(len(self.lines))],
        }


def _marks(label: str, words) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[(value, f"{value} · {word}") for value, word in words.choices],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": MISSING},
    )
