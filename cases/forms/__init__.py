"""What people fill in on the pages of a case."""

from cases.forms.accused import AccuseForm, ClassifyForm, PlaceForm, UrgencyForm
from cases.forms.message import MessageForm
from cases.forms.moves import MOVE_FORMS, MoveForm
from cases.forms.releasing import DecideReleaseForm, PublicAnswerForm, WithdrawForm
from cases.forms.units import Picker, PickerRow, picked_ids
from cases.forms.unsealing import AskIdentityForm, DecideIdentityForm

__all__ = [
    "MOVE_FORMS",
    "AccuseForm",
    "AskIdentityForm",
    "ClassifyForm",
    "DecideIdentityForm",
    "DecideReleaseForm",
    "MessageForm",
    "MoveForm",
    "Picker",
    "PickerRow",
    "PlaceForm",
    "PublicAnswerForm",
    "UrgencyForm",
    "WithdrawForm",
    "picked_ids",
]
