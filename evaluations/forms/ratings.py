"""How a citizen rates an answer."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms import RadioCards
from complaints.forms import ByReceiptForm, LongTextField
from evaluations.choices import Grade, Reason

COMMENT_MAX = 1000


class RatingForm(ByReceiptForm):
    """A grade, and for a dissatisfied citizen the reason.

    ``may_reopen``: the case has not been reopened yet, so it is said which reasons do that.
    """

    grade = forms.ChoiceField(
        label=gettext_lazy("How satisfied are you with what was done?"),
        choices=Grade.choices,
        widget=RadioCards,
        error_messages={"required": gettext_lazy("Please choose one of the three.")},
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("What is not right?"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    comment = LongTextField(
        label=gettext_lazy("Anything to add?"),
        required=False,
        max_length=COMMENT_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, may_reopen: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if may_reopen:
            self.fields["reason"].help_text = _(
                "With one of the first three reasons your complaint is taken up once more."
            )

    def clean(self):
        """A satisfied citizen has no reason to give; a dissatisfied one needs one."""
        data = self.cleaned_data
        if data.get("grade") == Grade.SATISFIED:
            data["reason"] = ""
        if data.get("grade") == Grade.DISSATISFIED and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Please say what is not right."))
        return data
