"""What the home shows of supervision: orders that wait, and leads."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from supervision.permissions import can_see_leads
from supervision.selectors.leads import leads_waiting, new_since
from supervision.selectors.orders import OrderTask


def order_line(task: OrderTask, *, at: datetime) -> dict:
    """A supervision order that waits for this user, with the way to it."""
    order = task.order
    return {
        "label": task.label,
        "icon": "flag",
        "about": order.number,
        "at": order.issued_at,
        "is_late": order.due_at is not None and at >= order.due_at,
        "days": task.days,
        "url": reverse("supervision:order-detail", args=[order.pk]),
    }


def leads_card(user, *, at: datetime) -> dict | None:
    """How many leads a commission has to look at; nothing for everybody else."""
    if not can_see_leads(user):
        return None
    url = reverse("supervision:lead-list")
    counted = leads_waiting(user, at=at)
    return {
        "url": url,
        "new": counted["new"],
        "new_url": f"{url}?found_from={new_since(at)}",
        "lines": [
            {"label": _("open leads"), "count": counted["open"], "url": url},
            {"label": _("taken up"), "count": counted["taken_up"], "url": f"{url}?tab=taken_up"},
        ],
    }
