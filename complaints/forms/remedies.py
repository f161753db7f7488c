"""Withdrawing a complaint, taking that back, asking for a review, and demanding that somebody keeps away."""

from django import forms
from django.utils.translation import gettext_lazy

from cases.choices import RecusalAgainst
from cases.rules import MESSAGE_LONGEST
from common.forms import RadioCards
from complaints.forms.fields import LongTextField
from complaints.forms.tracking import ByReceiptForm

NO, YES = "no", "yes"


class WithdrawForm(ByReceiptForm):
    """Whether somebody presses the citizen to withdraw, and the reason, if he wants to give one."""

    pressed = forms.ChoiceField(
        label=gettext_lazy("Does anybody press you to withdraw?"),
        choices=[
            (NO, gettext_lazy("No, it is my own wish")),
            (YES, gettext_lazy("Yes, somebody presses me")),
        ],
        widget=RadioCards(
            hints={
                NO: gettext_lazy("The complaint is withdrawn now."),
                YES: gettext_lazy(
                    "The discipline commission alone is alerted. The complaint goes on, and nobody else learns of this."
                ),
            }
        ),
        error_messages={"required": gettext_lazy("Please choose one of the two.")},
    )
    reason = LongTextField(
        label=gettext_lazy("Why, if you want to say it"),
        help_text=gettext_lazy(
            "If somebody presses you: who, and with what? Only the commission reads that."
        ),
        required=False,
        max_length=MESSAGE_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @property
    def is_pressed(self) -> bool:
        """Whether somebody presses the citizen."""
        return self.cleaned_data["pressed"] == YES


class TakeBackForm(ByReceiptForm):
    """Taking a withdrawal back asks for nothing more."""


class ReviewForm(ByReceiptForm):
    """What the citizen objects to in the answer."""

    grounds = LongTextField(
        label=gettext_lazy("What is wrong with the answer?"),
        help_text=gettext_lazy(
            "Say which fact or which rule. The authority that reviews it and the department that answered read this."
        ),
        max_length=MESSAGE_LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Please say what is wrong with the answer.")},
    )


class RecusalForm(ByReceiptForm):
    """Who should keep away from the complaint, and why."""

    whom = forms.CharField(
        label=gettext_lazy("Who should keep away?"),
        max_length=120,
        help_text=gettext_lazy("The name, or how you know the person."),
        error_messages={"required": gettext_lazy("Please say who should keep away.")},
    )
    against = forms.ChoiceField(
        label=gettext_lazy("What is he or she there?"),
        choices=RecusalAgainst.choices,
        widget=RadioCards(),
        error_messages={"required": gettext_lazy("Please choose one of the three.")},
    )
    reason = LongTextField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy(
            "Kinship, a business, a quarrel: whoever decides reads it, and never the person whom you name. You needn't say who you are."
        ),
        max_length=MESSAGE_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Please give the reason.")},
    )
