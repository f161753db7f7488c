"""The complaint form asked one question a page, in large letters, for whoever finds a long form too much.

Nothing is kept between the pages but in the page itself: what was answered travels along in hidden fields. In the end
it is the same form, checked and handed in like the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.choices import Identity
from complaints.forms.complaint import ComplaintForm
from complaints.selectors import find_area, is_above_province, places, speaks_of_courts

# What the buttons say; any other word is the step to go to. Whoever wants all questions on one page says so to that page.
NEXT, BACK, SEND, WHOLE = "next", "back", "send", "whole"


@dataclass(frozen=True)
class Step:
    """One page: its word, its picture, the question, what helps to answer it, and the fields."""

    name: str
    icon: str
    question: str | Promise
    hint: str | Promise
    fields: tuple[str, ...]


STEPS = (
    Step(
        "story",
        "pencil",
        gettext_lazy("What happened?"),
        gettext_lazy("Write as you speak. Mistakes don't matter."),
        ("story",),
    ),
    Step(
        "danger",
        "alert-triangle",
        gettext_lazy("Is anybody in danger right now?"),
        "",
        ("danger",),
    ),
    Step("city", "map-pin", gettext_lazy("In which city did it happen?"), "", ("city",)),
    Step(
        "place",
        "building-community",
        gettext_lazy("Where exactly?"),
        gettext_lazy("If you don't know, go on."),
        ("county", "place_text"),
    ),
    Step(
        "accused",
        "users",
        gettext_lazy("Who did it?"),
        gettext_lazy("Whoever you name here will never see your complaint. If you don't know, go on."),
        ("unit_text", "unit", "person_name", "person_post", "others", "others_unit"),
    ),
    Step(
        "files",
        "paperclip",
        gettext_lazy("Do you have photos or papers?"),
        gettext_lazy("If you have none, go on."),
        ("kept", "files"),
    ),
    Step(
        "identity",
        "user-shield",
        gettext_lazy("Do you want to leave your name?"),
        "",
        ("identity", "name", "phone", "no_calls"),
    ),
    Step(
        "together",
        "users",
        gettext_lazy("Do others complain together with you?"),
        gettext_lazy("If you complain alone, go on."),
        ("people", "representatives"),
    ),
)
LAST = Step(
    SEND, "send", gettext_lazy("Is everything right?"), gettext_lazy("Read it once more, then send it."), ()
)
BY_NAME = {step.name: step for step in (*STEPS, LAST)}


class GuidedForm(ComplaintForm):
    """The complaint form that shows one step; ``walk`` decides which."""

    at = forms.CharField(widget=forms.HiddenInput, required=False, initial=STEPS[0].name)
    reviewed = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["city"].widget = forms.RadioSelect(choices=list(self._cities()))
        self.fields["city"].help_text = self.fields["story"].help_text = ""
        self.step = STEPS[0]

    @property
    def number(self) -> int:
        """Which question this is, from 1; after the last one comes the page to read it over."""
        return [*STEPS, LAST].index(self.step) + 1

    @property
    def count(self) -> int:
        """How many questions there are."""
        return len(STEPS)

    @property
    def speaks_of_courts(self) -> bool:
        """Whether the story speaks of what courts and other bodies decide."""
        return speaks_of_courts(self.cleaned_data.get("story", ""))

    @property
    def is_above_province(self) -> bool:
        """Whether the unit that was named stands above the province."""
        return is_above_province(self.cleaned_data.get("accused_unit"))

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields of this page."""
        return [self[name] for name in self._asked if not self[name].is_hidden]

    @property
    def carried(self) -> list[str]:
        """The answers of the other pages, as hidden fields."""
        left_out = {*self._asked, "files"}
        return [field.as_hidden() for field in self if field.name not in left_out or field.is_hidden]

    @property
    def is_last(self) -> bool:
        """Whether this is the page to read everything over."""
        return self.step is LAST

    def walk(self, go: str) -> None:
        """Go on, back or to a step; on when the page that was answered is without fault, else it is shown again.

        Once everything was read over, going on leads back there.
        """
        here = BY_NAME.get(self.data.get(self.add_prefix("at"), ""), STEPS[0])
        way = [*STEPS, LAST]
        if go == NEXT and (faulty := self._first_faulty([here])):
            self._show(faulty)
        elif go == NEXT and self.data.get(self.add_prefix("reviewed")):
            self.show_fault()
        elif go == NEXT:
            self._go_to(way[min(way.index(here) + 1, len(STEPS))])
        elif go == BACK:
            self._go_to(way[max(way.index(here) - 1, 0)])
        else:
            self._go_to(BY_NAME.get(go, here))

    def show_fault(self) -> None:
        """The first page that has to be put right; when there is none, the one to read everything over."""
        self._show(self._first_faulty(STEPS) or LAST)

    def answers(self) -> Iterator[tuple[Step, list[str]]]:
        """What was answered, page by page, to be read over; an empty list where nothing was."""
        for step in STEPS:
            yield step, [text for name in step.fields if (text := self._answer(name))]

    @property
    def _asked(self) -> list[str]:
        """The fields of this page that are asked: who stays anonymous isn't asked for the names of others."""
        is_named = self.data.get(self.add_prefix("identity")) == Identity.NAMED
        return [name for name in self.step.fields if name != "representatives" or is_named]

    def _answer(self, name: str) -> str:
        data = self.cleaned_data
        match name:
            case "city" | "county" if data.get(name):
                area = find_area(data[name], on=self.on)
                return area.label if area else ""
            case "danger" | "identity":
                return str(dict(self.fields[name].choices)[data.get(name, "")])
            case "name" | "phone" | "no_calls" if data.get("identity") != Identity.NAMED:
                return ""
            case "unit_text" if data.get("accused_unit"):
                return data["accused_unit"].label
            case "kept":
                return "、".join(file.name for file in self.kept_files)
            case "people" if data.get(name) == 1:
                return ""
            case "representatives":
                return "\n".join(f"{one.name} {one.phone}" for one in data.get(name, ()))
            case "others":
                return "\n".join(one.words for one in data.get(name, ()))
            case "unit" | "others_unit" | "files":
                return ""
        said = data.get(name)
        return str(self.fields[name].label) if said is True else str(said or "")

    def _first_faulty(self, steps: Sequence[Step]) -> Step | None:
        return next((step for step in steps if any(name in self.errors for name in step.fields)), None)

    def _go_to(self, step: Step) -> None:
        """Show a step that wasn't answered yet, or is to be changed: without faults."""
        if step is LAST:
            return self.show_fault()
        return self._show(step, with_faults=False)

    def _show(self, step: Step, *, with_faults: bool = True) -> None:
        """Show a step, and of all faults its own only."""
        self.step = step
        self.put(at=step.name, **({"reviewed": "on"} if step is LAST else {}))
        self.forget_faults(but={*step.fields, NON_FIELD_ERRORS} if with_faults else ())

    def _cities(self) -> Iterator[tuple[str, str]]:
        known = places(on=self.on)
        for city in known.cities:
            yield city.area.code, city.area.label
        yield known.province.code, _("The whole province, or I don't know")

    def _county_choices(self) -> Iterator[tuple]:
        """The districts and counties of the chosen city only."""
        chosen = self.data.get(self.add_prefix("city"), "")
        yield "", _("I don't know")
        for city in places(on=self.on).cities:
            if city.area.code == chosen:
                yield from ((county.code, county.label) for county in city.counties)
