"""What a citizen writes to whoever has the complaint."""

from django import forms
from django.utils.translation import gettext_lazy

from cases.choices import MessageKind
from cases.rules import MESSAGE_LONGEST
from common.forms import HouseForm
from complaints.forms.fields import LongTextField
from complaints.forms.tracking import ReceiptCodeField


class WriteForm(HouseForm):
    """A message, or a report of revenge, which goes to the commission alone.

    ``asks_for_code``: the half hour is over in which the page itself was proof, so the receipt code is asked for again.
    """

    tracking_pass = forms.CharField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(choices=MessageKind.choices, widget=forms.HiddenInput)
    code = ReceiptCodeField(
        label=gettext_lazy("Receipt code"),
        help_text=gettext_lazy(
            "The page was open for long; for your safety please enter the code once more."
        ),
        error_messages={"required": gettext_lazy("Please enter your receipt code.")},
    )
    text = LongTextField(
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy(
            "It is read as you write it. To stay unknown, leave out what only you could know."
        ),
        max_length=MESSAGE_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Please write something.")},
    )

    def __init__(self, *args, asks_for_code: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_for_code:
            del self.fields["code"]
