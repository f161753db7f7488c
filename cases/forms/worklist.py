"""The form that keeps a filter of the list under a name."""

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.selectors import standing_of
from cases.models.worklist import NAME_LONGEST, QUERY_LONGEST
from common.forms import HouseForm
from organizations.models import Unit


class SaveFilterForm(HouseForm):
    """Name, question, and with which of the own units it is shared."""

    name = forms.CharField(label=_("Name of the filter"), max_length=NAME_LONGEST)
    query = forms.CharField(max_length=QUERY_LONGEST, widget=forms.HiddenInput)
    unit = forms.TypedChoiceField(
        label=_("Who uses it"),
        required=False,
        help_text=_(
            "Colleagues get the name and the filter, never your cases: each sees what he himself may see. So name no "
            "person and no complaint."
        ),
        coerce=int,
        empty_value=None,
    )

    def __init__(self, *args, user, pk: int = 0, **kwargs):
        super().__init__(*args, auto_id=f"id_saved{pk or ''}_%s", **kwargs)
        self.pk = pk
        actings = standing_of(user, on=timezone.localdate()).actings
        self.units: dict[int, Unit] = {acting.unit.pk: acting.unit for acting in actings}
        shared = _("Everybody who works for %(unit)s")
        self.fields["unit"].choices = [
            ("", _("Only me")),
            *((key, shared % {"unit": unit.label}) for key, unit in self.units.items()),
        ]

    def clean_unit(self) -> Unit | None:
        """The unit itself."""
        return self.units.get(self.cleaned_data["unit"])

    def clean(self):
        """Words that somebody searches for may tell of a complaint that a colleague must never hear of (R2)."""
        data = super().clean()
        if data.get("unit") and QueryDict(data.get("query", "")).get("q"):
            self.add_error(
                "unit", _("A filter with searched words stays with you: the words may tell of a complaint.")
            )
        return data
