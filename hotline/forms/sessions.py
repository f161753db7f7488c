"""The forms around a session: planning, moving, the guest, the edition, and the guidance."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import VERDICT_CHOICES
from cases.forms.fields import note_field
from common.forms import DayField, HouseForm
from common.numbering import CHINA
from hotline.choices import Outlet, Rank
from hotline.lifecycle import SessionMove
from hotline.rules import LONGEST_MINUTES
from hotline.services import GuestDraft, SessionDraft
from organizations.choices import UnitKind
from organizations.models import Sector, Unit

USUAL_MINUTES = 60


def time_field(label) -> forms.TimeField:
    """A time of day, chosen in the browser's clock."""
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class SessionForm(HouseForm):
    """What is planned. ``offices``: the commissions for which the user plans."""

    field_of_refusal = {
        "no_outlet": "outlets",
        "in_past": "day",
        "not_below": "unit",
        "commission_on_line": "unit",
    }

    organiser = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Commission that holds the line"), empty_label=None
    )
    sector = forms.ModelChoiceField(Sector.objects.all(), label=_("Sector"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit on the line"))
    topic = forms.CharField(label=_("Topic"), max_length=120)
    day = DayField(label=pgettext_lazy("hotline", "Day"))
    time = time_field(_("Begins at"))
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=LONGEST_MINUTES, initial=USUAL_MINUTES
    )
    outlets = forms.MultipleChoiceField(
        label=_("Outlets"), choices=Outlet, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, offices: list[Unit], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organiser"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in offices])
        here = Unit.objects.filter(area__in=[unit.area_id for unit in offices], is_active=True)
        self.fields["unit"].queryset = here.exclude(kind=UnitKind.COMMISSION)

    @property
    def draft(self) -> SessionDraft:
        """What the service takes."""
        data = self.cleaned_data
        return SessionDraft(
            unit=data["unit"],
            sector=data["sector"],
            topic=data["topic"],
            starts_at=datetime.combine(data["day"], data["time"], tzinfo=CHINA),
            minutes=data["minutes"],
            outlets=data["outlets"],
        )


class MoveForm(HouseForm):
    """What a move of a session asks for: mostly nothing, sometimes the reason, sometimes the new day."""

    field_of_refusal = {"in_past": "day"}

    day = DayField(label=_("New day"))
    time = time_field(_("Begins at"))
    note = note_field(_("Reason"))

    def __init__(self, *args, row: SessionMove, **kwargs):
        super().__init__(*args, **kwargs)
        if not row.needs_time:
            del self.fields["day"], self.fields["time"]
        if not row.needs_note:
            del self.fields["note"]

    @property
    def given(self) -> dict:
        """What the service takes."""
        data = self.cleaned_data
        given = {"note": data.get("note", "")}
        if "day" in data:
            given["starts_at"] = datetime.combine(data["day"], data["time"], tzinfo=CHINA)
        return given


class GuestForm(HouseForm):
    """Who comes. Whoever isn't the first leader needs the approval of the commission."""

    field_of_refusal = {"not_first": "name"}

    name = forms.CharField(label=_("Name"), max_length=40)
    post = forms.CharField(label=_("Post"), max_length=80)
    rank = forms.ChoiceField(label=_("Rank"), choices=Rank, widget=forms.RadioSelect)
    topic = forms.CharField(label=_("Topic"), max_length=120, required=False)
    reason = note_field(
        _("Why the first leader can't come"),
        required=False,
        help_text=_("Needed for everybody else; the commission decides."),
    )

    @property
    def draft(self) -> GuestDraft:
        """What the service takes."""
        return GuestDraft(**self.cleaned_data)


class DecideForm(HouseForm):
    """Whether the substitute may come."""

    decision = forms.ChoiceField(label=_("Decision"), choices=VERDICT_CHOICES, widget=forms.RadioSelect)
    note = note_field(_("Reason"))


class EditionForm(HouseForm):
    """The words that stand before the promises."""

    field_of_refusal = {"text_missing": "text", "leaks": "text"}

    text = forms.CharField(
        label=_("Introduction"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Everybody reads this: no names, numbers or addresses of callers."),
    )


class GuidanceForm(HouseForm):
    """One version of the guidance."""

    field_of_refusal = {"text_missing": "text"}

    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(label=_("Text"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 16}))
