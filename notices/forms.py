"""What pages about notices send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import HouseForm, RadioCards
from notices.choices import Pace

BIGGEST_ID = 2**63 - 1
MOST_AT_ONCE = 50


class ReadForm(forms.Form):
    """Up to which notice the inbox was seen."""

    up_to = forms.IntegerField(min_value=1, max_value=BIGGEST_ID)


class WishesForm(HouseForm):
    """When somebody wants to be told by each channel that leaves the house."""

    email = forms.ChoiceField(
        label=_("E-mails"),
        choices=Pace,
        widget=RadioCards(
            hints={
                Pace.AT_ONCE: _("One e-mail for each notice."),
                Pace.MORNING: _(
                    "One e-mail at eight o'clock on working days, with all notices since the last."
                ),
            }
        ),
    )
    sms = forms.ChoiceField(
        label=_("Text messages"),
        choices=Pace,
        widget=RadioCards(
            hints={
                Pace.AT_ONCE: _("Between eight in the morning and nine in the evening."),
                Pace.MORNING: _("One message that says how many notices there are."),
            }
        ),
    )


class ChosenForm(HouseForm):
    """Some of the notices of a page."""

    notices = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Choose at least one notice.")}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Which of them exist for the user the view asks.
        given = self.data.getlist("notices")[:MOST_AT_ONCE] if self.is_bound else []
        known = [pk for pk in given if pk.isascii() and pk.isdecimal() and int(pk) <= BIGGEST_ID]
        self.fields["notices"].choices = [(pk, pk) for pk in known]


class CloseForm(ChosenForm):
    """Some notices that are to be left undelivered, and why."""

    reason = forms.CharField(
        label=_("Why nobody has to get them any more"),
        max_length=200,
        help_text=_("For example: told by telephone. Name no citizen."),
    )
