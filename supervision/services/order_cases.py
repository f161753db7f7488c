"""How orders and their cases keep step: whatever is supervised has an order behind it, and an order ends with its case."""

from django.utils.translation import gettext_noop

from accounts.models import User
from cases.choices import Refusal
from cases.models import Case, CaseEvent
from cases.selectors.firewall import firewall_of
from cases.services import MoveRefused
from common.numbering import CHINA
from supervision.choices import OrderParty
from supervision.models import Order
from supervision.selectors.leaders import leaders_on, units_at
from supervision.services.order_facts import OrderDraft
from supervision.services.orders import OrderRefused, move_order, write_asked

# By these a case leaves a unit that may have been ordered about it.
LEAVING = frozenset(
    {"recall", "recall_reviewed", "consent", "reassign", "impose", "withdraw", "hand_up", "join"}
)
# In the trail; translated where it is shown.
MOVED_ON = gettext_noop("The case has left the unit that was ordered.")
ACCUSED = gettext_noop("The case has come to accuse the unit that was ordered, or its leader.")


def order_what_is_supervised(*, case: Case, event: CaseEvent) -> None:
    """Write the order behind a case that came under supervision with many others, in the words that were given for all.

    It names the first responsible person of the unit. Raises MoveRefused where no order can be issued.
    """
    if "order" in event.details:
        return
    addressee, actor = case.responsible or case.desk, User.objects.get(pk=event.actor_id)
    draft = OrderDraft(
        trigger=event.details["ground"],
        addressee=addressee,
        tenure=leaders_on(addressee, on=event.at.astimezone(CHINA).date()).first(),
        subject=case.number,
        reason=event.note,
        demands=(event.note,),
        case=case,
    )
    try:
        write_asked(draft, event.unit, actor, at=event.at)
    except OrderRefused as refusal:
        raise MoveRefused([Refusal.ORDER_REFUSED]) from refusal


def follow_case(*, case: Case, at) -> None:
    """Withdraw what was ordered about a case that its unit has lost, or that accuses this unit or its leader by now."""
    orders = list(Order.objects.open().filter(case=case).select_related("addressee"))
    if not orders:
        return
    firewall = firewall_of(case, on=at.astimezone(CHINA).date())
    holders = {unit.pk for unit in units_at(case)}
    for order in orders:
        is_barred = firewall.bars(order.addressee) or order.leader_id in firewall.persons
        if is_barred or order.addressee_id not in holders:
            note = ACCUSED if is_barred else MOVED_ON
            move_order(order_id=order.pk, move="withdraw", actor=OrderParty.SYSTEM, at=at, note=note)
