"""What people fill in on the pages of a case."""

from cases.forms.accused import AccuseForm, ClassifyForm
from cases.forms.moves import MOVE_FORMS, MoveForm
from cases.forms.units import Picker, PickerRow, picked_ids

__all__ = [
    "MOVE_FORMS",
    "AccuseForm",
    "ClassifyForm",
    "MoveForm",
    "Picker",
    "PickerRow",
    "picked_ids",
]
