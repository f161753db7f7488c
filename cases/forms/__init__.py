"""What people fill in on the pages of a case."""

from cases.forms.accused import AccuseForm, ClassifyForm, RelocateForm, UrgencyForm
from cases.forms.message import MessageForm
from cases.forms.moves import MOVE_FORMS, MoveForm
from cases.forms.units import Picker, PickerRow, picked_ids
from cases.forms.unsealing import AskIdentityForm, DecideIdentityForm

__all__ = [
    "MOVE_FORMS",
    "AccuseForm",
    "AskIdentityForm",
    "ClassifyForm",
    "DecideIdentityForm",
    "MessageForm",
    "MoveForm",
    "Picker",
    "PickerRow",
    "RelocateForm",
    "UrgencyForm",
    "picked_ids",
]
