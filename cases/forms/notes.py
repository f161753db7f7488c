"""Writing internal notes, putting them right, and striking them out."""

from collections.abc import Collection

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.choices import NoteCircle, Refusal
from cases.forms.fields import BESIDE, NOTE_LENGTH
from cases.forms.units import picked_ids
from cases.selectors.colleagues import Colleague
from common.forms import HouseForm

COLLEAGUES_TEMPLATE = "components/forms/colleagues.html"


class ColleaguesField(forms.ModelMultipleChoiceField):
    """Colleagues who are told; the page offers those who read the note, and the service asks once more."""

    default_error_messages = {"invalid_choice": Refusal.CANT_MENTION.label}


class NoteForm(HouseForm):
    """An internal note. ``colleagues`` are the rows of the list from which somebody is picked."""

    field_of_refusal = BESIDE

    text = forms.CharField(
        label=_("Internal note"),
        max_length=NOTE_LENGTH,
        help_text=_("The citizen never reads it. Type @ to tell a colleague."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please write something.")},
    )
    circle = forms.ChoiceField(
        label=_("Who reads it"),
        choices=NoteCircle.choices,
        initial=NoteCircle.UNIT,
        widget=forms.RadioSelect,
    )
    mentions = ColleaguesField(
        User.objects.filter(is_active=True),
        label=_("Tell colleagues"),
        required=False,
        widget=forms.SelectMultiple,
        template_name=COLLEAGUES_TEMPLATE,
    )
    colleagues: Collection[Colleague] = ()
    query = ""
    url = ""

    @property
    def picked(self) -> set[int]:
        """Who was picked so far."""
        return picked_ids(self["mentions"].value() or ())


class ChangeNoteForm(HouseForm):
    """The words of a note, to be put right."""

    text = forms.CharField(
        label=_("Internal note"),
        max_length=NOTE_LENGTH,
        help_text=_("What stood there before stays readable."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class StrikeNoteForm(HouseForm):
    """Why a note is struck out."""

    reason = forms.CharField(
        label=_("Why it is struck out"),
        max_length=NOTE_LENGTH,
        help_text=_("The note stays readable behind the reason."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
