"""The register of sealed hand-overs: nothing can be written into these forms but days, codes and a number."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from cases.choices import Channel, SealReason
from cases.selectors.routing import commissions_above
from common.forms import DayField, HouseForm
from organizations.models import Unit

RECEIPT_LENGTH = 30
PAPER_CHANNELS = (Channel.LETTER, Channel.COUNTER, Channel.PHONE)


class HandoverForm(HouseForm):
    """Papers, or a visit, that go up without being entered. ``desks`` are the clerk's own; ``on`` is today."""

    desk = forms.ChoiceField(label=_("Intake desk"))
    receiver = forms.ChoiceField(label=_("Receiving commission"), widget=forms.RadioSelect)
    channel = forms.ChoiceField(
        label=_("How it came in"),
        choices=[(channel.value, channel.label) for channel in PAPER_CHANNELS],
        initial=Channel.LETTER,
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=SealReason.choices,
        initial=SealReason.ABOVE_LEVEL,
        widget=forms.RadioSelect,
    )
    received_on = DayField(label=_("Received on"), help_text=_("The five working days count from this day."))

    def __init__(self, *args, desks: list[Unit], on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        self.units = {str(unit.pk): unit for desk in desks for unit in (desk, *commissions_above(desk))}
        above = dict.fromkeys(unit for desk in desks for unit in commissions_above(desk))
        self.fields["desk"].choices = [(str(desk.pk), desk.label) for desk in desks]
        self.fields["receiver"].choices = [(str(unit.pk), unit.label) for unit in above]
        self.fields["received_on"].initial = on
        if len(desks) == 1:
            self.fields["desk"].widget = forms.HiddenInput()
            self.fields["desk"].initial = str(desks[0].pk)

    def clean_desk(self) -> Unit:
        """The desk itself."""
        return self.units[self.cleaned_data["desk"]]

    def clean_receiver(self) -> Unit:
        """The commission itself, one that stands above the desk."""
        receiver, desk = self.units[self.cleaned_data["receiver"]], self.cleaned_data.get("desk")
        if desk is not None and receiver not in commissions_above(desk):
            raise forms.ValidationError(_("This commission doesn't stand above the desk."))
        return receiver

    def clean_received_on(self):
        """No day to come."""
        return not_later_than(self.cleaned_data["received_on"], self.on)


class HandedOverForm(HouseForm):
    """On which day it was handed over, and the number of the receipt or of the courier's slip."""

    handed_over_on = DayField(label=_("Handed over on"))
    receipt_number = forms.CharField(
        label=_("Number of the receipt"),
        required=False,
        max_length=RECEIPT_LENGTH,
        help_text=_("Of the receipt or the courier's slip; letters, digits and hyphens only."),
        validators=[
            RegexValidator(r"^[A-Za-z0-9-]*$", _("Only letters, digits and hyphens: no word of the content."))
        ],
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, received_on, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.received_on, self.on = received_on, on
        self.fields["handed_over_on"].initial = on

    def clean_handed_over_on(self):
        """Not before it came in, and no day to come."""
        day = not_later_than(self.cleaned_data["handed_over_on"], self.on)
        if day < self.received_on:
            raise forms.ValidationError(_("It can't be handed over before it came in."))
        return day


def not_later_than(day, on):
    """The day, unless it lies in the future."""
    if day > on:
        raise forms.ValidationError(_("This day lies in the future."))
    return day
