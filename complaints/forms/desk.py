"""What the desk types in for somebody who calls, comes or writes."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import Channel
from complaints.forms.complaint import ComplaintForm
from complaints.forms.fields import LongTextField
from complaints.rules import NAME_LONGEST, PHONE_LONGEST, STORY_LONGEST, STORY_SHORTEST
from organizations.choices import Line

TAKEN_DOWN = (Channel.PHONE, Channel.COUNTER, Channel.LETTER)


class DeskForm(ComplaintForm):
    """The same complaint, taken down by an operator: the caller first, then the story."""

    identity = None
    # By telephone nobody hands in files.
    kept = None
    files = None
    channel = forms.ChoiceField(
        label=gettext_lazy("How it comes in"),
        choices=[(channel.value, channel.label) for channel in TAKEN_DOWN],
        initial=Channel.PHONE,
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone number"),
        help_text=gettext_lazy("Earlier complaints of this number appear beside the form."),
        required=False,
        max_length=PHONE_LONGEST,
        widget=forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off", "data-no-draft": ""}
        ),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("Both are sealed at once; leave them empty for somebody who stays anonymous."),
        required=False,
        max_length=NAME_LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-no-draft": ""}),
    )
    no_calls = forms.BooleanField(
        label=gettext_lazy("Wants no call-back"),
        help_text=gettext_lazy(
            "Say that the commission may call once after the answer to ask whether the matter is settled. Tick it where you couldn't "
            "say so."
        ),
        required=False,
    )
    story = LongTextField(
        label=gettext_lazy("What happened"),
        help_text=gettext_lazy("In the words of whoever tells it: what, when, where, who."),
        min_length=STORY_SHORTEST,
        max_length=STORY_LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Please write what happened.")},
    )
    field_order = (
        "key",
        "channel",
        "phone",
        "name",
        "no_calls",
        "people",
        "representatives",
        "story",
        "danger",
        "sector",
        "city",
        "county",
        "place_text",
    )

    @property
    def leaves_name(self) -> bool:
        """Whatever was given is kept, sealed."""
        return True

    def clean(self):
        """Somebody above the province isn't taken down here: that goes up sealed (R12)."""
        data = super().clean()
        unit = data.get("accused_unit")
        if unit is not None and unit.line == Line.CENTRAL:
            self.add_error(
                "unit_text",
                _(
                    "This body stands above the province: don't enter the complaint here. Seal the paper, or take the visitor "
                    "to whoever may, and record a sealed hand-over."
                ),
            )
        return data

    def check_identity(self, data: dict) -> None:
        """A number needs a name: nobody could say whom a message is for. Representatives need one beside theirs."""
        if data.get("phone") and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Give the name that belongs to the phone number."))
        elif data.get("representatives") and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Give the name of whoever complains together with these."))
