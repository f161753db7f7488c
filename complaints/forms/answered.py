"""Looking for an answered matter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.search import words_of
from common.forms import HouseForm
from complaints.selectors.answered import city_choices, sector_choices

LONGEST_QUERY = 60
ANY = [("", _("All"))]


class AnsweredForm(HouseForm):
    """Words, a sector, a city; each may be left empty."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=lambda: ANY + sector_choices())
    city = forms.ChoiceField(label=_("City"), required=False, choices=lambda: ANY + city_choices())

    def clean_q(self) -> str:
        """Two characters at least: one finds half of everything."""
        query = self.cleaned_data["q"].strip()
        if query and not words_of(query):
            raise forms.ValidationError(_("Please type at least two characters of one word."))
        return query
