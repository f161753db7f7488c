"""The forms around a round: planning, units, questions, members, moves, decisions."""

from django import forms
from django.core.validators import MaxValueValidator
from django.forms import BoundField
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.choices import VERDICT_CHOICES
from cases.forms.fields import note_field
from common.forms import DayField, HouseForm
from evaluations.choices.appraisal import MemberKind, RoundRefusal, ScoreStanding, VetoKind
from evaluations.choices.ratings import Grade
from evaluations.lifecycle.rounds import RoundMove
from evaluations.models import AppraisalTerms, Appraised, Round
from evaluations.rules.scores import WHOLE, Scale
from evaluations.selectors.rounds import units_to_appraise
from evaluations.selectors.scores import made_of
from evaluations.services.rounds import ENFORCING_LINES, Question, RoundDraft
from organizations.models import Unit
from sectors.models import Campaign

QUESTIONS = 6
NOT_SO_MANY = RoundRefusal.NOT_ENOUGH_VOTES.label


class RoundForm(HouseForm):
    """What is appraised. ``offices``: the commissions for which the user prepares rounds."""

    field_of_refusal = {"days_out_of_order": "ends_on"}

    organiser = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Commission that appraises"), empty_label=None
    )
    campaign = forms.ModelChoiceField(
        Campaign.objects.all(),
        label=_("Campaign"),
        empty_label=None,
        help_text=_("The sheets ask about the rectification lists of its plans."),
    )
    title = forms.CharField(label=_("Title"), max_length=120)
    begins_on = DayField(label=_("Period from"))
    ends_on = DayField(label=_("Period to"), help_text=_("Direct votes of these days count, both included."))
    closes_on = DayField(label=_("Last day for ballots"))

    def __init__(self, *args, offices: list[Unit], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organiser"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in offices])

    @property
    def draft(self) -> RoundDraft:
        """What the service takes."""
        names = ("title", "campaign", "begins_on", "ends_on", "closes_on")
        return RoundDraft(**{name: self.cleaned_data[name] for name in names})


class UnitsForm(HouseForm):
    """Which units are appraised: those of the commission's own area."""

    field_of_refusal = {"no_units": "units", "not_below": "units"}

    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("Units"), widget=forms.CheckboxSelectMultiple
    )
    enforcing = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Of these, law enforcement or mediation"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ranked only if the group has looked at the work: satisfaction alone doesn't rank them."),
    )

    def __init__(self, *args, found: Round, **kwargs):
        super().__init__(*args, **kwargs)
        here = units_to_appraise(found.organiser).filter(area=found.organiser.area)
        chosen = list(found.appraised.all())
        for name in self.fields:
            self.fields[name].queryset = here
        self.initial = {
            "units": [row.unit_id for row in chosen],
            "enforcing": [row.unit_id for row in chosen if row.enforces]
            if chosen
            else list(here.filter(line__in=ENFORCING_LINES)),
        }


class QuestionsForm(HouseForm):
    """The question about the list with its weight, and up to six others."""

    field_of_refusal = {"no_questions": "list_weight", "no_list_question": "list_text"}

    list_text = forms.CharField(label=_("Question about the rectification list"), max_length=200)
    list_weight = forms.IntegerField(
        label=_("Its weight"), min_value=1, max_value=WHOLE, help_text=_("All weights together are 100.")
    )

    @property
    def others(self) -> list[tuple[BoundField, BoundField]]:
        """The other questions, each beside its weight."""
        return [(self[f"text_{place}"], self[f"weight_{place}"]) for place in range(1, QUESTIONS + 1)]

    def __init__(self, *args, found: Round, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"list_text": gettext("Done as promised?"), "list_weight": 60}
        for place in range(1, QUESTIONS + 1):
            self.fields[f"text_{place}"] = forms.CharField(
                label=gettext("Question %(number)d") % {"number": place}, max_length=200, required=False
            )
            self.fields[f"weight_{place}"] = forms.IntegerField(
                label=gettext("Weight of question %(number)d") % {"number": place},
                min_value=1,
                max_value=WHOLE,
                required=False,
            )
        place = 0
        for row in found.criteria.all():
            place += not row.is_list
            names = ("list_text", "list_weight") if row.is_list else (f"text_{place}", f"weight_{place}")
            self.initial |= dict(zip(names, (row.text, row.weight), strict=True))

    @property
    def questions(self) -> list[Question]:
        """What the service takes."""
        data = self.cleaned_data
        others = [
            Question(data[f"text_{place}"], data[f"weight_{place}"] or 0)
            for place in range(1, QUESTIONS + 1)
            if data[f"text_{place}"]
        ]
        return [Question(data["list_text"], data["list_weight"], is_list=True), *others]


class MemberForm(HouseForm):
    """Somebody who is invited into the group. Units are typed by name, as the register writes them."""

    name = forms.CharField(label=_("Name"), max_length=40)
    kind = forms.ChoiceField(label=_("As what"), choices=MemberKind, widget=forms.RadioSelect)
    employer = forms.CharField(
        label=_("Works for"),
        max_length=120,
        required=False,
        help_text=_("Name or code of the unit; empty for none of the register."),
    )
    ties = forms.CharField(
        label=_("Ties to units"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Relatives, former colleagues, business: one unit a line. None of these is his to score."
        ),
    )

    def clean_employer(self) -> Unit | None:
        """The unit of that name or code."""
        return self._unit(self.cleaned_data["employer"])

    def clean_ties(self) -> list[Unit]:
        """The units of these names or codes."""
        return [unit for line in self.cleaned_data["ties"].splitlines() if (unit := self._unit(line))]

    @staticmethod
    def _unit(typed: str) -> Unit | None:
        if not (word := typed.strip()):
            return None
        for column in ("code", "name", "name_hant", "name_en"):
            if unit := Unit.objects.filter(**{column: word}).first():
                return unit
        raise forms.ValidationError(gettext("The register has no unit “%(word)s”.") % {"word": word[:60]})


class RoundMoveForm(HouseForm):
    """What a move of a round asks for: mostly nothing, sometimes the reason."""

    note = note_field(_("Reason"))

    def __init__(self, *args, row: RoundMove, **kwargs):
        super().__init__(*args, **kwargs)
        if not row.needs_note:
            del self.fields["note"]


class AskForm(HouseForm):
    """A remark for whoever decides."""

    reason = note_field(_("Remark"), required=False)


class VerdictForm(HouseForm):
    """Granted or refused, with the reason."""

    decision = forms.ChoiceField(label=_("Decision"), choices=VERDICT_CHOICES, widget=forms.RadioSelect)
    note = note_field(_("Reason"))


class AppealForm(HouseForm):
    """Why a unit objects to its score."""

    reason = note_field(_("Why the score is wrong"))


class CorrectForm(VerdictForm):
    """The decision on an appeal, and what of the votes is set aside."""

    field_of_refusal = {"nothing_changes": "satisfied"}

    satisfied = forms.IntegerField(label=_("Set aside: satisfied"), min_value=0, required=False)
    mostly = forms.IntegerField(label=_("Set aside: mostly satisfied"), min_value=0, required=False)
    dissatisfied = forms.IntegerField(label=_("Set aside: dissatisfied"), min_value=0, required=False)
    lifts_veto = forms.BooleanField(label=_("Lift the veto"), required=False)

    def __init__(self, *args, row: Appraised, **kwargs):
        super().__init__(*args, **kwargs)
        tally = made_of(row.round)[row.pk].tally
        for grade in Grade.values:
            most = tally.get(grade, 0)
            field = self.fields[grade]
            field.help_text = ngettext("%(number)d vote counts now.", "%(number)d votes count now.", most) % {
                "number": most
            }
            field.validators.append(MaxValueValidator(most, NOT_SO_MANY))
            field.widget.attrs["max"] = most
        if row.scores.first().standing != ScoreStanding.VETOED:
            del self.fields["lifts_veto"]

    @property
    def given(self) -> dict:
        """What the service takes."""
        data = self.cleaned_data
        return {
            "decision": data["decision"],
            "note": data["note"],
            "aside": {grade: data[grade] or 0 for grade in Grade.values},
            "lifts_veto": data.get("lifts_veto", False),
        }


class VetoForm(HouseForm):
    """What takes a unit out of the ranking."""

    prefix = "veto"
    kind = forms.ChoiceField(label=_("Kind"), choices=VetoKind, widget=forms.RadioSelect)
    reason = note_field(pgettext_lazy("veto", "Reason, as everybody will read it"))


class TermsForm(HouseForm):
    """A further version of the settings; the fields are those of the table."""

    field_of_refusal = {
        "weights_sum": "direct",
        "weights_order": "direct",
        "past_day": "effective_on",
    }

    effective_on = DayField(label=_("In force from"))
    reason = note_field(_("Reason"))

    def __init__(self, *args, terms: AppraisalTerms, **kwargs):
        super().__init__(*args, **kwargs)
        for name in Scale.__dataclass_fields__:
            self.fields[name] = forms.IntegerField(
                label=AppraisalTerms._meta.get_field(name).verbose_name,
                min_value=0 if name == "dissatisfied_points" else 1,
                max_value=1000,
                initial=getattr(terms, name),
            )
        self.order_fields([*Scale.__dataclass_fields__, "effective_on", "reason"])

    @property
    def scale(self) -> Scale:
        """What the service takes."""
        return Scale(**{name: self.cleaned_data[name] for name in Scale.__dataclass_fields__})
