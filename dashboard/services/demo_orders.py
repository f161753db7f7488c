"""Supervision orders in the demonstration: what stands behind each supervised case, and some about the units themselves."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from accounts.choices import Role
from accounts.models import User
from cases.models import Case
from common.numbering import CHINA
from dashboard.services.demo_agenda import Bands
from dashboard.services.demo_texts import DATA_FOLDER
from organizations.choices import UnitKind
from organizations.models import Unit
from supervision.models import Order
from supervision.selectors.leaders import commission_over, leaders_on
from supervision.services import OrderDraft, issue_order, move_order

SIGN: Bands = ((85, 0.3, 4), (15, 5, 12))
# The last band is what reminders, cards and escalations come from.
REPLY_TO_ORDER: Bands = ((80, 5, 24), (20, 32, 60))
CHECK: Bands = ((1, 1, 9),)
REPLY_AGAIN: Bands = ((1, 3, 9),)
FINISH: Bands = ((1, 4, 15),)
RAISE: Bands = ((1, 36, 40),)
FEW = timedelta(days=3)
# How far each order about a unit itself comes, step after step.
WAYS = {
    "issued": (),
    "signed": ("sign_for",),
    "overdue": ("sign_for",),
    "replied": ("sign_for", "reply"),
    "refused": ("sign_for", "reply", "refuse"),
    "accepted": ("sign_for", "reply", "accept"),
    "closed": ("sign_for", "reply", "accept", "close"),
    "withdrawn": ("withdraw",),
    "reissued": ("sign_for",),
}
MOST_REFUSALS = 1


@dataclass
class OrderLife:
    """An order on its way. Unlike those of a case its steps stay planned whatever happens meanwhile."""

    row: dict = field(default_factory=dict)
    order: Order | None = None
    refusals: int = 0
    turn: int = 0


class Orders:
    """The part of ``Demonstration`` in which units are ordered to act and reply."""

    def plan_orders(self) -> None:
        """Let the orders about units themselves be issued, each so many days before the end."""
        with (DATA_FOLDER / "demo_orders.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                at = self.agenda.until - timedelta(days=int(row["days_ago"])) + timedelta(hours=10)
                self._plan(at, self._issue_order, OrderLife(row))

    def _order_behind(self, case: Case, at: datetime) -> None:
        """The order that a case came under supervision with: as a rule it is replied to, checked and closed."""
        order = Order.objects.open().filter(case=case).select_related("addressee", "issuer").first()
        if order is not None:
            self._then(OrderLife(order=order), at, SIGN, self._sign_order)

    def _issue_order(self, life: OrderLife, at: datetime) -> None:
        row = life.row
        codes = [row["issuer"], row["addressee"], *filter(None, [row["about"]])]
        units = {unit.code: unit for unit in Unit.objects.select_related("area").filter(code__in=codes)}
        addressee = units[row["addressee"]]
        tenure = leaders_on(addressee, on=at.astimezone(CHINA).date()).first()
        if tenure is None:
            return
        draft = OrderDraft(
            trigger=row["trigger"],
            addressee=addressee,
            tenure=tenure,
            subject=row["subject"],
            reason=row["reason"],
            demands=tuple(row[f"demand_{place}"] for place in (1, 2, 3)),
            level=row["level"],
            about=units.get(row["about"]),
        )
        issuer = units[row["issuer"]]
        life.order = issue_order(draft=draft, issuer=issuer, actor=self._issuer(issuer), at=at)
        for place, name in enumerate(WAYS[row["ends"]], 1):
            self._plan(at + FEW * place, self._step_to(name), life)
        if row["ends"] == "reissued":
            self._then(life, at, RAISE, self._raise_order)

    def _step_to(self, name: str) -> Callable[[OrderLife, datetime], None]:
        by_addressee = name in ("sign_for", "reply")

        def step(life: OrderLife, at: datetime) -> None:
            actor = self._replier(life.order) if by_addressee else self._issuer(life.order.issuer)
            self._move_order(life, name, actor, at)

        return step

    def _sign_order(self, life: OrderLife, at: datetime) -> None:
        self._move_order(life, "sign_for", self._replier(life.order), at)
        self._then(life, at, REPLY_TO_ORDER, self._reply_to_order)

    def _reply_to_order(self, life: OrderLife, at: datetime) -> None:
        self._move_order(life, "reply", self._replier(life.order), at)
        self._then(life, at, CHECK, self._check_reply)

    def _check_reply(self, life: OrderLife, at: datetime) -> None:
        actor = self._issuer(life.order.issuer)
        if life.refusals < MOST_REFUSALS and self._happens(0.2):
            life.refusals += 1
            self._move_order(life, "refuse", actor, at)
            self._then(life, at, REPLY_AGAIN, self._reply_to_order)
            return
        self._move_order(life, "accept", actor, at)
        self._then(life, at, FINISH, self._close_order)

    def _close_order(self, life: OrderLife, at: datetime) -> None:
        self._move_order(life, "close", self._issuer(life.order.issuer), at)

    def _raise_order(self, life: OrderLife, at: datetime) -> None:
        above = commission_over(life.order.issuer)
        self._move_order(life, "reissue", self._issuer(above), at)

    def _move_order(self, life: OrderLife, name: str, actor: User | None, at: datetime) -> None:
        demands = life.order.demands
        details = {}
        if name == "reply":
            open_ones = demands.filter(is_open=True).values_list("pk", flat=True)
            details = {"replies": {pk: self.texts.remark("order_reply", {}) for pk in open_ones}}
        elif name == "refuse":
            due_on = (at + timedelta(days=15)).astimezone(CHINA).date()
            details = {"demands": list(demands.values_list("pk", flat=True)), "due_on": due_on}
        note = self.texts.remark(f"order_{name}", {}) if name not in ("sign_for", "reply") else ""
        moved = move_order(order_id=life.order.pk, move=name, actor=actor, at=at, note=note, details=details)
        life.order = moved

    def _issuer(self, commission: Unit) -> User | None:
        return self.staff.who(commission.pk, Role.INSPECTOR)

    def _replier(self, order: Order) -> User | None:
        is_commission = order.addressee.kind == UnitKind.COMMISSION
        return self.staff.who(order.addressee_id, Role.INSPECTOR if is_commission else Role.HANDLER)
