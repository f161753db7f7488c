"""What somebody is to an order, and so which moves are his."""

from datetime import date

from django.utils import timezone

from accounts.selectors import standing_of
from cases.choices import Party
from cases.models import Case
from cases.permissions import parties_of
from organizations.choices import UnitKind
from organizations.models import Unit
from supervision.choices import OrderParty
from supervision.lifecycle import OrderMove, order_moves_from
from supervision.models import Order
from supervision.querysets import COMMISSION_WORKERS, UNIT_WORKERS
from supervision.rules.orders import ORDERED_IN
from supervision.selectors.leaders import commission_over, issuing_commissions, stands_below


def order_parties_of(user, order: Order) -> frozenset[str]:
    """What this user is to this order; the caller has asked ``visible_to``.

    Whoever works for the unit that is ordered isn't its commission as well.
    """
    standing = standing_of(user, on=timezone.localdate())
    if order.addressee_id in standing.unit_ids(*addressee_roles(order)):
        return frozenset({OrderParty.ADDRESSEE})
    parties = set()
    if order.issuer_id in standing.unit_ids(*COMMISSION_WORKERS):
        parties.add(OrderParty.ISSUER)
    if raising_commission(user, order, on=timezone.localdate()) is not None:
        parties.add(OrderParty.ABOVE)
    return frozenset(parties)


def addressee_roles(order: Order) -> tuple[str, ...]:
    """Who acts for the unit that is ordered: its handlers and leader, in a commission its inspectors and leader."""
    is_commission = order.addressee.kind == UnitKind.COMMISSION
    return COMMISSION_WORKERS if is_commission else UNIT_WORKERS


def raising_commission(user, order: Order, *, on: date) -> Unit | None:
    """The user's commission that may order the same again: one above the issuer, at the top the issuer itself."""
    own = issuing_commissions(user, on=on)
    above = next(
        (unit for unit in own if unit.pk in order.issuer.lineage and unit.pk != order.issuer_id), None
    )
    if (
        above is None
        and order.issuer_id in {unit.pk for unit in own}
        and commission_over(order.issuer) is None
    ):
        return order.issuer
    return above


def available_order_moves(user, order: Order) -> list[OrderMove]:
    """The moves that this user may try now, in the order of the lifecycle table."""
    parties = order_parties_of(user, order)
    return [move for move in order_moves_from(order.stage) if not parties.isdisjoint(move.by)]


def can_issue_orders(user) -> bool:
    """Inspectors and leaders of a commission do."""
    return bool(issuing_commissions(user, on=timezone.localdate()))


def can_order_now(user, case: Case) -> bool:
    """Whether the page of a case offers an order: some unit has it, which one of the user's commissions may order."""
    if case.stage not in ORDERED_IN or not can_order_about(user, case):
        return False
    own = issuing_commissions(user, on=timezone.localdate())
    holder = case.responsible or case.desk
    return any(stands_below(holder, commission) for commission in own)


def can_order_about(user, case: Case) -> bool:
    """Whoever supervises the case; the caller has asked ``visible_to``."""
    return can_issue_orders(user) and Party.COMMISSION in parties_of(user, case)
