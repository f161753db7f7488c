"""Asking for a citizen's identity, and deciding on it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import VERDICT_CHOICES
from cases.forms.fields import note_field
from common.forms import HouseForm


class AskIdentityForm(HouseForm):
    """Why the name is needed."""

    reason = note_field(
        _("What the identity is needed for"),
        help_text=_(
            "The one who decides reads it, and it stays in the trail. The citizen is told that it was opened."
        ),
    )


class DecideIdentityForm(HouseForm):
    """Granted or refused, with the reason."""

    decision = forms.ChoiceField(label=_("Decision"), choices=VERDICT_CHOICES, widget=forms.RadioSelect)
    note = note_field(_("Reason"))
