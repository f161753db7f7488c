# STOP: read NOTE-FROM-INTEGRATOR.md in the root of this worktree first.
"""The complaint form, one question a page: every page carries the answers of the others, nothing is kept in between."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.choices import Identity
from complaints.forms.complaint import NONE_OF_THESE, ComplaintForm
from complaints.selectors import find_area, is_above_province, places, speaks_of_courts


class Step(NamedTuple):
    """One page: its name, picture, question, the sentence below it, and the fields that are asked on it."""

    name: str
    icon: str
    question: str | Promise
    help: str | Promise
    fields: tuple[str, ...]


STEPS = (
    Step(
        "story",
        "pencil",
        gettext_lazy("What happened?"),
        gettext_lazy("Write it as you would say it. What, when, where, who."),
        ("story",),
    ),
    Step(
        "danger",
        "alert-triangle",
        gettext_lazy("Is anybody in danger now?"),
        gettext_lazy("If a life is at risk, call 110 or 120 first."),
        ("danger",),
    ),
    Step(
        "city",
        "map-pin",
        gettext_lazy("In which city?"),
        gettext_lazy("The city where it happened."),
        ("city",),
    ),
    Step(
        "place",
        "home",
        gettext_lazy("Where in the city?"),
        gettext_lazy("You can leave this empty."),
        ("county", "place_text"),
    ),
    Step(
        "whom",
        "building",
        gettext_lazy("Who did it?"),
        gettext_lazy("They will never see your complaint. You can leave this empty."),
        ("unit_text", "unit", "unit_asked", "person_name", "person_post"),
    ),
    Step(
        "identity",
        "user-shield",
        gettext_lazy("Do you want to give your name?"),
        gettext_lazy("Both ways are fine."),
        ("identity", "name", "phone"),
    ),
    Step(
        "review",
        "send",
        gettext_lazy("Is everything right?"),
        gettext_lazy("Read it once more. Then send it."),
        ("key", "sector", "kept", "files"),
    ),
)
LAST = len(STEPS)


class StepForm(ComplaintForm):
    """The same complaint and the same rules; ``show`` says which page is on."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.number = 1
        self.fields["story"].label = _("Write here")
        self.fields["story"].help_text = ""
        self.fields["danger"].label = self.fields["identity"].label = _("Choose one")
        self.fields["danger"].help_text = self.fields["city"].help_text = ""

    @property
    def step(self) -> Step:
        """The page that is on."""
        return STEPS[self.number - 1]

    def is_wrong_at(self, number: int) -> bool:
        """Whether something on that page has to be put right before going on."""
        return any(name in self.errors for name in STEPS[number - 1].fields)

    def first_wrong(self) -> int:
        """The first page on which something has to be put right; the last one where it is about the whole."""
        return next((number for number in range(1, LAST) if self.is_wrong_at(number)), LAST)

    def show(self, number: int, *, tells_errors: bool) -> None:
        """Put that page on; what is wrong on others isn't told yet, because they may not have been asked."""
        self.number = number
        if self.is_bound:
            kept = (*self.step.fields, "__all__") if tells_errors else ()
            for name in [name for name in self.errors if name not in kept]:
                del self.errors[name]

    def leave_city(self) -> None:
        """Forget a county of another city that was chosen before."""
        if "county" in self.errors:
            self._put(county="")

    def carried(self) -> list:
        """The answers of the other pages, as hidden fields."""
        names = (name for name in self.fields if name not in self.step.fields and name != "files")
        return [self[name] for name in names]

    @property
    def has_counties(self) -> bool:
        """Whether the city has districts to choose from."""
        return len(list(self._county_choices())) > 1

    def answers(self) -> list[tuple[int, Step, str]]:
        """What was answered on each page but the last, in words, to be read once more."""
        said = {
            "story": self._said("story"),
            "danger": dict(self.fields["danger"].choices).get(self._said("danger"), ""),
            "city": self._area("city"),
            "place": self._joined(self._area("county"), self._said("place_text")),
            "whom": self._joined(self._unit(), self._said("person_name"), self._said("person_post")),
            "identity": self._identity(),
        }
        return [(number, step, said[step.name]) for number, step in enumerate(STEPS[:-1], 1)]

    def speaks_of_courts(self) -> bool:
        """Whether the hint about courts belongs on the page."""
        return speaks_of_courts(self._said("story"))

    def is_above_province(self) -> bool:
        """Whether the hint about units above the province belongs on the page."""
        return is_above_province(getattr(self, "cleaned_data", {}).get("accused_unit"))

    def _said(self, name: str) -> str:
        return str(self[name].value() or "").strip()

    def _area(self, name: str) -> str:
        area = find_area(self._said(name), on=self.on)
        return area.label if area else ""

    def _unit(self) -> str:
        unit = self.cleaned_data.get("accused_unit") if self._said("unit") != NONE_OF_THESE else None
        return unit.label if unit else self._said("unit_text")

    def _identity(self) -> str:
        label = str(dict(Identity.choices).get(self._said("identity"), ""))
        if self._said("identity") != Identity.NAMED:
            return label
        return self._joined(label, self._said("name"), self._said("phone"))

    def _joined(self, *words: str) -> str:
        return " · ".join(word for word in words if word)

    def _county_choices(self):
        city = self._said("city") if self.is_bound else ""
        if not any(one.area.code == city for one in places(on=self.on).cities):
            yield from super()._county_choices()
            return
        yield "", _("Please choose")
        for one in places(on=self.on).cities:
            if one.area.code == city:
                yield from ((county.code, county.label) for county in one.counties)
