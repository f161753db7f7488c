"""What the pages of the programme ask for."""

from hotline.forms.desk import AirForm, ImportForm, QuestionForm, SettleForm, UpdateForm
from hotline.forms.sessions import DecideForm, EditionForm, GuestForm, GuidanceForm, MoveForm, SessionForm

__all__ = [
    "AirForm",
    "DecideForm",
    "EditionForm",
    "GuestForm",
    "GuidanceForm",
    "ImportForm",
    "MoveForm",
    "QuestionForm",
    "SessionForm",
    "SettleForm",
    "UpdateForm",
]
