"""The form that closes a case: what was found, for persons, their leaders, the cause, and in money."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.choices import Finding, Measure, Refusal
from cases.forms.base import MoveForm
from cases.forms.fields import note_field, text_field
from common.forms import RadioCards

PERSONS = 3
PERSON_FIELDS = ("person", "post", "measure", "is_leader")
FINDING_HINTS = {
    Finding.PROVED: _("Somebody did what was complained of."),
    Finding.PARTLY: _("Some of it was done, or by somebody else."),
    Finding.NOT_PROVED: _("It could not be found. That says nothing against whoever complained."),
    Finding.REQUEST: _("The citizen asked for something; nobody's conduct was in question."),
}
# Which field a refusal stands beside.
BESIDE = {
    "persons_missing": "person_1",
    "leadership_missing": "is_leader_liable",
    "fix_missing": "fix",
    "receivers_missing": "money_to",
}
GROUPS = (
    (_("Talks and organisational measures"), ("talked_to", "admonished", "organised")),
    (
        _("Party discipline"),
        ("party_warning", "party_serious", "party_posts", "party_probation", "party_expelled"),
    ),
    (
        _("Administrative sanctions"),
        ("warning", "demerit", "great_demerit", "demoted", "removed", "dismissed"),
    ),
    (
        _("Accountability"),
        ("apology", "suspended", "resigned", "resign_ordered", "relieved"),
    ),
    (_("Other"), ("prosecuted", "none")),
)


def measure_choices() -> list[tuple]:
    """The measures in their groups, after an empty line."""
    return [
        ("", _("Please choose")),
        *((group, [(name, Measure(name).label) for name in names]) for group, names in GROUPS),
    ]


class CloseForm(MoveForm):
    """Closing a case that is well answered; what is proved needs outcomes (M09, M55)."""

    template_name = "components/forms/close.html"
    keeps_draft = True
    intro = _("The answer is released to the citizen, who may rate it. Please read it once more.")
    finding = forms.ChoiceField(
        label=_("What the complaint has come to"),
        choices=Finding.choices,
        widget=RadioCards(hints=FINDING_HINTS),
    )
    is_leader_liable = forms.TypedChoiceField(
        label=_("Is a leader responsible too?"),
        required=False,
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda word: word == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    leader_reason = text_field(_("Why a leader is responsible, or why not"), rows=2, required=False)
    fix = text_field(
        _("What was changed so that it doesn't happen again"),
        rows=3,
        required=False,
        help_text=_("A rule, a procedure, a check: what, where, since when."),
    )
    no_fix_reason = text_field(_("Or: why nothing had to be changed"), rows=2, required=False)
    money = forms.DecimalField(
        label=_("Money returned to people (yuan)"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
    )
    money_to = forms.CharField(
        label=_("To whom it was returned"),
        required=False,
        max_length=200,
        help_text=_("For example: 38 households of a village. No names."),
    )
    note = note_field(_("Remark"), required=False, help_text=_("For the file; the citizen doesn't read it."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, PERSONS + 1):
            self.fields[f"person_{number}"] = forms.CharField(
                label=_("Person"), required=False, max_length=60
            )
            self.fields[f"post_{number}"] = forms.CharField(
                label=_("Unit and post"), required=False, max_length=120
            )
            self.fields[f"measure_{number}"] = forms.ChoiceField(
                label=_("What was decided"), required=False, choices=measure_choices
            )
            self.fields[f"is_leader_{number}"] = forms.BooleanField(label=_("As a leader"), required=False)

    @property
    def persons(self) -> list[dict]:
        """The bound fields of each person, for the page."""
        return [
            {name: self[f"{name}_{number}"] for name in PERSON_FIELDS} for number in range(1, PERSONS + 1)
        ]

    @property
    def details(self) -> dict[str, Any]:
        """The conclusion; of what isn't proved only the finding and the money."""
        data = self.cleaned_data
        kept = {
            "finding": data.get("finding"),
            "money": data.get("money"),
            "money_to": data.get("money_to", ""),
        }
        if kept["finding"] not in rules.PROVED:
            return kept
        names = ("is_leader_liable", "leader_reason", "fix", "no_fix_reason")
        return kept | {name: data.get(name) for name in names} | {"persons": self._persons(data)}

    def clean(self):
        """What the move would refuse stands beside the field that it is about."""
        data = super().clean()
        for number in range(1, PERSONS + 1):
            if data.get(f"person_{number}") and not data.get(f"measure_{number}"):
                self.add_error(f"measure_{number}", _("Please choose what was decided on this person."))
            if data.get(f"measure_{number}") and not data.get(f"person_{number}"):
                self.add_error(f"person_{number}", _("Please name the person."))
        for check in rules.CONCLUSION_CHECKS:
            reason = check(rules.MoveFacts(case=None, required=(), details=self.details, note="", at=None))
            if reason and BESIDE[reason] not in self.errors:
                self.add_error(BESIDE[reason], Refusal(reason).label)
        return data

    def _persons(self, data: dict) -> list[dict]:
        rows = [
            {name: data.get(f"{name}_{number}") for name in PERSON_FIELDS} for number in range(1, PERSONS + 1)
        ]
        return [row for row in rows if row["person"]]
