"""What the desk puts right: the accused in the register's terms, the sector, the place, the urgency."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.choices import Danger, Forum, Window
from cases.forms.fields import BESIDE, note_field, sector_field
from cases.forms.units import unit_field
from cases.models import Case
from cases.selectors.places import open_places
from cases.selectors.register import place_choices
from common.forms import HouseForm
from organizations.models import Area
from organizations.selectors import find_leader

WORDS_LENGTH = 120


class ClassifyForm(HouseForm):
    """The sector of a case."""

    sector = sector_field()
    window = forms.ChoiceField(
        label=_("Window"),
        required=False,
        choices=[("", _("By the channel")), *Window.choices],
        help_text=_("For the environment only."),
    )


class RelocateForm(HouseForm):
    """Where the matter happened, with the reason."""

    field_of_refusal = BESIDE

    area = forms.ChoiceField(label=_("City or county"))
    note = note_field(_("Reason"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = place_choices()

    def clean_area(self) -> Area:
        """The area of today with this code."""
        return Area.objects.select_related("parent").get(code=self.cleaned_data["area"], valid_to=None)


class PlaceForm(HouseForm):
    """The place of a case, below the one that is known."""

    field_of_refusal = BESIDE

    area = forms.TypedChoiceField(label=_("Place"), empty_value=None)

    def __init__(self, *args, case: Case, **kwargs):
        super().__init__(*args, **kwargs)
        places = {str(area.pk): area for area in open_places(case, at=case.received_at)}
        self.fields["area"].choices = [("", _("Please choose")), *((pk, str(a)) for pk, a in places.items())]
        self.fields["area"].coerce = places.__getitem__


class UrgencyForm(HouseForm):
    """Whether people are in danger, with the reason."""

    danger = forms.ChoiceField(
        label=_("Danger"),
        required=False,
        choices=[("", _("No danger")), *Danger.choices],
        widget=forms.RadioSelect,
    )
    note = note_field(_("Reason"))


class ForumForm(HouseForm):
    """Which organ decides the matter, if it isn't handled here, with the reason."""

    field_of_refusal = BESIDE

    forum = forms.ChoiceField(
        label=_("Which organ decides the matter"),
        required=False,
        choices=[("", _("None: it is handled here")), *Forum.choices],
        widget=forms.RadioSelect,
    )
    note = note_field(_("Reason"))


class AccuseForm(HouseForm):
    """One more accused unit or person: from the register where it is known there, in words otherwise."""

    field_of_refusal = BESIDE

    unit = unit_field(
        _("Unit in the register"),
        required=False,
        help_text=_(
            "Search by name, short form or pinyin. The case is kept away from this unit and all below it."
        ),
    )
    unit_text = forms.CharField(
        label=_("Unit in words"),
        required=False,
        max_length=WORDS_LENGTH,
        help_text=_("Only where the register doesn't have it, such as a village or a company."),
    )
    person_text = forms.CharField(
        label=_("Name of the person"),
        required=False,
        max_length=WORDS_LENGTH,
        help_text=_(
            "A leader of the chosen unit, or of one above it, is found in the register by this name."
        ),
    )

    def __init__(self, *args, case: Case, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.case, self.on = case, on

    def clean(self):
        """At least one name, found in the register if it is there, and none twice."""
        data = super().clean()
        if not any(data.get(name) for name in ("unit", "unit_text", "person_text")) and not self.errors:
            raise forms.ValidationError(_("Please name a unit or a person."))
        unit, name = data.get("unit"), data.get("person_text")
        data["person"] = find_leader(unit=unit, name=name, on=self.on) if unit and name else None
        same = self.case.accused.filter(
            unit=unit,
            person=data["person"],
            unit_text=data.get("unit_text", ""),
            person_text=data.get("person_text", ""),
        )
        if not self.errors and same.exists():
            raise forms.ValidationError(_("This is entered already."))
        return data
