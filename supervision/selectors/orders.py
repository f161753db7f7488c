"""What the pages show of an order: what waits for whom, why the reply is due when it is, and what has happened."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.selectors import standing_of
from cases.choices import LegalBasis, Signal, SupervisionGround
from cases.querysets import sight_of
from cases.selectors.lights import days_left, light_of
from cases.selectors.trail_words import SIGNAL_ICONS, SIGNAL_KINDS
from common.statements import given, statement_for
from organizations.choices import Level, UnitKind
from supervision.choices import OWING_STAGES, OrderEventName, OrderParty, OrderStage
from supervision.lifecycle import ORDER_MOVE_BY_NAME
from supervision.models import DemandReply, Order, OrderEvent
from supervision.querysets import COMMISSION_WORKERS, UNIT_WORKERS, OrderQuerySet
from supervision.rules.orders import NEXT_LEVEL

# The clause that each occasion rests on; the sixth of the article is for circumstances that are named here one by one.
TRIGGER_BASES = {
    SupervisionGround.OVERDUE: LegalBasis.SUPERVISE_2005_1,
    SupervisionGround.NO_FEEDBACK: LegalBasis.SUPERVISE_2005_2,
    SupervisionGround.PROCEDURE: LegalBasis.SUPERVISE_2005_3,
    SupervisionGround.SHIRKING: LegalBasis.SUPERVISE_2005_4,
    SupervisionGround.NOT_CARRIED_OUT: LegalBasis.SUPERVISE_2005_5,
    **dict.fromkeys(
        (
            SupervisionGround.SERIOUS,
            SupervisionGround.PUBLIC,
            SupervisionGround.FALSE_REPORT,
            SupervisionGround.BAD_RATING,
            SupervisionGround.BULLETIN,
            SupervisionGround.INSPECTION,
            SupervisionGround.LEAD,
            SupervisionGround.SUPERVISION_FAILURE,
        ),
        LegalBasis.SUPERVISE_2005_6,
    ),
}
MOST_WAITING = 20
TASKS = {
    OrderStage.ISSUED: gettext_lazy("Sign for a supervision order"),
    OrderStage.SIGNED: gettext_lazy("Reply to a supervision order"),
    OrderStage.REPLIED: gettext_lazy("Check the reply to a supervision order"),
    OrderStage.ACCEPTED: gettext_lazy("Close a supervision order"),
}
RAISE = gettext_lazy("Re-issue an overdue supervision order")
DONE = {
    "issue": gettext_lazy("Order issued"),
    "sign_for": gettext_lazy("Order signed for"),
    "reply": gettext_lazy("Reply handed in"),
    "accept": gettext_lazy("Reply accepted"),
    "refuse": gettext_lazy("Reply refused"),
    "reissue": gettext_lazy("Re-issued at the next level"),
    "withdraw": gettext_lazy("Order withdrawn"),
    "close": gettext_lazy("Order closed"),
}
KINDS = {"accept": "green", "close": "green", "refuse": "yellow", "reissue": "red", "withdraw": "yellow"}


@dataclass(frozen=True)
class OrderTask:
    """An order that waits for somebody, and for what."""

    order: Order
    label: str
    light: str
    days: str


def waiting_for_orders(user, *, at: datetime) -> OrderQuerySet:
    """The orders with which this user has to do the next step."""
    standing = standing_of(user, on=timezone.localdate())
    units = standing.unit_ids(*UNIT_WORKERS)
    desks = {
        acting.unit.pk
        for acting in standing.actings
        if acting.role in COMMISSION_WORKERS and acting.unit.kind == UnitKind.COMMISSION
    }
    mine = Q(stage__in=OWING_STAGES) & (
        Q(addressee__in=units) & ~Q(addressee__kind=UnitKind.COMMISSION) | Q(addressee__in=desks)
    )
    own = Q(stage__in=(OrderStage.REPLIED, OrderStage.ACCEPTED), issuer__in=desks)
    return Order.objects.visible_to(user).filter(mine | own | _to_raise(user, desks, at=at))


def order_tasks(user, *, at: datetime) -> list[OrderTask]:
    """The same with words, what is due first before the others, as many as one looks through."""
    standing = standing_of(user, on=timezone.localdate())
    mine = standing.unit_ids()
    statement = statement_for(
        ("orders that wait", sight_of(user.pk, standing.actings, standing)),
        lambda: waiting_for_orders(user, at=given("at")).order_by("due_at", "pk")[:MOST_WAITING],
    )
    tasks = []
    for order in statement.objects(at=at):
        raises = order.stage in OWING_STAGES and order.addressee_id not in mine
        label = RAISE if raises else TASKS[OrderStage(order.stage)]
        tasks.append(OrderTask(order, str(label), light_of(order, at=at), days_left(order.due_on, at=at)))
    return tasks


def order_demands(order: Order) -> list[dict]:
    """The demands, each with what was answered, the latest first."""
    replies = DemandReply.objects.select_related("written_by").order_by("-pk")
    rows = order.demands.prefetch_related(Prefetch("replies", queryset=replies))
    return [{"demand": row, "replies": list(row.replies.all())} for row in rows]


def order_trail(order: Order) -> list[dict]:
    """The trail in words, newest first, as ``components/timeline.html`` shows it."""
    events = order.events.select_related("actor", "unit").order_by("-pk")
    return [_entry(event) for event in events]


def order_line(order: Order, user) -> list[Order]:
    """The orders that order the same, from the first to the last, as far as the user may see them: a commission below
    doesn't see what the level above has issued."""
    line = [order]
    while line[0].renews_id:
        line.insert(0, line[0].renews)
    while (later := Order.objects.filter(renews=line[-1]).first()) is not None:
        line.append(later)
    seen = set(
        Order.objects.visible_to(user).filter(pk__in=[one.pk for one in line]).values_list("pk", flat=True)
    )
    line = [one for one in line if one.pk in seen]
    return line if len(line) > 1 else []


def _to_raise(user, desks: set[int], *, at: datetime) -> Q:
    """Of the units below what is overdue for long, which the commission above orders again; at the top its own."""
    late = Q(stage__in=OWING_STAGES, red_at__lte=at, level__in=list(NEXT_LEVEL))
    above = Q(issuer__lineage__overlap=list(desks)) & ~Q(issuer__in=desks)
    at_top = Q(issuer__in=desks, issuer__area__level=Level.PROVINCE)
    return late & (above | at_top)


def _entry(event: OrderEvent) -> dict:
    entry = {"at": event.at, "icon": "clock", "text": event.note, "actor": _who(event)}
    if event.name == OrderEventName.CLOCK_SIGNALLED:
        signal = event.details["signal"]
        return entry | {
            "title": Signal(signal).label,
            "icon": SIGNAL_ICONS[signal],
            "kind": SIGNAL_KINDS.get(signal, ""),
            "text": _("Reply due on %(date)s") % {"date": event.details["due_on"]},
        }
    if event.name == OrderEventName.CLOCK_MOVED:
        moved = f"{event.details['from']} → {event.details['due_on']}"
        return entry | {"title": _("A last day was worked out anew"), "text": moved}
    text = _(event.note) if event.party == OrderParty.SYSTEM and event.note else event.note
    return entry | {
        "title": DONE[event.move],
        "icon": ORDER_MOVE_BY_NAME[event.move].icon,
        "kind": KINDS.get(event.move, ""),
        "text": "\n".join(filter(None, [text, *_particulars(event)])),
    }


def _particulars(event: OrderEvent) -> list[str]:
    details, lines = event.details, []
    if positions := details.get("demands"):
        lines.append(_("Demands: %(numbers)s") % {"numbers": _(", ").join(map(str, positions))})
    if due_on := details.get("due_on"):
        lines.append(_("Reply due on %(date)s") % {"date": due_on})
    return lines


def _who(event: OrderEvent) -> str:
    if event.actor is None:
        return pgettext("trail", "System") if event.party == OrderParty.SYSTEM else ""
    return f"{event.unit} · {event.actor}" if event.unit else str(event.actor)
