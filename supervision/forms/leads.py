"""Narrowing the list of leads, and what an inspector fills in when he decides on one."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import note_field
from cases.selectors.register import area_choices
from common.forms import HouseForm
from supervision.choices import Detector, Outcome, Trigger
from supervision.models import Accountability, Order

ANY = ("", _("All"))
LONGEST_QUERY, MOST_OFFERED = 60, 20


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
    """Into which order or accountability file, that is there already, a lead was turned."""

    prefix = "settle"
    into = forms.ChoiceField(label=_("Turned into"))

    def __init__(self, *args, orders, files, **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = {f"{Outcome.ORDER}-{order.pk}": order for order in orders[:MOST_OFFERED]}
        self.offered |= {f"{Outcome.ACCOUNTABILITY}-{file.pk}": file for file in files[:MOST_OFFERED]}
        labels = {value: f"{one} {_called(one)}" for value, one in self.offered.items()}
        self.fields["into"].choices = [
            (outcome.label, [row for row in labels.items() if row[0].startswith(f"{outcome}-")])
            for outcome in Outcome
        ]

    def clean_into(self) -> Order | Accountability:
        """What was chosen."""
        return self.offered[self.cleaned_data["into"]]


def _called(one: Order | Accountability) -> str:
    return one.subject if isinstance(one, Order) else one.name
