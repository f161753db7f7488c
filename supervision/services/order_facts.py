"""What an order says before it is written, and what the conditions of the table look at."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.models import Case
from cases.selectors.firewall import firewall_of
from common.numbering import CHINA
from organizations.models import Tenure, Unit
from supervision.choices import OrderLevel
from supervision.models import Order
from supervision.permissions import raising_commission
from supervision.rules.orders import NEXT_LEVEL, ORDERED_IN, OrderFacts
from supervision.selectors.leaders import leaders_on, stands_below, units_at


@dataclass(frozen=True, kw_only=True)
class OrderDraft:
    """What an order says. ``tenure`` is the leader who is named, with the post; ``about`` only for failing supervision."""

    trigger: str
    addressee: Unit
    tenure: Tenure | None
    subject: str
    reason: str
    demands: tuple[str, ...]
    level: str = OrderLevel.BLUE
    case: Case | None = None
    about: Unit | None = None
    renews: Order | None = None


def issuing_facts(draft: OrderDraft, issuer: Unit, actor: User, *, at) -> OrderFacts:
    """What is asked of a draft before it becomes an order."""
    case = draft.case
    of_case = {}
    if case is not None:
        of_case = {
            "has_case": True,
            "at_case": draft.addressee.pk in {unit.pk for unit in units_at(case)},
            "case_ordered": case.orders.open().exists(),
            "case_ready": case.stage in ORDERED_IN,
        }
    about = draft.about
    return replace(
        _facts_of_addressee(draft, issuer, at=at),
        actor_id=actor.pk,
        note=draft.reason,
        demands=draft.demands,
        has_about=about is not None,
        about_below=about is None or (draft.addressee.pk in about.lineage and about.pk != draft.addressee.pk),
        **of_case,
    )


def moving_facts(
    order: Order,
    renewal: tuple[OrderDraft, Unit] | None,
    actor,
    note: str,
    details: Mapping[str, Any],
    *,
    at,
) -> OrderFacts:
    """What is asked of an order before it is moved; ``renewal`` is what would be ordered again, and by whom."""
    demands = list(order.demands.all())
    facts = OrderFacts(at=at, today=timezone.localdate(at))
    if renewal is not None:
        facts = _facts_of_addressee(*renewal, at=at)
    newest = [
        reply
        for demand in demands
        if (reply := demand.replies.order_by("-pk").first()) and not demand.is_open
    ]
    return replace(
        facts,
        actor_id=getattr(actor, "pk", None),
        note=note,
        details=details,
        level=order.level,
        due_at=order.due_at,
        refused_count=order.refused_count,
        open_demands=frozenset(demand.pk for demand in demands if demand.is_open),
        all_demands=frozenset(demand.pk for demand in demands),
        replied_by_ids=frozenset(reply.written_by_id for reply in newest),
    )


def renewal_of(order: Order, actor, note: str, *, at) -> tuple[OrderDraft, Unit] | None:
    """The order that the next level would issue in place of this one, and the commission that would; None where the actor
    has none. It goes to whoever holds the post by now."""
    on = at.astimezone(CHINA).date()
    issuer = raising_commission(actor, order, on=on) if isinstance(actor, User) else None
    if issuer is None:
        return None
    leaders = list(leaders_on(order.addressee, on=on))
    at_post = next((tenure for tenure in leaders if tenure.post_id == order.post_id), None)
    open_demands = order.demands.filter(is_open=True)
    draft = OrderDraft(
        trigger=order.trigger,
        addressee=order.addressee,
        tenure=at_post or next(iter(leaders), None),
        subject=order.subject,
        reason=note,
        demands=tuple(open_demands.values_list("text", flat=True)),
        level=NEXT_LEVEL.get(order.level, order.level),
        case=order.case,
        about=order.about,
        renews=order,
    )
    return draft, issuer


def _facts_of_addressee(draft: OrderDraft, issuer: Unit, *, at) -> OrderFacts:
    on = at.astimezone(CHINA).date()
    holds = draft.tenure is not None and draft.tenure.pk in {
        tenure.pk for tenure in leaders_on(draft.addressee, on=on)
    }
    firewall = firewall_of(draft.case, on=on) if draft.case else None
    barred = firewall is not None and (
        firewall.bars(draft.addressee) or (holds and draft.tenure.person_id in firewall.persons)
    )
    return OrderFacts(
        at=at,
        today=on,
        trigger=draft.trigger,
        is_active=draft.addressee.is_active,
        below=stands_below(draft.addressee, issuer),
        has_leader=holds,
        barred=barred,
    )
