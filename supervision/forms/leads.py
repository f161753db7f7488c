"""Narrowing the list of leads, and what an inspector fills in when he decides on one."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import note_field
from cases.selectors.register import area_choices
from common.forms import HouseForm
from supervision.choices import Detector, Outcome, Trigger
from supervision.services.decide_leads import REFERENCE_LONGEST

ANY = ("", _("All"))
LONGEST_QUERY = 60


class LeadFilterForm(HouseForm):
    """What narrows the list of leads."""

    trigger = forms.ChoiceField(
        label=_("Ground of accountability"), required=False, choices=[ANY, *Trigger.choices]
    )
    detector = forms.ChoiceField(label=_("What was found"), required=False, choices=[ANY, *Detector.choices])
    area = forms.ChoiceField(label=_("Area"), required=False)
    q = forms.CharField(
        label=_("Unit"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    # Only links ask for what came lately.
    found_from = forms.DateField(label=_("First found from"), required=False, widget=forms.HiddenInput())
    tab = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args, standing, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [ANY, *area_choices(standing)]

    @property
    def asked(self) -> dict[str, str | date]:
        """What was asked for; a value that isn't offered asks for nothing."""
        self.is_valid()
        names = ("trigger", "detector", "area", "q", "found_from")
        return {name: value for name in names if (value := self.cleaned_data.get(name))}


class DismissForm(HouseForm):
    """Why a lead is dismissed."""

    prefix = "dismiss"
    note = note_field(
        _("Why nothing is to be done"),
        help_text=_("It comes back only with evidence from after today. Name no citizen."),
    )


class SettleForm(HouseForm):
    """What a lead was turned into, and under which number that is found."""

    prefix = "settle"
    outcome = forms.ChoiceField(
        label=_("Turned into"), choices=Outcome.choices, initial=Outcome.ORDER, widget=forms.RadioSelect
    )
    reference = forms.CharField(label=_("Number of the order or the file"), max_length=REFERENCE_LONGEST)
