"""What the list of orders is narrowed by."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.selectors import standing_of
from cases.selectors.measured import begins, ends
from cases.selectors.register import area_choices, sector_by_code, sectors
from common.forms import HouseForm
from supervision.choices import OrderLevel, OrderStage
from supervision.querysets import OrderQuerySet
from supervision.selectors.finding import orders_holding

QUERY_LENGTH = 60


class OrderFilterForm(HouseForm):
    """Stage, level, area, unit or words, and whether the reply is late; all of them optional."""

    q = forms.CharField(
        label=_("Unit, subject or number"),
        required=False,
        max_length=QUERY_LENGTH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=[("", _("All")), *OrderStage.choices])
    level = forms.ChoiceField(
        label=pgettext_lazy("order", "Level"), required=False, choices=[("", _("All")), *OrderLevel.choices]
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    late = forms.ChoiceField(
        label=_("Reply"), required=False, choices=[("", _("All")), ("yes", _("Overdue"))]
    )

    # Only links ask for one unit exactly, and for days of issuing.
    unit = forms.CharField(
        label=_("Unit that is ordered"), required=False, max_length=60, widget=forms.HiddenInput
    )

    issued_from = forms.DateField(required=False, widget=forms.HiddenInput)
    issued_to = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        choices = area_choices(standing_of(user, on=timezone.localdate()))
        named = [(sector.code, sector.label) for sector in sectors().values()]
        self.fields["sector"].choices = [("", _("All")), *named]
        self.fields["area"].choices = [("", _("All")), *choices]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return any(self.data.get(name) for name in self.fields)

    def narrow(self, orders: OrderQuerySet, *, at) -> OrderQuerySet:
        """The orders that fit; none as long as what was asked can't be understood."""
        if not self.is_valid():
            return orders.none()
        asked = self.cleaned_data
        orders = _issued(orders, asked["issued_from"], asked["issued_to"])
        if sector := sector_by_code(asked["sector"]):
            orders = orders.of_sector(sector)
        if asked["stage"]:
            orders = orders.filter(stage=asked["stage"])
        if asked["level"]:
            orders = orders.filter(level=asked["level"])
        if asked["area"]:
            orders = orders.in_area(asked["area"])
        if asked["late"]:
            orders = orders.overdue(at=at)
        if asked["unit"]:
            orders = orders.filter(addressee__code=asked["unit"])
        return orders.filter(orders_holding(asked["q"])) if asked["q"] else orders


def _issued(orders: OrderQuerySet, first: date | None, last: date | None) -> OrderQuerySet:
    if first:
        orders = orders.filter(issued_at__gte=begins(first))
    return orders.filter(issued_at__lte=ends(last)) if last else orders
