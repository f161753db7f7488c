"""Writing to each other about a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.choices import TemplatePurpose
from cases.forms.templates import TakesTemplates
from cases.rules import MESSAGE_LONGEST
from common.forms import HouseForm


class MessageForm(TakesTemplates, HouseForm):
    """A message to the citizen."""

    template_field = "text"
    purposes = (TemplatePurpose.MESSAGE,)

    text = forms.CharField(
        label=_("Write to the citizen"),
        max_length=MESSAGE_LONGEST,
        help_text=_(
            "The citizen reads it with the receipt code and sees the name of your unit, not yours. Don't ask who he is."
        ),
        error_messages={"required": _("Please write something.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
