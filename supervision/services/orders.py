"""Issuing an order, and the only writer of its ``stage``."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import User
from accounts.selectors import ActRefused
from cases.choices import Party
from cases.lifecycle import MOVE_BY_NAME
from cases.models import Case
from cases.services import move_case
from common.numbering import CHINA
from organizations.models import Unit
from supervision.choices import OWING_STAGES, OrderEventName, OrderParty, OrderRefusal
from supervision.lifecycle import ORDER_MOVE_BY_NAME, OrderMove
from supervision.models import Demand, Order, OrderCounter, OrderEvent
from supervision.permissions import can_order_about, order_parties_of, raising_commission
from supervision.selectors.leaders import document_word, issuing_commissions
from supervision.services.decide_leads import settle_lead
from supervision.services.order_clocks import start_clock, stop_clock
from supervision.services.order_effects import CHANGED_FIELDS, apply_order_effect, recorded
from supervision.services.order_facts import OrderDraft, issuing_facts, moving_facts, renewal_of
from supervision.services.order_tell import take_back_order_notices, tell_of_order_move


class OrderRefused(ActRefused):
    """The order isn't issued or moved; ``reasons`` are ``OrderRefusal`` words, all of them."""

    words = OrderRefusal


@transaction.atomic
def issue_order(*, draft: OrderDraft, issuer: Unit, actor: User, at, lead_id: int | None = None) -> Order:
    """Issue an order, numbered in the year of that day; its case, if there is one, comes under supervision.

    ``lead_id`` is the lead from which it comes, which is then settled. Raises ``Case.DoesNotExist`` and ``Lead.DoesNotExist``
    for whoever may not read these, ``OrderRefused`` with every reason, and ``LeadRefused``.
    """
    if draft.case is not None:
        draft = replace(draft, case=Case.objects.visible_to(actor).locked().get(pk=draft.case.pk))
    order = write_asked(draft, issuer, actor, at=at)
    case = draft.case
    if case is not None and not case.is_supervised and case.stage in MOVE_BY_NAME["supervise"].sources:
        details = {"ground": draft.trigger, "order": order.number}
        move_case(case_id=case.pk, move="supervise", actor=actor, at=at, note=draft.reason, details=details)
    if lead_id is not None:
        settle_lead(lead_id=lead_id, into=order, actor=actor, at=at)
    return order


@transaction.atomic
def move_order(
    *,
    order_id: int,
    move: str,
    actor: User | OrderParty,
    at,
    note: str = "",
    details: Mapping[str, Any] | None = None,
) -> Order:
    """Make one move of the lifecycle table and return the order as it is then.

    ``actor`` is a user, or OrderParty.SYSTEM. Asks every condition of the locked order, then writes the order, one event, its
    clock and its notices. Raises ``Order.DoesNotExist`` for whoever may not see the order, ``OrderRefused`` with every reason.
    """
    row, details = ORDER_MOVE_BY_NAME[move], details or {}
    order = _lock(order_id, actor)
    party = _party(actor, order, row)
    renewal = renewal_of(order, actor, note, at=at) if row.name == "reissue" else None
    facts = moving_facts(order, renewal, actor, note, details, at=at)
    if reasons := _reasons_against(order, row, party, facts):
        raise OrderRefused(reasons)
    from_stage, order.stage = order.stage, row.target
    apply_order_effect(row.name, order, details, actor=actor, at=at)
    _turn_clock(order, row, details, at=at)
    order.save(update_fields=CHANGED_FIELDS)
    acting = raising_unit(actor, order, at=at) if party == OrderParty.ABOVE else None
    event = _write_event(
        order, row.name, party, actor, acting, from_stage=from_stage, note=note, details=details, at=at
    )
    if renewal is not None:
        _write_order(*renewal, actor, party=OrderParty.ABOVE, at=at)
    tell_of_order_move(order=order, event=event, row=row)
    _follow_up(order, row, at=at)
    return order


def write_asked(draft: OrderDraft, issuer: Unit, actor: User, *, at) -> Order:
    """Ask every condition of a draft, then write it; inside the caller's transaction, its case locked. Raises OrderRefused."""
    may = issuer.pk in {unit.pk for unit in issuing_commissions(actor, on=at.astimezone(CHINA).date())}
    may = may and (draft.case is None or can_order_about(actor, draft.case))
    reasons = [] if may else [OrderRefusal.NOT_YOUR_MOVE]
    facts = issuing_facts(draft, issuer, actor, at=at)
    reasons += [reason for check in ORDER_MOVE_BY_NAME["issue"].checks if (reason := check(facts))]
    if reasons:
        raise OrderRefused(reasons)
    return _write_order(draft, issuer, actor, party=OrderParty.ISSUER, at=at)


def raising_unit(actor: User, order: Order, *, at) -> Unit | None:
    """For which commission somebody orders the same again."""
    return raising_commission(actor, order, on=at.astimezone(CHINA).date())


def _lock(order_id: int, actor) -> Order:
    visible = Order.objects.visible_to(actor) if isinstance(actor, User) else Order.objects.all()
    return visible.locked().get(pk=order_id)


def _party(actor, order: Order, row: OrderMove) -> str | None:
    """As what the actor makes this move; None when it isn't his."""
    parties = order_parties_of(actor, order) if isinstance(actor, User) else {actor}
    return next((party for party in row.by if party in parties), None)


def _reasons_against(order: Order, row: OrderMove, party: str | None, facts) -> list[str]:
    reasons = [] if party else [OrderRefusal.NOT_YOUR_MOVE]
    if order.stage not in row.sources:
        reasons.append(OrderRefusal.WRONG_STAGE)
    return reasons + [reason for check in row.checks if (reason := check(facts))]


def _write_order(draft: OrderDraft, issuer: Unit, actor: User, *, party: str, at) -> Order:
    """Number and write an order, with its clock, its demands, its event and its notices."""
    year = at.astimezone(CHINA).year
    order = Order(
        issuer=issuer,
        year=year,
        serial=_next_serial(issuer, year),
        word=document_word(issuer),
        level=draft.level,
        trigger=draft.trigger,
        addressee=draft.addressee,
        leader=draft.tenure.person,
        post=draft.tenure.post,
        case=draft.case,
        about=draft.about,
        subject=draft.subject.strip(),
        reason=draft.reason.strip(),
        rule_set=draft.case.rule_set if draft.case else settings.CASE_RULE_SET,
        renews=draft.renews,
        issued_by=actor,
        issued_at=at,
    )
    start_clock(order, at=at)
    texts = [text.strip() for text in draft.demands if text.strip()]
    Demand.objects.bulk_create(
        Demand(order=order, position=place, text=text) for place, text in enumerate(texts, 1)
    )
    details = {"level": order.level, "due_on": order.due_on}
    event = _write_event(order, "issue", party, actor, issuer, from_stage="", note="", details=details, at=at)
    tell_of_order_move(order=order, event=event, row=ORDER_MOVE_BY_NAME["issue"])
    return order


def _next_serial(issuer: Unit, year: int) -> int:
    """The next number of this commission and year; whoever else needs one waits, so that none is left out."""
    OrderCounter.objects.get_or_create(issuer=issuer, year=year)
    counter = OrderCounter.objects.select_for_update().get(issuer=issuer, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _turn_clock(order: Order, row: OrderMove, details: Mapping, *, at) -> None:
    if row.clock == "starts":
        today = at.astimezone(CHINA).date()
        start_clock(order, at=at, days=(details["due_on"] - today).days)
    elif row.clock == "stops" or order.stage not in OWING_STAGES:
        stop_clock(order, at=at)


def _write_event(
    order: Order, move: str, party: str, actor, unit: Unit | None, *, from_stage, note, details, at
) -> OrderEvent:
    own = {OrderParty.ISSUER: order.issuer, OrderParty.ADDRESSEE: order.addressee}
    return OrderEvent.objects.create(
        order=order,
        at=at,
        name=OrderEventName.MOVED,
        move=move,
        from_stage=from_stage,
        to_stage=order.stage,
        party=party,
        actor=actor if isinstance(actor, User) else None,
        unit=unit or own.get(party),
        note=note.strip(),
        details=recorded(order, details),
    )


def _follow_up(order: Order, row: OrderMove, *, at) -> None:
    """When an order is over its case is under supervision no longer, unless another one has taken its place; what the
    unit may no longer know of is taken back."""
    if row.name in ("withdraw", "close") and order.case_id:
        case = Case.objects.only("is_supervised").get(pk=order.case_id)
        if case.is_supervised and not Order.objects.open().filter(case=order.case_id).exists():
            move_case(case_id=order.case_id, move="end_supervision", actor=Party.SYSTEM, at=at)
    if row.name == "withdraw":
        take_back_order_notices(order)
