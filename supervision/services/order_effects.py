"""What each move changes on the order beside its stage; called by ``move_order`` with the row locked."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from supervision.models import DemandReply, Order

Details = Mapping[str, Any]
CHANGED_FIELDS = (
    "stage",
    "replied_at",
    "over_at",
    "refused_count",
    "due_on",
    "remind_at",
    "due_at",
    "red_at",
)


def apply_order_effect(move: str, order: Order, details: Details, *, actor, at) -> None:
    """Change what this move is about; a move without an effect changes nothing more."""
    effect = EFFECTS.get(move)
    if effect is not None:
        effect(order, details, actor, at)


def recorded(order: Order, details: Details) -> dict[str, Any]:
    """The particulars as the trail keeps them: demands by their positions, no text twice."""
    kept: dict[str, Any] = {}
    if named := details.get("demands"):
        rows = order.demands.filter(pk__in=named).order_by("position")
        kept["demands"] = list(rows.values_list("position", flat=True))
    if isinstance(due_on := details.get("due_on"), date):
        kept["due_on"] = due_on
    if level := details.get("level"):
        kept["level"] = level
    return kept


def _reply(order: Order, details: Details, actor, at) -> None:
    answered = order.demands.filter(is_open=True)
    DemandReply.objects.bulk_create(
        DemandReply(demand=demand, text=details["replies"][demand.pk].strip(), written_by=actor, at=at)
        for demand in answered
    )
    answered.update(is_open=False)
    order.replied_at = at


def _refuse(order: Order, details: Details, actor, at) -> None:
    order.demands.filter(pk__in=details["demands"]).update(is_open=True)
    order.refused_count += 1
    order.replied_at = None


def _over(order: Order, details: Details, actor, at) -> None:
    order.over_at = at


EFFECTS: dict[str, Callable[[Order, Details, Any, Any], None]] = {
    "reply": _reply,
    "refuse": _refuse,
    "reissue": _over,
    "withdraw": _over,
    "close": _over,
}
