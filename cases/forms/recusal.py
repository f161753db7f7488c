"""Deciding on a citizen's demand that somebody keeps away."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import VERDICT_CHOICES
from accounts.models import User
from cases.forms.fields import BESIDE, note_field
from common.forms import HouseForm


class DecideRecusalForm(HouseForm):
    """Granted or refused, who keeps away, and the reason."""

    field_of_refusal = BESIDE

    decision = forms.ChoiceField(label=_("Decision"), choices=VERDICT_CHOICES, widget=forms.RadioSelect)
    about = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who keeps away"),
        required=False,
        help_text=_("Only when it is granted; never you yourself."),
    )
    note = note_field(_("Reason"), help_text=_("The citizen reads it: name no one."))

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about"].queryset = User.objects.filter(pk__in=[user.pk for user in people])
