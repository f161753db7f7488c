"""What cases tell of: supervision has an order behind it, an order ends when the case leaves its unit, and a lead that accuses goes up."""

from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.signals import accused_named, case_moved, case_opened
from supervision.permissions import can_order_now
from supervision.selectors.order_panel import orders_about
from supervision.services import follow_case, hand_leads_on, order_what_is_supervised
from supervision.services.order_cases import LEAVING


@receiver(case_moved)
def keep_step(sender, *, case, event, **kwargs):
    """An order for what came under supervision; an end for what was ordered about a case that went elsewhere."""
    if event.move == "supervise":
        order_what_is_supervised(case=case, event=event)
    elif event.move in LEAVING:
        follow_case(case=case, at=event.at)
    if event.move == "join":
        hand_leads_on(case=case, at=event.at)


@receiver(accused_named)
def end_what_came_to_be_accused(sender, *, case, at, **kwargs):
    """Nothing that was ordered stays with a unit that the case accuses by now (R2), and no lead with such a commission."""
    follow_case(case=case, at=at)
    hand_leads_on(case=case, at=at)


@receiver(case_opened)
def show_orders(sender, *, case, user, **kwargs):
    """The orders about the case, and for whoever supervises it the way to a new one."""
    rows = orders_about(case, user, at=timezone.now())
    is_ordered = any(row["order"].is_open for row in rows)
    buttons = [] if is_ordered or not can_order_now(user, case) else [_button(case)]
    if not rows and not buttons:
        return None
    return {
        "template": "supervision/case_orders.html" if rows else "",
        "context": {"orders": rows},
        "buttons": buttons,
    }


def _button(case) -> dict:
    return {
        "label": _("Issue a supervision order"),
        "url": f"{reverse('supervision:order-add')}?case={case.pk}",
        "css": "",
        "icon": "flag",
    }
