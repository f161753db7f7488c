"""The forms of the accountability ledger."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import VERDICT_CHOICES
from cases.choices import Measure
from cases.forms.fields import note_field
from cases.selectors.register import sectors
from common.forms import DayField, HouseForm
from organizations.models import Unit
from supervision.choices import AccountStage, AppealOutcome, Liability, MeasureFamily
from supervision.models import Accountability
from supervision.rules import MEASURES, fits_liability
from supervision.services.accountability import Answerable

ANY = [("", _("All"))]


def _measures(liability: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The measures that fit, under the heading of their family."""
    return [
        (
            family.label,
            [
                (name, Measure(name).label)
                for name, row in MEASURES.items()
                if row.family == family and fits_liability(name, liability)
            ],
        )
        for family in MeasureFamily
        if any(row.family == family and fits_liability(name, liability) for name, row in MEASURES.items())
    ]


class LedgerFilterForm(HouseForm):
    """What narrows the list; the totals and the file follow it."""

    q = forms.CharField(label=_("Person or post"), required=False, max_length=60)
    stage = forms.ChoiceField(label=_("State"), required=False, choices=[*ANY, *AccountStage.choices])
    liability = forms.ChoiceField(label=_("Answers"), required=False, choices=[*ANY, *Liability.choices])
    family = forms.ChoiceField(
        label=_("Kind of measure"), required=False, choices=[*ANY, *MeasureFamily.choices]
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    since = DayField(label=_("Happened from"), required=False)
    until = DayField(label=_("Happened until"), required=False)
    # Only links ask for a place and for the days on which files were opened.
    area = forms.SlugField(required=False, max_length=6, widget=forms.HiddenInput)
    opened_from = forms.DateField(required=False, widget=forms.HiddenInput)
    opened_to = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = [
            *ANY,
            *((sector.code, sector.label) for sector in sectors().values()),
        ]


class OpenForm(HouseForm):
    """Who answers, in which unit, and when it happened."""

    field_of_refusal = {"nobody_named": "name", "named_already": "name", "day_unfit": "happened_on"}

    liability = forms.ChoiceField(label=_("Answers"), choices=Liability.choices, widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit"),
        required=False,
        empty_label=_("A unit that isn't in the list"),
        help_text=_("Those that the case accuses, the one that had it, and all above them."),
    )
    happened_on = DayField(
        label=_("Happened on"), help_text=_("Who answers as a leader is whoever held the post on that day.")
    )
    name = forms.CharField(
        label=_("Person"),
        required=False,
        max_length=60,
        help_text=_("Leave it empty for a leader: the chart of leaders names whoever held the first post."),
    )
    post_name = forms.CharField(
        label=_("Post"),
        required=False,
        max_length=100,
        help_text=_("For somebody whom the register doesn't know."),
    )
    note = note_field(_("What he or she answers for"))

    def __init__(self, *args, units=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])

    @property
    def who(self) -> Answerable:
        """What the service takes."""
        given = self.cleaned_data
        return Answerable(
            **{name: given[name] for name in ("liability", "unit", "happened_on", "name", "post_name")}
        )


class StepForm(HouseForm):
    """A step of a file; most need nothing of it."""

    field_of_refusal = {
        "measure_unfit": "measure",
        "level_too_low": "measure",
        "not_lighter": "measure",
        "appeal_too_late": "made_on",
        "served_later": "made_on",
    }

    def __init__(self, *args, file: Accountability | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if file is not None:
            self.fit_to(file)

    def fit_to(self, file: Accountability) -> None:
        """Offer only what this file allows."""


class ProposeForm(StepForm):
    """A measure, its legal basis, and why."""

    measure = forms.ChoiceField(label=_("Measure"))
    basis = forms.CharField(
        label=_("Legal basis"), max_length=200, help_text=_("The article, as it will stand in the decision.")
    )
    reason = note_field(_("Reason"))

    def fit_to(self, file: Accountability) -> None:
        """Measures of the rules on leaders are for leaders."""
        self.fields["measure"].choices = _measures(file.liability)


class DecideForm(StepForm):
    """Approved or refused, with the reason."""

    decision = forms.ChoiceField(label=_("Decision"), choices=VERDICT_CHOICES, widget=forms.RadioSelect)
    note = note_field(_("Reason"))


class ServeForm(StepForm):
    """The day on which the decision was handed over."""

    served_on = DayField(label=_("Served on"), initial=timezone.localdate)
    note = note_field(_("How"), required=False)


class AppealForm(StepForm):
    """An appeal on paper, as it came in."""

    made_on = DayField(label=pgettext_lazy("appeal", "Received on"), initial=timezone.localdate)
    words = note_field(_("What is put forward"))


class AnswerForm(StepForm):
    """The answer to an appeal."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=AppealOutcome.choices, widget=forms.RadioSelect)
    measure = forms.ChoiceField(
        label=_("Lighter measure"), required=False, help_text=_("Only where the measure is changed.")
    )
    answer = note_field(_("Answer"))

    def fit_to(self, file: Accountability) -> None:
        """An appeal never makes a measure graver; the service says so too."""
        self.fields["measure"].choices = [("", "—"), *_measures(file.liability)]


class ClearForm(StepForm):
    """In which circle the name was cleared."""

    how = note_field(_("When, where and before whom the name was cleared"))


class ReasonOnlyForm(HouseForm):
    """A reason and nothing else."""

    reason = note_field(_("Reason"))


STEP_FORMS = {
    "propose": ProposeForm,
    "decide": DecideForm,
    "serve": ServeForm,
    "appeal": AppealForm,
    "answer": AnswerForm,
    "clear": ClearForm,
}
