"""The forms of the live desk: short, and quick to fill in by keyboard."""

import uuid
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.selectors.register import areas, place_choices
from common.forms import DayField, HouseForm
from hotline.choices import Lane, Outlet
from hotline.models import Session
from hotline.services import QuestionDraft

TAKEN_DOWN = (Lane.PHONE, Lane.SMS)


def outlets_of(session: Session) -> list[tuple[str, str]]:
    """The outlets by which this session goes out."""
    return [(word, label) for word, label in Outlet.choices if word in session.outlets]


class QuestionForm(HouseForm):
    """What a caller asks. Name and number are sealed at once; leave them empty for somebody who stays anonymous."""

    field_of_refusal = {"text_missing": "text", "name_missing": "name"}

    prefix = "ask"
    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)
    text = forms.CharField(
        label=pgettext_lazy("question", "What is asked"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    outlet = forms.ChoiceField(label=_("Outlet"), widget=forms.RadioSelect)
    lane = forms.ChoiceField(
        label=_("Lane"),
        choices=[(lane.value, lane.label) for lane in TAKEN_DOWN],
        initial=Lane.PHONE,
        widget=forms.RadioSelect,
    )
    place = forms.ChoiceField(label=_("Place"), required=False)
    accused_text = forms.CharField(label=_("Complains of"), max_length=120, required=False)
    complains_of_guest = forms.BooleanField(
        label=_("Complains of the unit in the studio or its leaders"),
        help_text=_("Such a question never comes before them: it is passed on at once."),
        required=False,
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-no-draft": ""}),
    )
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "data-no-draft": ""}),
    )

    def __init__(self, *args, session: Session, **kwargs):
        super().__init__(*args, **kwargs)
        choices = outlets_of(session)
        self.fields["outlet"].choices = choices
        self.fields["outlet"].initial = choices[0][0]
        self.fields["place"].choices = place_choices()
        self.fields["place"].initial = session.organiser.area.code

    @property
    def draft(self) -> QuestionDraft:
        """What the service takes."""
        data = dict(self.cleaned_data)
        data.pop("key")
        code = data.pop("place")
        area = next((area for area in areas().values() if area.code == code and area.valid_to is None), None)
        return QuestionDraft(area=area, **data)

    @property
    def sending(self) -> str:
        """By which the same page, sent again, is known; one that came without a key is never the same."""
        return str(self.cleaned_data["key"] or uuid.uuid4())


class ImportForm(HouseForm):
    """What an outlet has collected, one question a line."""

    field_of_refusal = {"text_missing": "lines"}

    prefix = "import"
    lines = forms.CharField(
        label=_("Questions, one a line"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Only what is asked: no names, numbers or accounts."),
    )
    outlet = forms.ChoiceField(label=_("Outlet"))

    def __init__(self, *args, session: Session, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outlet"].choices = outlets_of(session)


class UpdateForm(HouseForm):
    """A line on the live page."""

    field_of_refusal = {"text_missing": "text", "leaks": "text"}

    prefix = "update"
    text = forms.CharField(
        label=_("Update for the public"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class AirForm(HouseForm):
    """What may be said aloud."""

    field_of_refusal = {"text_missing": "air_text", "leaks": "air_text"}

    air_text = forms.CharField(
        label=_("What may be said on the air"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No names, numbers or addresses: the host reads this out and the public reads it."),
    )


class SettleForm(HouseForm):
    """What was said on the air; for a promise also the day."""

    field_of_refusal = {"promise_missing": "text", "leaks": "text", "day_unfit": "other_day"}

    text = forms.CharField(
        label=_("What was said on the air"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    due = forms.ChoiceField(label=_("Promised by"), required=False, widget=forms.RadioSelect)
    other_day = DayField(label=_("Another day"), required=False)

    def __init__(self, *args, days: list[tuple[date, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.days = {day.isoformat(): day for day, _label in days}
        self.fields["due"].choices = [(day.isoformat(), label) for day, label in days]
        self.fields["due"].initial = next(iter(list(self.days)[1:]), "")

    @property
    def due_on(self) -> date | None:
        """The day that was named; one that was typed counts before one that was chosen."""
        return self.cleaned_data.get("other_day") or self.days.get(self.cleaned_data.get("due", ""))
