"""What a caller fills in, and what lists and figures are narrowed by."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.selectors import standing_of
from cases.choices import Channel
from cases.forms.fields import note_field
from cases.selectors.register import area_choices, sector_by_code, sectors
from common.forms import DayField, HouseForm
from complaints.forms import ByReceiptForm
from evaluations.choices import ANSWER_KEYS, Grade, Origin, Outcome, Reason, Solved
from evaluations.rules.call_backs import LATER_AT_MOST
from evaluations.services import Said

ALL = ("", gettext_lazy("All"))
QUERY_LENGTH = 60
COMMENT_MAX = 1000
PERIOD = timedelta(days=30)


class KeyedRadios(forms.RadioSelect):
    """Radio buttons of which each is ticked by a key; ``keys`` names the field in ``ANSWER_KEYS``."""

    def __init__(self, *args, keys: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.keys = {str(value): key for key, value in ANSWER_KEYS[keys].items()}

    def create_option(self, name, value, *args, **kwargs):
        """Tell the template and the script which key it is."""
        option = super().create_option(name, value, *args, **kwargs)
        key = self.keys.get(str(value), "")
        option["attrs"]["data-answer-key"] = key
        return option | {"key": key}


class CallForm(HouseForm):
    """What was said in a call, question by question."""

    field_of_refusal = {"reason_missing": "reason"}

    contacted = forms.ChoiceField(
        label=gettext_lazy("The department got in touch"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=KeyedRadios(keys="contacted"),
    )
    solved = forms.ChoiceField(
        label=pgettext_lazy("call-back", "Settled"), choices=Solved.choices, widget=KeyedRadios(keys="solved")
    )
    grade = forms.ChoiceField(
        label=pgettext_lazy("call-back", "Grade"), choices=Grade.choices, widget=KeyedRadios(keys="grade")
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("What is not right?"),
        choices=Reason.choices,
        widget=KeyedRadios(keys="reason"),
        required=False,
    )
    comment = forms.CharField(
        label=gettext_lazy("What was said"),
        help_text=gettext_lazy(
            "The department reads this: write no name, and nothing that only this citizen can know."
        ),
        required=False,
        max_length=COMMENT_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict:
        """Whoever is dissatisfied says why."""
        data = self.cleaned_data
        if data.get("grade") == Grade.DISSATISFIED and not data.get("reason"):
            self.add_error("reason", _("Please say what is not right."))
        return data

    @property
    def said(self) -> Said:
        """What is kept; only after ``is_valid``."""
        data = self.cleaned_data
        return Said(**{**data, "contacted": data["contacted"] == "yes"})


class AttemptForm(HouseForm):
    """A call that brought no answers."""

    field_of_refusal = {"later_unfit": "later_at"}

    outcome = forms.ChoiceField(choices=[one for one in Outcome.choices if one[0] != Outcome.REACHED])
    later_at = forms.DateTimeField(
        label=pgettext_lazy("call", "Call again at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean(self) -> dict:
        """A call that is put off needs a time."""
        data = self.cleaned_data
        at, later = timezone.now(), data.get("later_at")
        if data.get("outcome") == Outcome.LATER and not (later and at < later <= at + LATER_AT_MOST):
            self.add_error("later_at", _("Please give a time within the next seven days."))
        return data


class CallFilterForm(HouseForm):
    """Unit or number, area, sector, occasion; all of them optional."""

    q = forms.CharField(
        label=gettext_lazy("Unit or case number"),
        required=False,
        max_length=QUERY_LENGTH,
        widget=forms.TextInput(attrs={"type": "search", "data-search": ""}),
    )
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), required=False)
    origin = forms.ChoiceField(
        label=pgettext_lazy("call-back", "Occasion"), required=False, choices=[ALL, *Origin.choices]
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [ALL, *area_choices(standing_of(user, on=timezone.localdate()))]
        self.fields["sector"].choices = [ALL, *((one.code, one.label) for one in sectors().values())]

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for and makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PeriodForm(HouseForm):
    """From which day to which; the last thirty days unless something else is asked for."""

    begin = DayField(label=pgettext_lazy("call-back", "From"), required=False)
    end = DayField(label=gettext_lazy("Until"), required=False)

    @property
    def days(self) -> tuple:
        """The first and the last day, in the right order."""
        self.is_valid()
        today = timezone.localdate()
        end = self.cleaned_data.get("end") or today
        begin = self.cleaned_data.get("begin") or end - PERIOD
        return min(begin, end), max(begin, end)


class ShareForm(HouseForm):
    """How many of a hundred are called, for what, from when on, and why."""

    field_of_refusal = {"past_day": "effective_on"}

    sector = forms.ChoiceField(label=gettext_lazy("Sector"), required=False)
    channel = forms.ChoiceField(
        label=pgettext_lazy("call-back", "Channel"), required=False, choices=[ALL, *Channel.choices]
    )
    share = forms.IntegerField(
        label=gettext_lazy("Called of a hundred"),
        help_text=gettext_lazy("100: everybody. Where several rules fit, the one that draws most counts."),
        min_value=0,
        max_value=100,
    )
    effective_on = DayField(label=gettext_lazy("From the day"))
    reason = note_field(gettext_lazy("Why"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = [ALL, *((one.code, one.label) for one in sectors().values())]

    def clean_sector(self):
        """The sector itself; None for all."""
        return sector_by_code(self.cleaned_data["sector"])


class CallsForm(ByReceiptForm):
    """Whether a citizen may be called, said on the tracking page."""

    may_be_called = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
