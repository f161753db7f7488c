"""The orders about a case, for those who may see them, on the page of the case."""

from datetime import datetime

from cases.models import Case
from cases.selectors.lights import days_left, light_of
from supervision.models import Order


def orders_about(case: Case, user, *, at: datetime) -> list[dict]:
    """The orders about this case that the user may see, the newest first, with their lights."""
    rows = Order.objects.visible_to(user).filter(case=case).select_related("addressee")
    return [
        {"order": order, "light": light_of(order, at=at), "days": days_left(order.due_on, at=at)}
        for order in rows
    ]
