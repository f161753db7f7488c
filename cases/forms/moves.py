"""One form for each move that somebody at a desk may make; what it asks for stands in the lifecycle table."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.choices import (
    DeclineReason,
    Forum,
    Refusal,
    Result,
    ReviewOutcome,
    SealReason,
    SupervisionGround,
    TemplatePurpose,
)
from cases.forms.base import MoveForm, ReasonForm
from cases.forms.close import CloseForm
from cases.forms.fields import note_field, sector_field, text_field
from cases.forms.parts import PART_FORMS
from cases.forms.requests import REQUEST_FORMS
from cases.forms.templates import TakesTemplates
from cases.forms.units import Picker, co_handlers_field, unit_field
from cases.models import Case
from cases.rules import CLOSING_OUTCOMES
from cases.selectors.letters import usual_way_out
from common.forms import RadioCards

WAY_OUT_LENGTH = 500

RESULT_HINTS = {
    Result.SUPPORT: _("The request is right by facts and law; it is carried out."),
    Result.EXPLAIN: _("The request is reasonable but can't be met by law; it is explained."),
    Result.NOT_SUPPORT: _("The request lacks facts, or goes against law or policy."),
}
OUTCOME_HINTS = {
    ReviewOutcome.UPHELD: _("The answer is right by facts and law, and stands."),
    ReviewOutcome.CHANGED: _("The decision takes the place of the answer, in whole or in part."),
}


class SignForForm(MoveForm):
    """A unit takes a case on; it only has to say yes."""

    intro = _("With this your unit takes the case on and answers for it. If it isn't yours, object instead.")
    guards_text = False


class AcceptForm(MoveForm):
    """Accepting a complaint, with its sector put right."""

    guards_text = False
    sector = sector_field()
    note = note_field(_("Remark"), required=False, help_text=_("For the file; the citizen doesn't read it."))


class DeclineForm(TakesTemplates, MoveForm):
    """Not accepting a complaint: never without a way out for the citizen."""

    template_field = "way_out"
    purposes = (TemplatePurpose.REFUSAL,)

    reason = forms.ChoiceField(label=_("Ground"), choices=DeclineReason.choices, widget=forms.RadioSelect)
    forum = forms.ChoiceField(
        label=_("Which organ decides the matter"),
        required=False,
        choices=Forum.choices,
        help_text=_("Only for the first ground."),
        widget=forms.RadioSelect,
    )
    way_out = forms.CharField(
        label=_("Where the citizen can turn instead"),
        required=False,
        max_length=WAY_OUT_LENGTH,
        help_text=_(
            "It stands in the notice letter: name the organ, its address or telephone, and what to bring. For the first "
            "ground you may leave it empty: the usual words for the organ are taken."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    note = note_field(_("Reason"), help_text=_("For the file: which facts and which clause this rests on."))

    intro = _("The citizen gets a numbered notice letter with the ground, the clause and the way out.")

    def clean(self):
        """A matter of another procedure names its organ; the way out is never empty."""
        data = super().clean()
        is_diverted = data.get("reason") == DeclineReason.LITIGATION
        if not is_diverted:
            data["forum"] = ""
        elif not data.get("forum"):
            self.add_error("forum", Refusal.FORUM_MISSING.label)
        data["way_out"] = data.get("way_out") or usual_way_out(data.get("forum", ""))
        if not data["way_out"] and not (is_diverted or "way_out" in self.errors):
            self.add_error("way_out", _("Please say where the citizen can turn instead."))
        return data

    @classmethod
    def initial_for(cls, case: Case) -> dict[str, Any]:
        """A case that is marked as another procedure's is declined for that, in the usual words."""
        if not case.forum:
            return {}
        return {
            "reason": DeclineReason.LITIGATION,
            "forum": case.forum,
            "way_out": usual_way_out(case.forum),
        }


class HandUpForm(MoveForm):
    """Handing a case up sealed: a code says why, and nothing can be written."""

    intro = _(
        "The case goes to the next commission above. Everybody at this level loses sight of it at once; here only number, "
        "dates, receiver and the code of the reason stay."
    )
    guards_text = False
    seal_reason = forms.ChoiceField(
        label=_("Reason"),
        choices=SealReason.choices,
        initial=SealReason.ABOVE_LEVEL,
        widget=forms.RadioSelect,
    )


class AssignForm(MoveForm):
    """Giving a case to exactly one responsible unit and any number of co-handlers."""

    # Whether a unit may be chosen whose objection was agreed to.
    overrules = False

    picks_from_register = True
    sector = sector_field()
    unit = unit_field(_("Responsible unit and co-handlers"))
    co_handlers = co_handlers_field()
    not_accused = forms.BooleanField(
        label=_("I have read where the complaint speaks of the unit: it doesn't complain of it"),
        required=False,
    )
    note = note_field(_("Instructions for the unit"), required=False)

    def offer(self, picker: Picker) -> None:
        """Ask whether a unit is accused only where the complaint speaks of one of those that are offered."""
        super().offer(picker)
        if not any(row.spoken_of for row in picker.rows):
            del self.fields["not_accused"]


class ReassignForm(AssignForm):
    """Giving a case to another unit, with the reason."""

    note = note_field(_("Reason for the change"), help_text=_("The new unit reads it."))

    @classmethod
    def initial_for(cls, case: Case) -> dict[str, Any]:
        """The co-handlers stay unless they are unticked."""
        helpers = list(case.co_handler_rows.values_list("unit_id", flat=True))
        return super().initial_for(case) | {"co_handlers": helpers}


class ImposeForm(ReassignForm):
    """The commission decides whose case it is, after a unit has objected."""

    overrules = True
    intro = _("The decision of the commission stands: the unit can't object again.")
    note = note_field(_("Reason"), help_text=_("The unit and the intake desk read it."))


class OpenHearingForm(MoveForm):
    """A hearing in a review, for which the clock stands still."""

    intro = _(
        "The time for the review stands still until the hearing is over, for thirty days at most. There is one hearing in a review."
    )
    note = note_field(
        _("When and where the hearing is held, and what about"),
        help_text=_("The citizen and the department read it. Name nobody who isn't known to both."),
    )


class EndHearingForm(MoveForm):
    """The hearing is over."""

    intro = _("The time for the review runs again; the days of the hearing aren't counted.")
    guards_text = False


class AnswerForm(TakesTemplates, MoveForm):
    """The written answer: request, findings, opinion, legal basis and one of three results."""

    template_field = "opinion"
    purposes = (TemplatePurpose.ANSWER,)
    keeps_draft = True
    request = text_field(_("What the citizen asks"), rows=3)
    facts = text_field(_("Findings"), rows=7, help_text=_("What was looked into, how, and what was found."))
    opinion = text_field(
        _("Opinion"),
        rows=5,
        help_text=_("What is done, by whom and by when. The citizen reads the whole answer."),
    )
    legal_basis = text_field(_("Legal basis"), rows=2)
    result = forms.ChoiceField(
        label=_("Result"), choices=Result.choices, widget=RadioCards(hints=RESULT_HINTS)
    )

    @classmethod
    def initial_for(cls, case: Case) -> dict[str, Any]:
        """A returned answer is worked on, not written anew."""
        if case.answer is None:
            return {}
        return {name: getattr(case.answer, name) for name in cls.base_fields}


class AnnulForm(TakesTemplates, MoveForm):
    """A review that revokes the answer: the written decision, after which the unit handles the matter anew."""

    template_field = "opinion"
    purposes = (TemplatePurpose.ANSWER,)
    keeps_draft = True
    intro = _("The answer no longer stands, and the department that gave it handles the matter anew.")
    request = text_field(
        _("What the citizen asks"), rows=3, help_text=_("What is objected to in the answer.")
    )
    facts = text_field(_("Findings"), rows=7, help_text=_("What was looked into, how, and what was found."))
    opinion = text_field(
        _("Decision and its reasons"), rows=5, help_text=_("The citizen reads the whole decision.")
    )
    legal_basis = text_field(_("Legal basis"), rows=2)

    @classmethod
    def initial_for(cls, case: Case) -> dict[str, Any]:
        """The request as the unit has understood it; the body that reviews corrects it."""
        return {"request": case.answer.request} if case.answer else {}


class DecideReviewForm(AnnulForm):
    """A review that upholds the answer or changes it."""

    intro = _(
        "With the decision the case is closed again. If the matter has to be handled anew, use “Revoke the answer” instead."
    )
    outcome = forms.ChoiceField(
        label=pgettext_lazy("review", "Decision"),
        choices=[choice for choice in ReviewOutcome.choices if choice[0] in CLOSING_OUTCOMES],
        widget=RadioCards(hints=OUTCOME_HINTS),
    )


class SuperviseForm(MoveForm):
    """The same order about many cases; one case is ordered about on a page of its own, which says more."""

    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=[row for row in SupervisionGround.choices if row[0] != SupervisionGround.SUPERVISION_FAILURE],
        widget=forms.RadioSelect,
    )
    note = note_field(
        _("What is ordered"),
        help_text=_(
            "What the unit has to do and report on within thirty days. Every unit gets a numbered order of its own, which "
            "names its leader."
        ),
    )


# By the names in the lifecycle table; what the citizen does alone stands on the tracking page.
MOVE_FORMS: dict[str, type[MoveForm]] = {
    "accept": AcceptForm,
    "decline": DeclineForm,
    "reconsider": ReasonForm,
    "assign": AssignForm,
    "reassign": ReassignForm,
    "recall": ReasonForm,
    "split": ReasonForm,
    "hand_up": HandUpForm,
    "sign_for": SignForForm,
    "answer": AnswerForm,
    "return": ReasonForm,
    "close": CloseForm,
    "decide_review": DecideReviewForm,
    "annul": AnnulForm,
    "impose": ImposeForm,
    "open_hearing": OpenHearingForm,
    "end_hearing": EndHearingForm,
    **PART_FORMS,
    **REQUEST_FORMS,
}
