"""What people fill in on the pages of a case."""

from cases.forms.accused import AccuseForm, ClassifyForm, ForumForm, PlaceForm, RelocateForm, UrgencyForm
from cases.forms.base import MoveForm
from cases.forms.bulk import BULK_FORMS
from cases.forms.bundle import BundleForm
from cases.forms.fields import typed
from cases.forms.handover import HandedOverForm, HandoverForm
from cases.forms.message import MessageForm
from cases.forms.moves import MOVE_FORMS
from cases.forms.notes import ChangeNoteForm, NoteForm, StrikeNoteForm
from cases.forms.recusal import DecideRecusalForm
from cases.forms.releasing import DecideReleaseForm, PublicAnswerForm, WithdrawForm
from cases.forms.templates import TakesTemplates, TemplateForm
from cases.forms.units import Picker, PickerRow, picked_ids
from cases.forms.unsealing import AskIdentityForm, DecideIdentityForm
from cases.forms.worklist import SaveFilterForm

__all__ = [
    "BULK_FORMS",
    "MOVE_FORMS",
    "AccuseForm",
    "AskIdentityForm",
    "BundleForm",
    "ChangeNoteForm",
    "ClassifyForm",
    "DecideIdentityForm",
    "DecideRecusalForm",
    "DecideReleaseForm",
    "ForumForm",
    "HandedOverForm",
    "HandoverForm",
    "MessageForm",
    "MoveForm",
    "NoteForm",
    "Picker",
    "PickerRow",
    "PlaceForm",
    "PublicAnswerForm",
    "RelocateForm",
    "SaveFilterForm",
    "StrikeNoteForm",
    "TakesTemplates",
    "TemplateForm",
    "UrgencyForm",
    "WithdrawForm",
    "picked_ids",
    "typed",
]
