"""The forms of what a unit asks for, and of what is decided on it."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.choices import TemplatePurpose
from cases.forms.base import MoveForm
from cases.forms.fields import note_field
from cases.forms.templates import TakesTemplates
from cases.rules import MOST_DAYS_MORE


class ObjectForm(TakesTemplates, MoveForm):
    """A unit objects that the matter isn't its own."""

    purposes = (TemplatePurpose.REQUEST,)

    intro = _(
        "The intake desk decides within five working days. If it agrees, the case leaves your list; if it refuses, the case is yours for good."
    )
    note = note_field(
        _("Why this is not ours"), help_text=_("Name the clause on duties, and the unit that should have it.")
    )


class ConsentForm(MoveForm):
    """The desk agrees with an objection."""

    intro = _("The case leaves the unit and comes back to you, to be assigned anew.")
    guards_text = False
    note = note_field(_("Remark"), required=False, help_text=_("The unit reads it."))


class OverruleForm(TakesTemplates, MoveForm):
    """The desk refuses an objection; that is final."""

    purposes = (TemplatePurpose.REFUSAL,)

    intro = _("The unit keeps the case and can't object again.")
    note = note_field(_("Reason"), help_text=_("The unit reads it."))


class AskTimeForm(TakesTemplates, MoveForm):
    """A unit asks its head for more time."""

    purposes = (TemplatePurpose.REQUEST,)

    intro = _("The head of your unit decides. It is possible once, and the citizen reads the reason.")
    days = forms.IntegerField(
        label=_("Days more"),
        min_value=1,
        max_value=MOST_DAYS_MORE,
        help_text=format_lazy(_("At most {days}."), days=MOST_DAYS_MORE),
    )
    note = note_field(
        _("Why the matter needs more time"),
        help_text=_("The citizen reads this: name no one, and say what is still to be done."),
    )


class GrantTimeForm(MoveForm):
    """The head of the unit grants more time."""

    intro = _("The date moves, the citizen is told with the reason, and it can't be done again.")
    guards_text = False


class RefuseTimeForm(TakesTemplates, MoveForm):
    """The head of the unit refuses more time."""

    purposes = (TemplatePurpose.REFUSAL,)

    intro = _("The date stays as it is.")
    note = note_field(_("Reason"))


class AskCitizenForm(TakesTemplates, MoveForm):
    """A question to the citizen, for whose reply the clock stands still."""

    purposes = (TemplatePurpose.MESSAGE,)

    intro = _(
        "The time to conclude stands still until the citizen replies, for fifteen days at most. That is possible twice in a case."
    )
    note = note_field(
        _("What do you need to know?"),
        help_text=_("Only what the matter needs. Never ask who the citizen is."),
    )


class GoOnForm(MoveForm):
    """The unit doesn't wait for the reply any longer."""

    intro = _("The time to conclude runs again. If the citizen replies later, you still get the message.")
    guards_text = False


REQUEST_FORMS: dict[str, type[MoveForm]] = {
    "object": ObjectForm,
    "consent": ConsentForm,
    "overrule": OverruleForm,
    "ask_time": AskTimeForm,
    "grant_time": GrantTimeForm,
    "refuse_time": RefuseTimeForm,
    "ask_citizen": AskCitizenForm,
    "go_on": GoOnForm,
}
