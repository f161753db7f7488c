"""The supervision orders that an inspector may read; they are issued and moved on the pages of the staff."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.permissions import can_read_cases
from cases.admin.looks import LIGHT_TONES, clock_light
from cases.choices import Light
from cases.selectors.lights import light_of
from common.admin import BigTableAdmin, HouseInline, badge, column_filter, record_link, unit_link
from supervision.choices import OrderLevel, OrderStage
from supervision.models import Demand, Order, OrderClock
from supervision.selectors.orders import order_trail

LEVEL_TONES = {OrderLevel.BLUE: "blue", OrderLevel.ORANGE: "yellow", OrderLevel.RED: "red"}


class DemandInline(HouseInline):
    """What is demanded, with the latest reply."""

    model = Demand
    fields = ("position", "text", "is_open", "reply")
    ordering = ("position",)

    @admin.display(description=_("reply"))
    def reply(self, demand):
        """The last words of the unit; a dash where there are none."""
        newest = demand.replies.last()
        return newest.text if newest else "—"


class OrderClockInline(HouseInline):
    """The clocks for the reply, the stopped ones too."""

    model = OrderClock
    fields = ("started_at", "due_on", "light", "red_at", "stopped_at")
    ordering = ("id",)

    @admin.display(description=_("light"))
    def light(self, clock):
        """Now, or when the clock stopped."""
        return clock_light(clock)


@admin.register(Order)
class OrderAdmin(BigTableAdmin):
    """The orders that the reader's duties open."""

    can_view = staticmethod(can_read_cases)
    list_display = ("number", "subject", "level_shown", "stage", "light", "issuer_shown", "addressee_shown")
    list_filter = (
        column_filter("stage", _("stage"), OrderStage.choices),
        column_filter("level", _("level"), OrderLevel.choices),
    )
    search_fields = ("subject", "addressee__name")
    fieldsets = (
        (
            _("Order"),
            {
                "fields": (
                    ("number", "level_shown"),
                    "subject",
                    "reason",
                    ("trigger", "issued_at"),
                    ("issuer_shown", "addressee_shown"),
                    ("leader_shown", "post_shown"),
                )
            },
        ),
        (
            _("Where it stands"),
            {"fields": (("stage", "light"), ("refused_count", "replied_at"), ("over_at", "renews_shown"))},
        ),
    )
    readonly_fields = (
        "number",
        "level_shown",
        "light",
        "issuer_shown",
        "addressee_shown",
        "leader_shown",
        "post_shown",
        "renews_shown",
    )
    inlines = (DemandInline, OrderClockInline)
    change_form_outer_after_template = "admin/cases/console_trail.html"

    def get_queryset(self, request):
        """With everything that an order names."""
        return super().get_queryset(request).with_parties()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With the trail in words, as the staff pages tell it."""
        context["trail"] = order_trail(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def view_on_site(self, order):
        """To the staff's page of the order, where moves are made."""
        return reverse("supervision:order-detail", args=[order.pk])

    @admin.display(description=_("number"))
    def number(self, order):
        """As it stands on the paper."""
        return order.number

    @admin.display(description=_("level"))
    def level_shown(self, order):
        """On its colour."""
        return badge(order.get_level_display(), LEVEL_TONES[OrderLevel(order.level)])

    @admin.display(description=_("due"))
    def light(self, order):
        """The light of the reply, and its last day."""
        light = Light(light_of(order, at=timezone.now()))
        day = date_format(order.due_on, "Y-m-d") if order.due_on else ""
        return badge(f"{light.label} {day}".strip(), LIGHT_TONES[light])

    @admin.display(description=_("issuing commission"))
    def issuer_shown(self, order):
        """With a link to its page."""
        return unit_link(order.issuer)

    @admin.display(description=_("unit that is ordered"))
    def addressee_shown(self, order):
        """With a link to its page."""
        return unit_link(order.addressee)

    @admin.display(description=_("leader who answers for it"))
    def leader_shown(self, order):
        """With a link to the register."""
        return record_link(order.leader)

    @admin.display(description=_("leading post"))
    def post_shown(self, order):
        """In the reader's language."""
        return str(order.post)

    @admin.display(description=_("orders again"))
    def renews_shown(self, order):
        """The number of the earlier order."""
        return order.renews.number if order.renews else "—"
