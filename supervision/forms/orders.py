"""What people fill in on the pages of an order."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.choices import SupervisionGround
from cases.forms.fields import note_field, text_field
from cases.models import Case
from common.forms import DayField, HouseForm, RadioCards
from organizations.models import Tenure, Unit
from supervision.choices import OrderLevel
from supervision.models import Order
from supervision.rules.orders import ABOUT_A_UNIT
from supervision.selectors.leaders import leaders_on
from supervision.selectors.orders import TRIGGER_BASES
from supervision.services import OrderDraft

MOST_DEMANDS = 10
DEMANDS_AT_FIRST = 2
DEMAND_LENGTH = 1000
SUBJECT_LENGTH = 120
LEVEL_HINTS = {
    OrderLevel.BLUE: _("The first order in a matter."),
    OrderLevel.ORANGE: _("A grave matter, or one that was ordered before."),
    OrderLevel.RED: _("The gravest: what comes after it is accountability."),
}


class TenureField(forms.ModelChoiceField):
    """One of the leaders of a unit."""

    def label_from_instance(self, tenure: Tenure) -> str:
        """The name with the post."""
        return f"{tenure.person} · {tenure.post}"


class UnitBelowField(forms.ModelChoiceField):
    """One of the units below another."""

    def label_from_instance(self, unit: Unit) -> str:
        """The unit's name in the language of the page."""
        return unit.label


class OrderForm(HouseForm):
    """An order to one unit: who answers for it, why, and what is demanded.

    ``rows`` is how many demands there is room for; ``case`` None: an order about the unit's own conduct.
    """

    field_of_refusal = {
        "no_leader": "leader",
        "about_missing": "about",
        "about_not_below": "about",
        "about_unfit": "about",
        "not_about_case": "trigger",
    }

    leader = TenureField(
        Tenure.objects.none(),
        label=_("Leader who answers for it"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please name a leader.")},
    )
    level = forms.ChoiceField(
        label=pgettext_lazy("order", "Level"),
        choices=OrderLevel.choices,
        initial=OrderLevel.BLUE,
        widget=RadioCards(hints=LEVEL_HINTS),
    )
    trigger = forms.ChoiceField(label=pgettext_lazy("order", "Occasion"), widget=RadioCards())
    about = UnitBelowField(
        Unit.objects.none(),
        label=_("Unit that it failed to supervise"),
        required=False,
        help_text=_("Only for the occasion “Failed as a supervisor”. That unit never sees the order."),
    )
    subject = forms.CharField(
        label=pgettext_lazy("order", "Subject"),
        max_length=SUBJECT_LENGTH,
        help_text=_("It stands on the paper. Name neither the citizen nor anything that leads to him."),
    )
    reason = text_field(_("Facts and reasons"), rows=5)

    def __init__(self, *args, unit: Unit, case: Case | None, rows: int = DEMANDS_AT_FIRST, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit, self.case = unit, case
        leaders = leaders_on(unit, on=timezone.localdate())
        self.fields["leader"].queryset = leaders
        if first := leaders.first():
            self.fields["leader"].initial = first.pk
        self._offer_occasions()
        for place in range(1, min(rows, MOST_DEMANDS) + 1):
            self.fields[f"demand_{place}"] = forms.CharField(
                label=_("Demand %(number)s") % {"number": place},
                required=place == 1,
                max_length=DEMAND_LENGTH,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("One thing, which the unit answers by itself.") if place == 1 else "",
            )

    def _offer_occasions(self) -> None:
        """About a case supervision as such isn't an occasion; without one there is a unit that it may have failed over."""
        field = self.fields["trigger"]
        field.choices = [
            row for row in SupervisionGround.choices if self.case is None or row[0] not in ABOUT_A_UNIT
        ]
        field.widget.hints = {value: basis.label for value, basis in TRIGGER_BASES.items()}
        if self.case is not None:
            del self.fields["about"]
        else:
            below = Unit.objects.below(self.unit.pk).filter(is_active=True).exclude(pk=self.unit.pk)
            self.fields["about"].queryset = below.order_by("code")

    def clean_subject(self) -> str:
        """In one line."""
        return " ".join(self.cleaned_data["subject"].split())

    @property
    def demands(self) -> tuple[str, ...]:
        """What is demanded, in order, without the rows left empty."""
        names = [name for name in self.fields if name.startswith("demand_")]
        return tuple(text for name in names if (text := self.cleaned_data[name].strip()))

    def draft(self) -> OrderDraft:
        """What the service gets."""
        data = self.cleaned_data
        return OrderDraft(
            trigger=data["trigger"],
            addressee=self.unit,
            tenure=data["leader"],
            subject=data["subject"],
            reason=data["reason"],
            demands=self.demands,
            level=data["level"],
            case=self.case,
            about=data.get("about"),
        )


class OrderMoveForm(HouseForm):
    """What a move of an order asks for. ``note`` is the reason in the trail, everything else its particulars."""

    intro: Any = ""
    guards_text = True

    def __init__(self, *args, order: Order, **kwargs):
        super().__init__(*args, **kwargs)
        self.order = order

    @property
    def note(self) -> str:
        """The reason, empty where the move doesn't ask for one."""
        return self.cleaned_data.get("note", "")

    @property
    def details(self) -> dict[str, Any]:
        """What ``move_order`` gets beside the note."""
        return {name: value for name, value in self.cleaned_data.items() if name != "note"}


class SignOrderForm(OrderMoveForm):
    """A unit confirms that the order has reached its leader; it only has to say yes."""

    intro = _("With this your unit confirms that the order has reached the leader whom it names.")
    guards_text = False


class ReplyForm(OrderMoveForm):
    """An answer to each open demand."""

    intro = _("Say for each demand what was done, by whom and when; what you don't follow needs its reasons.")

    def __init__(self, *args, order: Order, **kwargs):
        super().__init__(*args, order=order, **kwargs)
        self.open_demands = list(order.demands.filter(is_open=True))
        for demand in self.open_demands:
            label = _("Reply to demand %(number)s") % {"number": demand.position}
            self.fields[f"reply_{demand.pk}"] = text_field(label, rows=5, help_text=demand.text)

    @property
    def details(self) -> dict[str, Any]:
        """The answers by their demands."""
        return {"replies": {row.pk: self.cleaned_data[f"reply_{row.pk}"] for row in self.open_demands}}


class AcceptReplyForm(OrderMoveForm):
    """The commission finds the reply sufficient."""

    intro = _("The order stays open until you close it, so that what was promised can be looked at.")
    note = note_field(_("Remark"), required=False)


class RefuseReplyForm(OrderMoveForm):
    """The commission wants a better reply: to which demands, why, and by when."""

    field_of_refusal = {"demands_missing": "demands", "due_unfit": "due_on"}

    demands = forms.TypedMultipleChoiceField(
        label=_("To be answered again"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please say which demands have to be answered again.")},
    )
    note = note_field(_("Reason"), help_text=_("The unit reads it."))
    due_on = DayField(
        label=_("New day for the reply"),
        help_text=_(
            "Sixty days from now at most. On a day without office hours it moves to the next working day."
        ),
    )

    def __init__(self, *args, order: Order, **kwargs):
        super().__init__(*args, order=order, **kwargs)
        rows = [(row.pk, f"{row.position}. {row.text}") for row in order.demands.all()]
        self.fields["demands"].choices = rows
        self.fields["demands"].initial = [pk for pk, _text in rows]

    def clean_due_on(self) -> date:
        """A day that lies ahead."""
        day = self.cleaned_data["due_on"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Please choose a day after today."))
        return day


class OrderReasonForm(OrderMoveForm):
    """A move that needs a reason and nothing else."""

    note = note_field(_("Reason"), help_text=_("It stands in the trail; the unit reads it."))


class ReissueForm(OrderMoveForm):
    """The level above orders the same again, one degree graver."""

    intro = _(
        "Your commission issues a new order at the next level, with a number of its own, to the same unit. The earlier order "
        "stays readable and is over; the time for the reply begins anew."
    )
    note = note_field(_("Facts and reasons"), help_text=_("They stand on the paper of the new order."))


class CloseOrderForm(OrderMoveForm):
    """The commission has seen that what was ordered is done."""

    note = note_field(_("What was found in the end"))


ORDER_FORMS: dict[str, type[OrderMoveForm]] = {
    "sign_for": SignOrderForm,
    "reply": ReplyForm,
    "accept": AcceptReplyForm,
    "refuse": RefuseReplyForm,
    "reissue": ReissueForm,
    "withdraw": OrderReasonForm,
    "close": CloseOrderForm,
}
