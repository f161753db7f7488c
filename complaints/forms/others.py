"""Those who are complained of beside the first one: one a line, the department and whoever is meant there."""

import re
from collections.abc import Container, Iterator
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.services import AccusedEntry
from complaints.rules import ACCUSED_LONGEST
from complaints.selectors import is_exactly, unit_named, units_like
from organizations.models import Area, Unit
from organizations.selectors import find_leader

MOST_OTHERS = 10
LINES_LONGEST = (2 * ACCUSED_LONGEST + len("，\n")) * MOST_OTHERS
# The answer "none of these units" to the question which one is meant.
NONE_OF_THESE = "none"
WHICH_UNIT = gettext_lazy(
    "Please choose, so that your complaint can't be given to the very department that you complain about."
)
_PARTS = re.compile(r"[,，、;；:：\t]+")
_POST = re.compile(r"[(（].*$")
# What names of institutions end with; whoever is called otherwise is taken for a person.
_INSTITUTION = re.compile(
    r"(?:[局厅部委会办所站队院校园社店厂场行处科股室村镇街道乡]|公司|中心|政府|集团|大队|医院|小学|中学|大学|银行)$"
)


def as_choices(units: list[Unit]) -> list[tuple[str, str]]:
    """The units that may be meant, and none of them."""
    return [
        *((unit.code, unit.label) for unit in units),
        (NONE_OF_THESE, _("None of these, or I don't know")),
    ]


class OthersForm(forms.Form):
    """Further departments and persons complained of. ``on`` is the day by which leaders are looked up.

    A line that may mean several units of the register is asked back, like the first unit: what was left in words
    can't be kept away from anybody by the system alone.
    """

    on: date

    others = forms.CharField(
        label=gettext_lazy("Others whom you complain about"),
        help_text=gettext_lazy(
            "One a line: the department, then a comma and the person if you know the name. At most ten. None of them sees your complaint."
        ),
        required=False,
        max_length=LINES_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    others_unit = forms.CharField(required=False, widget=forms.HiddenInput)
    others_asked = forms.CharField(required=False, widget=forms.HiddenInput)
    # The lines of which it was said that none of the units is meant.
    others_words = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def asks_which_other(self) -> bool:
        """Whether a line may mean several units, and the citizen has to say which one."""
        return isinstance(self.fields["others_unit"].widget, forms.RadioSelect)

    def check_others(self, data: dict) -> None:
        """Put those who were named in the place of their lines."""
        lines = [" ".join(line.split()) for line in data.get("others", "").splitlines() if line.strip()]
        data["others"] = ()
        if len(lines) > MOST_OTHERS:
            self.add_error("others", _("At most ten lines. Write the rest into your story."))
            return
        if too_long := next((line for line in lines if len(line) > 2 * ACCUSED_LONGEST), None):
            self.add_error("others", _("This line is too long: %(line)s…") % {"line": too_long[:20]})
            return
        lines, in_words = self._settled(lines, data)
        found = []
        for line in lines:
            entry = self._entry(line, area=data.get("area"), is_settled=line in in_words)
            if entry is None:
                return
            found.append(entry)
        data["others"] = tuple(dict.fromkeys(found))

    def _settled(self, lines: list[str], data: dict) -> tuple[list[str], set[str]]:
        """The lines with what was chosen for the one that was asked back, and those that stay in words."""
        in_words = set(data.get("others_words", "").split("\n")) & set(lines)
        asked, chosen = data.get("others_asked"), data.get("others_unit")
        if asked in lines and chosen == NONE_OF_THESE:
            in_words.add(asked)
        elif asked in lines and chosen and (unit := unit_named(chosen)):
            _name, rest = _parts(asked)
            named = f"{unit.name}，{rest}" if rest else unit.name
            lines = [named if line == asked else line for line in lines]
        if asked:
            self.put(
                others="\n".join(lines),
                others_unit="",
                others_asked="",
                others_words="\n".join(sorted(in_words)),
            )
        return lines, in_words

    def _entry(self, line: str, *, area: Area | None, is_settled: bool) -> AccusedEntry | None:
        """Whom the line names; None when the citizen is asked which unit is meant."""
        for name, rest in () if is_settled else _readings(line):
            found = units_like(name, area=area)
            if is_exactly(found, name):
                leader = (
                    find_leader(unit=found[0], name=_POST.sub("", rest).strip(), on=self.on) if rest else None
                )
                return AccusedEntry(unit=found[0], person=leader, person_text=rest[:ACCUSED_LONGEST])
            if found:
                self._ask_which_other(found, line=line, name=name)
                return None
        name, rest = _parts(line)
        if rest or _INSTITUTION.search(name):
            return AccusedEntry(unit_text=name[:ACCUSED_LONGEST], person_text=rest[:ACCUSED_LONGEST])
        return AccusedEntry(person_text=name[:ACCUSED_LONGEST])

    def _ask_which_other(self, found: list[Unit], *, line: str, name: str) -> None:
        self.fields["others_unit"].widget = forms.RadioSelect(choices=as_choices(found))
        self["others_unit"].label = _("Which one do you mean by “%(name)s”?") % {"name": name}
        self.put(others_unit="", others_asked=line)
        self.add_error("others_unit", WHICH_UNIT)

    def put(self, **values: str) -> None:
        """Change what the form shows when it is shown again."""
        self.data = self.data.copy()
        for name, value in values.items():
            self.data[self.add_prefix(name)] = value

    def forget_faults(self, *, but: Container[str] = ()) -> None:
        """Show none of the faults, or only those of some fields: nobody has said yet that the others are answered."""
        for name in [name for name in self.errors if name not in but]:
            del self.errors[name]


def _readings(line: str) -> Iterator[tuple[str, str]]:
    """Where the name of the unit may end: at the end (English names hold commas), at a comma, at a blank."""
    yield line, ""
    name, rest = _parts(line)
    if rest:
        yield name, rest
    elif " " in name:
        name, rest = name.split(" ", 1)
        yield name, rest


def _parts(line: str) -> tuple[str, str]:
    """What stands before the first comma, and behind it."""
    name, *rest = _PARTS.split(line, maxsplit=1)
    return name.strip(), (rest[0].strip() if rest else "")
