"""Writing what everybody may read of an answered matter, deciding on it, and taking it back."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.choices import Decision
from cases.forms.fields import note_field, text_field
from cases.models import PublicAnswer
from common.forms import HouseForm

MARK_HINT = _("What stands between [[ and ]] is made unreadable before the text is kept.")


class PublicAnswerForm(HouseForm):
    """The three parts of a text for the public."""

    title = forms.CharField(
        label=_("Public title"),
        max_length=PublicAnswer._meta.get_field("title").max_length,
        help_text=_("What it was about, in a few words, without names."),
    )
    matter = text_field(
        _("The matter"), rows=6, help_text=_("In your own words, not in those of the complaint.")
    )
    outcome = text_field(_("The answer"), rows=8, help_text=MARK_HINT)


class DecideReleaseForm(HouseForm):
    """Released or refused, with the reason."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (Decision.GRANTED, pgettext_lazy("public", "Release")),
            (Decision.REFUSED, pgettext_lazy("public", "Refuse")),
        ],
        widget=forms.RadioSelect,
    )
    note = note_field(_("Reason"))


class WithdrawForm(HouseForm):
    """Why it isn't told any longer."""

    note = note_field(
        _("Reason"), help_text=_("It stays in the trail; the public page says only that it was withdrawn.")
    )
