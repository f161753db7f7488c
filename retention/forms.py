"""What people fill in on the pages of retention."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import VERDICT_CHOICES
from cases.forms.fields import note_field
from common.forms import DayField, HouseForm


class ReasonForm(HouseForm):
    """Why, and nothing else: for a hold, for lifting it, for a list."""

    reason = note_field(_("Reason"))


class ListForm(ReasonForm):
    """A list is drawn up knowingly."""

    is_read = forms.BooleanField(label=_("I know that what is on the list can't be brought back."))


class DecideForm(HouseForm):
    """Grant or refuse, and why."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=VERDICT_CHOICES, widget=forms.RadioSelect, required=True
    )
    note = note_field(_("Reason"))


class DecideOnListForm(DecideForm):
    """The same for a list; ``digest`` is that of the list on the page."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


class TermForm(HouseForm):
    """A term of a class, from which day on, and why."""

    field_of_refusal = {"term": "years", "past": "effective_on"}

    is_permanent = forms.BooleanField(label=_("Kept for ever"), required=False)
    years = forms.IntegerField(label=_("Years"), min_value=1, max_value=100, required=False)
    effective_on = DayField(label=_("From the day"), initial=timezone.localdate)
    reason = note_field(_("Reason"))

    @property
    def term(self) -> int | None:
        """The years, None for ever."""
        return None if self.cleaned_data["is_permanent"] else self.cleaned_data["years"]

    def clean(self):
        """One of the two."""
        cleaned = super().clean()
        if not cleaned.get("is_permanent") and not cleaned.get("years") and "years" not in self.errors:
            self.add_error("years", _("Enter the years, or tick that it is kept for ever."))
        return cleaned


class NumberForm(HouseForm):
    """What finds a tombstone."""

    q = forms.CharField(label=_("Case number"), required=False, max_length=30)
