"""The forms of the service windows: the list, the limits, the numbers of staff, files with visits, decisions on alarms."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.forms.fields import note_field
from common.forms import DayField, HouseForm
from evaluations.choices import LIMIT_LABELS, VisitAlarmState
from evaluations.models import ServiceWindow
from evaluations.rules.samples import HOURS_A_DAY, LIMITS, OF_A_UNIT
from organizations.models import Unit

MOST_NUMBERS = 20_000


class UnitCodeField(forms.CharField):
    """A unit of the register, typed by its code."""

    def clean(self, value):
        """The unit; an error for a code that the register doesn't know."""
        code = super().clean(value)
        unit = Unit.objects.select_related("area").filter(code=code, is_active=True).first() if code else None
        if code and unit is None:
            raise forms.ValidationError(_("The register has no unit with this code."))
        return unit


class WindowForm(HouseForm):
    """One more unit on the list."""

    field_of_refusal = {"listed_already": "unit", "own_side": "unit"}

    prefix = "add"
    unit = UnitCodeField(label=_("Code of the unit"), max_length=60)
    from_on = DayField(label=_("On the list from"))
    reason = forms.CharField(label=_("Basis"), max_length=300)


class WindowEndForm(HouseForm):
    """The last day of a unit on the list."""

    field_of_refusal = {"ends_before": "to_on", "own_side": "window"}

    prefix = "end"
    window = forms.ModelChoiceField(
        ServiceWindow.objects.filter(to_on=None).select_related("unit"),
        label=_("Service window"),
        empty_label="—",
    )
    to_on = DayField(label=_("On the list until"))


class WindowRuleForm(HouseForm):
    """A new version of the limits; for one unit only how many are drawn."""

    field_of_refusal = {"past_day": "effective_on", "own_side": "unit"}

    unit = UnitCodeField(
        label=_("Code of the unit"),
        required=False,
        max_length=60,
        help_text=_("Left empty: for all windows. For one unit only the first two limits are set."),
    )
    effective_on = DayField(label=_("Valid from"))
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args, values: dict[str, int], **kwargs):
        super().__init__(*args, **kwargs)
        for name, (_built_in, least, most) in LIMITS.items():
            self.fields[name] = forms.IntegerField(
                label=LIMIT_LABELS[name],
                min_value=least,
                max_value=most,
                initial=values[name],
                help_text=_("Between %(least)s and %(most)s.") % {"least": least, "most": most},
            )
        self.order_fields(["unit", *LIMITS, "effective_on", "reason"])

    def clean(self):
        """With a longer time to answer than to rest a number would have two open invitations, and a reply could mean either."""
        data = super().clean()
        hours, rest = data.get("hours"), data.get("rest_days")
        if hours and rest and not data.get("unit") and hours > rest * HOURS_A_DAY:
            most = {"hours": rest * HOURS_A_DAY}
            self.add_error("hours", _("At most the days between two invitations: %(hours)s hours.") % most)
        return data

    @property
    def others(self) -> list[forms.BoundField]:
        """What is asked beside the grid of the limits."""
        return [self[name] for name in ("unit", "effective_on", "reason")]

    @property
    def values(self) -> dict[str, int]:
        """The limits that were typed, as far as they can be set for whom they are meant."""
        names = OF_A_UNIT if self.cleaned_data.get("unit") else LIMITS
        return {name: self.cleaned_data[name] for name in names}


class StaffPhonesForm(HouseForm):
    """Numbers of those who work at a window."""

    unit = UnitCodeField(label=_("Code of the unit"), max_length=60)
    numbers = forms.CharField(
        label=_("Phone numbers"),
        max_length=MOST_NUMBERS,
        widget=forms.Textarea(attrs={"rows": 6, "inputmode": "tel"}),
        help_text=_(
            "One a line. The numbers themselves are not kept, only marks by which they are recognised."
        ),
    )

    def clean_numbers(self) -> list[str]:
        """The lines that aren't empty."""
        return [line.strip() for line in self.cleaned_data["numbers"].splitlines() if line.strip()]


class VisitFileForm(HouseForm):
    """A file with visits."""

    file = forms.FileField(
        label=_("CSV or XLSX file"),
        help_text=_(
            "With the headings of the template. Nothing is imported before you have seen what is in it."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class AlarmDecisionForm(HouseForm):
    """What the commission has found out."""

    decision = forms.ChoiceField(
        label=pgettext_lazy("alarm", "Decision"),
        choices=[
            (VisitAlarmState.DISMISSED.value, _("Nothing is wrong: the ratings count")),
            (VisitAlarmState.UPHELD.value, _("Borne out: its ratings are kept and no longer counted")),
        ],
        widget=forms.RadioSelect,
    )
    reason = note_field(_("Reason"))
