"""The forms of what passes between the responsible unit and its co-handlers."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import TemplatePurpose
from cases.forms.base import MoveForm
from cases.forms.fields import note_field
from cases.forms.templates import TakesTemplates
from cases.models import Case
from cases.selectors.parts import usual_due_day
from common.forms import DayField
from organizations.models import Unit


class HelperField(forms.ModelChoiceField):
    """One of the co-handlers of a case."""

    def __init__(self, label):
        super().__init__(
            Unit.objects.filter(is_active=True),
            label=label,
            empty_label=None,
            widget=forms.RadioSelect,
            error_messages={"required": _("Please choose a unit.")},
        )

    def label_from_instance(self, unit: Unit) -> str:
        """The unit's name in the language of the page."""
        return unit.label


def due_field() -> DayField:
    """The day by which the part is due."""
    return DayField(
        label=_("To be handed in by"),
        help_text=_("Ten working days are the usual time: a default of this system, not law."),
    )


class AboutHelperForm(MoveForm):
    """A move that is about one co-handler and gives it a day."""

    unit = HelperField(_("Co-handling unit"))
    due_on = due_field()

    def fit_to(self, case: Case) -> None:
        """Only the co-handlers of this case; a single one is chosen already."""
        field = self.fields["unit"]
        field.queryset = Unit.objects.filter(co_handler_rows__case=case, is_active=True).order_by("code")
        if len(field.queryset) == 1:
            field.initial = field.queryset[0].pk

    @classmethod
    def initial_for(cls, case: Case) -> dict[str, Any]:
        """The usual time."""
        return {"due_on": usual_due_day(case, at=timezone.now())}


class AskPartForm(TakesTemplates, AboutHelperForm):
    """The responsible unit asks a co-handler for its part."""

    purposes = (TemplatePurpose.REQUEST,)

    intro = _(
        "The co-handler reads the task, the place, the sector and your unit's name, and of the case only what you tick here: "
        "never the sealed identity, what others hand in, or your internal notes."
    )
    note = note_field(_("What is asked"), help_text=_("The task, and the facts that are needed for it."))
    shows_story = forms.BooleanField(label=_("Show the text of the complaint"), required=False, initial=True)
    shows_messages = forms.BooleanField(label=_("Show the messages with the citizen"), required=False)
    shows_files = forms.BooleanField(label=_("Show the evidence"), required=False)

    field_order = ("unit", "note", "due_on", "shows_story", "shows_messages", "shows_files")


class ReturnPartForm(AboutHelperForm):
    """The responsible unit sends back what a co-handler has handed in."""

    intro = _("The co-handler gets its part back with your reason and hands it in again.")
    note = note_field(_("What is missing"), help_text=_("The co-handler reads it."))

    field_order = ("unit", "note", "due_on")


class ContributeForm(MoveForm):
    """A co-handler hands in its part."""

    note = note_field(
        _("Our part"), help_text=_("What your unit has found or done; the responsible unit reads it.")
    )


PART_FORMS: dict[str, type[MoveForm]] = {
    "ask_part": AskPartForm,
    "contribute": ContributeForm,
    "return_part": ReturnPartForm,
}
