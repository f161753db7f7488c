"""What the figures are asked by."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.selectors import Standing
from cases.choices import Channel
from cases.filters import ANY, LongSelect, sector_choices
from cases.selectors.register import area_choices
from common.forms import HouseForm
from dashboard.selectors import Question, month_of, months_before

MONTHS_OFFERED = 36


class AnalysisForm(HouseForm):
    """From which month to which, and of what; every value stands in the address."""

    since = forms.ChoiceField(label=_("From month"), required=False, widget=LongSelect)
    until = forms.ChoiceField(label=_("To month"), required=False, widget=LongSelect)
    sector = forms.ChoiceField(label=_("Sector"), required=False, widget=LongSelect)
    area = forms.ChoiceField(label=_("City or county"), required=False, widget=LongSelect)
    channel = forms.ChoiceField(label=_("Channel"), required=False, widget=LongSelect)
    unit = forms.SlugField(required=False, widget=forms.HiddenInput, max_length=60)
    show = forms.CharField(required=False, widget=forms.HiddenInput, max_length=10)

    def __init__(self, data, *, standing: Standing, today: date):
        super().__init__(data)
        self.today = today
        months = [month.isoformat()[:7] for month in months_before(today, MONTHS_OFFERED)]
        for name in ("since", "until"):
            self.fields[name].choices = [(month, month) for month in self._with_asked(name, months)]
        self.fields["sector"].choices = [("", ANY), *sector_choices()]
        self.fields["area"].choices = [("", ANY), *area_choices(standing)]
        self.fields["channel"].choices = [("", ANY), *Channel.choices]

    def _with_asked(self, name: str, months: list[str]) -> list[str]:
        """A month of earlier years may be asked for too; later ones have no figures yet."""
        asked = month_of(self.data.get(name, ""))
        known = asked is None or asked > self.today or asked.isoformat()[:7] in months
        return months if known else [*months, asked.isoformat()[:7]]

    def question(self) -> Question:
        """What was asked; what can't be understood is left out, and months the wrong way round are turned."""
        given = self.cleaned_data if self.is_valid() else {}
        chosen = {name: given.get(name) or "" for name in ("sector", "area", "channel", "unit")}
        return Question.of_months(
            month_of(given.get("since", "")), month_of(given.get("until", "")), today=self.today, **chosen
        )


class AreaForm(HouseForm):
    """Of which city or county the page of a sector tells."""

    area = forms.ChoiceField(label=_("City or county"), required=False, widget=LongSelect)

    def __init__(self, data, *, standing: Standing):
        super().__init__(data)
        self.fields["area"].choices = [("", ANY), *area_choices(standing)]
