"""Making orders and leads for tests, always through the services that make real ones."""

from datetime import timedelta

from accounts.models import User
from cases.models import Case
from cases.services import move_case
from cases.tests.factories import make_case, unit, walk
from organizations.models import Unit
from supervision.choices import Detector
from supervision.management.patterns import PATTERNS, Seeder
from supervision.models import Lead, Order
from supervision.rules import defaults_of, row_of
from supervision.selectors.leaders import leaders_on
from supervision.services import OrderDraft, find_leads, issue_order, move_order


def draft_for(addressee: Unit, *, at, **fields) -> OrderDraft:
    """A blue order to the unit's first leader with two demands, unless said otherwise."""
    usual = {
        "trigger": "overdue",
        "tenure": leaders_on(addressee, on=at.date()).first(),
        "subject": "征地补偿款发放不及时",
        "reason": "经查，你单位逾期未办结群众反映的事项。",
        "demands": ("十日内足额发放补偿款。", "说明逾期原因，并对责任人提出处理意见。"),
    }
    return OrderDraft(addressee=addressee, **usual | fields)


def make_order(
    actor: User, *, at, issuer: str = "440100-commission", to: str = "440106-land", **fields
) -> Order:
    """An issued order of the city commission to the land bureau of Tianhe."""
    return issue_order(draft=draft_for(unit(to), at=at, **fields), issuer=unit(issuer), actor=actor, at=at)


def close_with(details: dict, *, at, clerk: User, handler: User, inspector: User) -> Case:
    """A case of the land bureau of Tianhe that accuses the housing bureau there, closed with this conclusion."""
    case = make_case(at=at, accused=[unit("440106-housing")])
    steps = [("assign", clerk), ("sign_for", handler), ("answer", handler)]
    case = walk(case, steps, at=at, unit=unit("440106-land"))
    return move_case(case_id=case.pk, move="close", actor=inspector, at=at, note="结案", details=details)


def move(order: Order | int, name: str, actor, *, at, note: str = "按规定办理", **details) -> Order:
    """One move; answers every open demand, refuses all of them with ten more days."""
    order_id = getattr(order, "pk", order)
    demands = Order.objects.get(pk=order_id).demands
    usual = {
        "reply": {"replies": {row.pk: "已办理。" for row in demands.filter(is_open=True)}},
        "refuse": {
            "demands": list(demands.values_list("pk", flat=True)),
            "due_on": (at + timedelta(days=10)).date(),
        },
    }
    given = usual.get(name, {}) | details
    return move_order(order_id=order_id, move=name, actor=actor, at=at, note=note, details=given)


def walk_order(order: Order, steps, *, at) -> Order:
    """One move after the other."""
    for name, actor in steps:
        order = move(order, name, actor, at=at)
    return order


def seen_by(user, order: Order) -> bool:
    """Whether the order is there for this user, asked anew."""
    fresh = User.objects.get(pk=user.pk)
    return Order.objects.visible_to(fresh).filter(pk=order.pk).exists()


def is_supervised(case: Case) -> bool:
    """What the case says now."""
    return Case.objects.values_list("is_supervised", flat=True).get(pk=case.pk)


def lead_of(detector: str, *, at) -> Lead:
    """The lead that the detector makes of its own pattern, seeded and found at that moment."""
    PATTERNS[detector](Seeder(at=at))
    find_leads(at=at, detectors=[detector])
    return Lead.objects.get()


def make_lead(unit, *, at, commission, detector: str = Detector.IDLE, **fields) -> Lead:
    """A lead about a unit without evidence, for pages that only need one to be there."""
    values = {
        "trigger": row_of(detector).trigger,
        "area": unit.area,
        "figures": {"cases": 1},
        "limits": defaults_of(detector),
        "shut_units": [unit.pk],
        "first_found_at": at,
        "last_found_at": at,
    }
    return Lead.objects.create(detector=detector, unit=unit, commission=commission, **(values | fields))
