"""The form for the file of a third party, with the note on its method."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import note_field
from common.forms import DayField, HouseForm
from evaluations.services.surveys import Method


class SurveyForm(HouseForm):
    """Who asked whom, how they were chosen, when, and the file."""

    field_of_refusal = {"method_missing": "sampling", "file_unreadable": "file", "no_rows": "file"}

    agency = forms.CharField(label=_("Who asked"), max_length=120)
    frame = forms.CharField(
        label=_("Who could be asked"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The list that people were drawn from, and who isn't in it."),
    )
    sampling = forms.CharField(
        label=_("How they were chosen"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    contacted = forms.IntegerField(
        label=_("People asked"), min_value=1, help_text=_("Also those who didn't answer.")
    )
    began_on = DayField(label=_("Asked from"))
    ended_on = DayField(label=_("Asked to"))
    note = note_field(_("More on the method"), required=False)
    file = forms.FileField(
        label=_("CSV or XLSX file"),
        help_text=_(
            "Columns: respondent, unit (name or code), grade (1 satisfied, 2 mostly satisfied, 3 dissatisfied). Nothing counts before you have seen what is in it."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    @property
    def method(self) -> Method:
        """What the service takes."""
        return Method(**{name: self.cleaned_data[name] for name in Method.__dataclass_fields__})
