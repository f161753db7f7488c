"""What a citizen writes to whoever has the complaint."""

from django import forms
from django.utils.translation import gettext_lazy

from cases.choices import MessageKind
from cases.rules import MESSAGE_LONGEST
from complaints.forms.fields import LongTextField
from complaints.forms.tracking import ByReceiptForm


class WriteForm(ByReceiptForm):
    """A message, or a report of revenge, which goes to the commission alone."""

    kind = forms.ChoiceField(choices=MessageKind.choices, widget=forms.HiddenInput)
    text = LongTextField(
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy(
            "It is read as you write it. To stay unknown, leave out what only you could know."
        ),
        max_length=MESSAGE_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Please write something.")},
    )
