"""The orders about a case, for those who may see them, on the page of the case."""

from datetime import datetime

from django.utils import timezone

from accounts.selectors import standing_of
from cases.models import Case
from cases.querysets import sight_of
from cases.selectors.lights import days_left, light_of
from common.statements import given, statement_for
from supervision.models import Order


def orders_about(case: Case, user, *, at: datetime) -> list[dict]:
    """The orders about this case that the user may see, the newest first, with their lights."""
    standing = standing_of(user, on=timezone.localdate())
    statement = statement_for(
        ("orders about a case", sight_of(user.pk, standing.actings, standing)),
        lambda: Order.objects.visible_to(user).filter(case=given("case")).select_related("addressee"),
    )
    return [
        {"order": order, "light": light_of(order, at=at), "days": days_left(order.due_on, at=at)}
        for order in statement.objects(case=case.pk)
    ]
