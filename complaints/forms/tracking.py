"""Opening a complaint with its receipt code."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.forms import HouseForm
from common.numbering import RECEIPT_DIGITS, clean_receipt_code


class ReceiptCodeField(forms.CharField):
    """Sixteen digits, however they were grouped; says what is wrong with them without a look into the database."""

    def __init__(self, **kwargs):
        keyboard = {
            "inputmode": "numeric",
            "autocomplete": "off",
            "spellcheck": "false",
            "class": "code-input",
        }
        super().__init__(max_length=60, widget=forms.TextInput(attrs=keyboard), **kwargs)

    def clean(self, value):
        """The sixteen digits alone."""
        typed = super().clean(value)
        if not typed:
            return typed
        code = clean_receipt_code(typed)
        if code is None:
            raise forms.ValidationError(_fault_of(typed))
        return code


class TrackForm(HouseForm):
    """The receipt code, and nothing else."""

    code = ReceiptCodeField(
        label=gettext_lazy("Receipt code"),
        help_text=gettext_lazy("The 16 digits that you were given, with or without blanks."),
        error_messages={"required": gettext_lazy("Please enter your receipt code.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["autofocus"] = True


class ByReceiptForm(HouseForm):
    """What a citizen sends from the tracking page, which is the proof itself for half an hour.

    ``asks_for_code``: the half hour is over, so the receipt code is asked for again.
    """

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


def _fault_of(typed: str) -> str:
    digits = sum(char.isdecimal() for char in typed)
    if digits != RECEIPT_DIGITS:
        words = ngettext(
            "A receipt code has 16 digits. You have entered %(n)s digit.",
            "A receipt code has 16 digits. You have entered %(n)s digits.",
            digits,
        )
        return words % {"n": digits}
    return _("One of the digits is mistyped. Please compare them with your receipt.")
