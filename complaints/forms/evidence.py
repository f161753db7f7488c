"""Files for a complaint that was handed in before."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.forms.tracking import ReceiptCodeField
from files.forms import EvidenceForm


class AddEvidenceForm(EvidenceForm):
    """Files for a complaint that was handed in before; ``asks_for_code`` as in ``WriteForm``."""

    tracking_pass = forms.CharField(widget=forms.HiddenInput, required=False)
    code = ReceiptCodeField(
        label=gettext_lazy("Receipt code"),
        help_text=gettext_lazy(
            "The page was open for long; for your safety please enter the code once more."
        ),
        error_messages={"required": gettext_lazy("Please enter your receipt code.")},
    )

    def __init__(self, *args, asks_for_code: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_for_code:
            del self.fields["code"]

    def clean(self):
        """Something has to be chosen."""
        data = self.cleaned_data
        if not self.errors and not data.get("files") and not data.get("kept"):
            self.add_error("files", _("Please choose a file."))
        return data
