"""The complaint form: the story first, then the place, those complained of, and whether to leave a name."""

import re
import uuid
from collections.abc import Iterator
from datetime import date

from django import forms
from django.utils.choices import CallableChoiceIterator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import Channel, Danger
from cases.selectors.register import sector_by_code
from cases.services import AccusedEntry, Complaint
from common.forms import RadioCards
from complaints.choices import Identity
from complaints.forms.fields import CityField, LongTextField, sector_choices
from complaints.forms.joint import JointForm
from complaints.forms.others import NONE_OF_THESE, WHICH_UNIT, OthersForm, as_choices
from complaints.rules import (
    ACCUSED_LONGEST,
    NAME_LONGEST,
    PHONE_LONGEST,
    PLACE_LONGEST,
    STORY_LONGEST,
    STORY_SHORTEST,
    clean_phone,
)
from complaints.selectors import find_area, is_exactly, places, unit_named, units_like
from files.forms import EvidenceForm
from organizations.choices import Level
from organizations.models import Area, Unit
from organizations.selectors import find_leader

# A name with its position in brackets is one text: the person in words.
OCCASION = re.compile(r"[a-z]{1,10}:\d{1,9}")
POST_LONGEST = ACCUSED_LONGEST - NAME_LONGEST - len("（）")


class ComplaintForm(OthersForm, JointForm, EvidenceForm):
    """A citizen's complaint. ``on`` is the day by which places are looked up."""

    key = forms.UUIDField(
        widget=forms.HiddenInput,
        required=False,
        error_messages={
            "invalid": gettext_lazy("The page had not been loaded completely. Please send it once more.")
        },
    )
    # Which page of another part of the site sent the citizen here; it is handed on, not understood.
    occasion = forms.CharField(widget=forms.HiddenInput, required=False)
    story = LongTextField(
        label=gettext_lazy("What happened"),
        help_text=gettext_lazy("In your own words: what, when, where, who. Sums of money and dates help."),
        min_length=STORY_SHORTEST,
        max_length=STORY_LONGEST,
        widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={
            "required": gettext_lazy("Please write what happened."),
            "min_length": gettext_lazy(
                "Please write a little more: at least one sentence, so that it can be looked into."
            ),
        },
    )
    danger = forms.ChoiceField(
        label=gettext_lazy("Is anybody in danger right now?"),
        help_text=gettext_lazy(
            "If a life is at risk, call 110 or 120 first. What you choose here alerts the commission at once."
        ),
        required=False,
        choices=[("", gettext_lazy("No")), *Danger.choices],
        widget=forms.RadioSelect,
    )
    sector = forms.ChoiceField(
        label=gettext_lazy("What it is about"),
        help_text=gettext_lazy("You need not know this: we find it out from your words."),
        required=False,
        choices=sector_choices,
    )
    city = CityField(
        label=gettext_lazy("City"),
        help_text=gettext_lazy("Where it happened."),
    )
    county = forms.CharField(
        label=gettext_lazy("District or county"),
        help_text=gettext_lazy("If you know it."),
        required=False,
        widget=forms.Select,
    )
    place_text = forms.CharField(
        label=gettext_lazy("Place in words"),
        help_text=gettext_lazy("For example the town and village, the street, the school or the hospital."),
        required=False,
        max_length=PLACE_LONGEST,
    )
    unit_text = forms.CharField(
        label=gettext_lazy("Department or institution"),
        help_text=gettext_lazy("As you know it; a short name is enough. Leave it empty if you don't know."),
        required=False,
        max_length=ACCUSED_LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    unit = forms.CharField(
        label=gettext_lazy("Which one do you mean?"), required=False, widget=forms.HiddenInput
    )
    unit_asked = forms.CharField(required=False, widget=forms.HiddenInput)
    person_name = forms.CharField(
        label=gettext_lazy("Name of the person"),
        help_text=gettext_lazy("If you know it."),
        required=False,
        max_length=NAME_LONGEST,
    )
    person_post = forms.CharField(
        label=gettext_lazy("Position"),
        help_text=gettext_lazy("For example: director, village head, doctor."),
        required=False,
        max_length=POST_LONGEST,
    )
    identity = forms.ChoiceField(
        label=gettext_lazy("Do you want to leave your name?"),
        choices=Identity.choices,
        initial=Identity.ANONYMOUS,
        widget=RadioCards(
            hints={
                Identity.ANONYMOUS: gettext_lazy(
                    "Nothing that points to you is kept. You follow it with a receipt code."
                ),
                Identity.NAMED: gettext_lazy("You also get a text message when there is news."),
            }
        ),
        error_messages={"required": gettext_lazy("Please choose one of the two.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        required=False,
        max_length=NAME_LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "name", "data-no-draft": ""}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Your phone number"),
        required=False,
        max_length=PHONE_LONGEST,
        widget=forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "data-no-draft": ""}
        ),
    )

    no_calls = forms.BooleanField(
        label=gettext_lazy("Please don't call me"),
        help_text=gettext_lazy(
            "When your complaint is answered, the discipline commission may call you once to ask whether it is settled. It sees "
            "your number then, not your name, and each look is written down."
        ),
        required=False,
    )

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["key"].initial = uuid.uuid4
        self.fields["city"].widget.choices = CallableChoiceIterator(self._city_choices)
        self.fields["county"].widget.choices = CallableChoiceIterator(self._county_choices)

    @property
    def asks_which_unit(self) -> bool:
        """Whether several units go by what was typed, and the citizen has to say which one."""
        return isinstance(self.fields["unit"].widget, forms.RadioSelect)

    def clean_occasion(self):
        """A word and a number; whatever else stands there says nothing, and stops nobody."""
        typed = self.cleaned_data["occasion"]
        return typed if OCCASION.fullmatch(typed) else ""

    def clean_phone(self):
        """The number as it is dialled; an anonymous complaint keeps none, whatever was typed."""
        typed = self.cleaned_data["phone"]
        if not typed or not self.leaves_name:
            return ""
        number = clean_phone(typed)
        if number is None:
            raise forms.ValidationError(
                _(
                    "This doesn't look like a phone number. A mobile number has 11 digits; a land line needs its area code."
                )
            )
        return number

    def clean(self):
        """Bring together what stands in several fields: the place, the unit, the name."""
        data = self.cleaned_data
        if not data.get("key"):
            self.renew_key()
            data["key"] = self.data[self.add_prefix("key")]
        data["area"] = self._clean_area(data)
        data["accused_unit"] = self._clean_unit(data)
        self.check_others(data)
        self.check_identity(data)
        self.check_joint(data, leaves_name=self.leaves_name)
        return data

    @property
    def leaves_name(self) -> bool:
        """Whether whoever complains wants to leave a name."""
        return self.cleaned_data.get("identity") == Identity.NAMED

    def check_identity(self, data: dict) -> None:
        """A name and a number, or neither."""
        if not self.leaves_name:
            data["name"] = ""
            return
        if not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Please enter your name, or choose to stay anonymous."))
        if not data.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Please enter a phone number, or choose to stay anonymous."))

    def complaint(self) -> Complaint:
        """What is handed in; only after ``is_valid``."""
        data = self.cleaned_data
        return Complaint(
            channel=data.get("channel", Channel.WEB),
            story=data["story"],
            area=data["area"],
            place_text=data["place_text"],
            sector=sector_by_code(data["sector"]),
            danger=data["danger"],
            accused=(self._accused(data), *data["others"]),
            name=data["name"],
            phone=data["phone"],
            people=data["people"],
            representatives=data["representatives"],
            occasion=data["occasion"],
            may_be_called=bool(data["phone"]) and not data["no_calls"],
        )

    def renew_key(self) -> None:
        """Make the next sending a complaint of its own."""
        self.put(key=str(uuid.uuid4()))

    def _clean_area(self, data: dict) -> Area | None:
        city_code, county_code = data.get("city"), data.get("county")
        city = find_area(city_code, on=self.on) if city_code else None
        county = find_area(county_code, on=self.on) if county_code else None
        if county is None:
            if city is None:
                self.add_error("city", _("Please choose the city where it happened."))
            return city
        if city is not None and city.level == Level.CITY and county.parent != city:
            names = {"county": county.label, "right": county.parent.label}
            self.add_error(
                "county", _("%(county)s belongs to %(right)s. Please change one of the two.") % names
            )
        return county

    def _clean_unit(self, data: dict) -> Unit | None:
        typed = data.get("unit_text")
        if not typed:
            return None
        if data.get("unit") and data.get("unit_asked") == typed:
            chosen = None if data["unit"] == NONE_OF_THESE else unit_named(data["unit"])
            if chosen or data["unit"] == NONE_OF_THESE:
                return chosen
        found = units_like(typed, area=data["area"])
        if is_exactly(found, typed):
            return found[0]
        if found:
            self._ask_which_unit(found, typed)
        return None

    def _ask_which_unit(self, found: list[Unit], typed: str) -> None:
        self.fields["unit"].widget = forms.RadioSelect(choices=as_choices(found))
        self.put(unit="", unit_asked=typed)
        self.add_error("unit", WHICH_UNIT)

    def _accused(self, data: dict) -> AccusedEntry:
        unit, name, post = data["accused_unit"], data["person_name"], data["person_post"]
        words = f"{name}（{post}）" if name and post else name or post
        return AccusedEntry(
            unit=unit,
            # With the position behind it, the name isn't recognised any more when the case is received.
            person=find_leader(unit=unit, name=name, on=self.on) if unit and name and post else None,
            unit_text="" if unit and is_exactly([unit], data["unit_text"]) else data["unit_text"],
            person_text=words,
        )

    def _city_choices(self) -> Iterator[tuple]:
        known = places(on=self.on)
        yield "", _("Please choose")
        for city in known.cities:
            yield city.area.code, city.area.label
        yield known.province.code, _("The whole province, or I don't know")

    def _county_choices(self) -> Iterator[tuple]:
        yield "", _("Please choose")
        for city in places(on=self.on).cities:
            if city.counties:
                yield city.area.label, [(county.code, county.label) for county in city.counties]
