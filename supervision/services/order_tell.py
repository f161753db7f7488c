"""Who is told of an order: notices written into the outbox in the transaction of the step itself."""

from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from cases.choices import Signal
from cases.selectors.firewall import OPEN_TO_ALL, Firewall, build_firewall, firewall_of
from cases.services.addressees import users_of
from common.numbering import CHINA
from notices.services import in_languages, notify_users, withdraw_notices
from organizations.models import Unit
from supervision.choices import OrderParty
from supervision.lifecycle import OrderMove
from supervision.models import Order, OrderEvent, OrderSignal
from supervision.permissions import addressee_roles
from supervision.querysets import COMMISSION_WORKERS
from supervision.selectors.leaders import commission_over

# Who hears each signal beside the unit that has to reply.
SIGNAL_TELLS = {
    Signal.REMIND: (),
    Signal.YELLOW: (),
    Signal.RED: (OrderParty.ISSUER,),
    Signal.ESCALATE: (OrderParty.ISSUER, OrderParty.ABOVE),
}


def order_path(order: Order) -> str:
    """The address of the order's page."""
    return reverse("supervision:order-detail", args=[order.pk])


def order_firewall(order: Order, *, at) -> Firewall:
    """Whom the order must not reach: those that its case accuses, or the unit over which supervision failed."""
    on = at.astimezone(CHINA).date()
    if order.case is not None:
        return firewall_of(order.case, on=on)
    if order.about_id:
        return build_firewall(unit_ids={order.about_id}, person_ids=(), on=on)
    return OPEN_TO_ALL


def receivers_of(order: Order, party: str, firewall: Firewall) -> list[User]:
    """The people behind a party to an order who may hear of it; each of them can open it."""
    match party:
        case OrderParty.ADDRESSEE:
            users = users_of([order.addressee_id], addressee_roles(order), firewall)
        case OrderParty.ISSUER:
            users = users_of([order.issuer_id], COMMISSION_WORKERS, firewall)
        case _:
            above = commission_over(order.issuer)
            users = users_of([above.pk] if above else [], COMMISSION_WORKERS, firewall)
    return [user for user in users if Order.objects.visible_to(user).filter(pk=order.pk).exists()]


def tell_of_order_move(*, order: Order, event: OrderEvent, row: OrderMove) -> None:
    """Write the notices that a move causes, never to whoever has made it."""
    firewall = order_firewall(order, at=event.at)
    for tell in row.tells:
        users = [user for user in receivers_of(order, tell.party, firewall) if user.pk != event.actor_id]
        if tell.wording == "order_issued":
            users = users or _instead(order, firewall, without=event.actor_id)
        _write(order, users, wording=tell.wording, about=f"order_event:{event.pk}:{tell.party}", at=event.at)


def tell_of_order_signal(*, order: Order, signal: OrderSignal, at) -> None:
    """Write the notices of a signal: to the unit that owes the reply, then to those above it."""
    firewall = order_firewall(order, at=at)
    about = f"order_signal:{signal.pk}"
    parties = (OrderParty.ADDRESSEE, *SIGNAL_TELLS[signal.kind])
    users = {user.pk: user for party in parties for user in receivers_of(order, party, firewall)}
    users = users or {user.pk: user for user in _instead(order, firewall, without=None)}
    _write(order, users.values(), wording=f"order_{signal.kind}", about=about, at=at)
    if signal.kind == Signal.ESCALATE:
        others = [user for user in _superiors(order.addressee, firewall) if user.pk not in users]
        # They hear that the unit below them owes a reply; the order itself isn't theirs to read.
        _write(order, others, wording="order_escalate", about=about, at=at, is_linked=False)


def tell_of_new_day(*, order: Order, event: OrderEvent) -> None:
    """Tell the unit that the last day for its reply was worked out anew."""
    users = receivers_of(order, OrderParty.ADDRESSEE, order_firewall(order, at=event.at))
    _write(order, users, wording="order_moved", about=f"order_event:{event.pk}:day", at=event.at)


def take_back_order_notices(order: Order) -> None:
    """Whoever has lost sight of an order keeps no notice of it either, nor gets one that still waits (R2)."""
    units = (order.addressee_id, order.issuer_id)
    told = User.objects.filter(duties__unit_id__in=units).distinct()
    lost = [user for user in told if not Order.objects.visible_to(user).filter(pk=order.pk).exists()]
    withdraw_notices(users=lost, path=order_path(order))


def _instead(order: Order, firewall: Firewall, *, without: int | None) -> list[User]:
    """Where nobody works for the unit that is ordered its issuer hears of it: never nobody, never the accused side."""
    return [user for user in receivers_of(order, OrderParty.ISSUER, firewall) if user.pk != without]


def _superiors(unit: Unit, firewall: Firewall) -> list[User]:
    """The leaders of the nearest unit above that has some who may hear of it."""
    while unit.parent is not None:
        unit = unit.parent
        roles = (Role.UNIT_LEADER, *COMMISSION_WORKERS)
        if not firewall.bars(unit) and (users := users_of([unit.pk], roles, firewall)):
            return users
    return []


def _write(order: Order, users, *, wording: str, about: str, at, is_linked: bool = True) -> None:
    notify_users(
        users=users,
        wording=wording,
        context={
            "number": order.number,
            "unit": in_languages(order.addressee),
            "date": f"{order.due_on}" if order.due_on else "",
        },
        path=order_path(order) if is_linked else "",
        about=about,
        at=at,
    )
