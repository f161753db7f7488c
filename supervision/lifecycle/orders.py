"""The life of a supervision order is this one table.

Buttons, ``docs/orders.md``, the database's stage trigger and the tests all read it. A row says: the move's name and the
word on its button; from which stages to which; who may make it; what must hold first; what has to be filled in; whether the
clock for the reply starts anew or stops; and who is told in which words. An order is issued from nothing, so that row has no
stage before.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from supervision.choices import OrderParty, OrderStage
from supervision.rules import orders as rules

ISSUING_CHECKS = (
    rules.addressee_is_below,
    rules.leader_is_named,
    rules.concerned_unit_fits,
    rules.addressee_has_the_case,
    rules.case_is_free,
    rules.nobody_accused_is_ordered,
    rules.something_is_demanded,
)
# What is ordered again is about the same, from another commission: only who is ordered is asked once more.
RENEWING_CHECKS = (
    rules.addressee_is_below,
    rules.leader_is_named,
    rules.nobody_accused_is_ordered,
)


@dataclass(frozen=True)
class OrderTell:
    """One notice that a move causes: the party that is told, and the wording for it."""

    party: str
    wording: str


@dataclass(frozen=True)
class OrderMove:
    """One row of the table. ``clock``: "starts", "stops", or "" where it is left alone."""

    name: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str
    by: tuple[str, ...]
    checks: tuple[Callable, ...] = ()
    required: tuple[str, ...] = ()
    clock: str = ""
    tells: tuple[OrderTell, ...] = ()
    tone: str = "primary"
    icon: str = "check"


ORDER_MOVES: tuple[OrderMove, ...] = (
    OrderMove(
        name="issue",
        label=pgettext_lazy("order", "Issue the order"),
        sources=(),
        target=OrderStage.ISSUED,
        by=(OrderParty.ISSUER,),
        checks=ISSUING_CHECKS,
        required=("trigger", "addressee", "leader", "demands"),
        clock="starts",
        tells=(OrderTell(OrderParty.ADDRESSEE, "order_issued"),),
        icon="send",
    ),
    OrderMove(
        name="sign_for",
        label=pgettext_lazy("order", "Sign for the order"),
        sources=(OrderStage.ISSUED,),
        target=OrderStage.SIGNED,
        by=(OrderParty.ADDRESSEE,),
        icon="check",
    ),
    OrderMove(
        name="reply",
        label=pgettext_lazy("order", "Reply to the order"),
        sources=(OrderStage.SIGNED,),
        target=OrderStage.REPLIED,
        by=(OrderParty.ADDRESSEE,),
        checks=(rules.every_demand_is_answered,),
        required=("replies",),
        clock="stops",
        tells=(OrderTell(OrderParty.ISSUER, "order_replied"),),
        icon="pencil",
    ),
    OrderMove(
        name="accept",
        label=pgettext_lazy("order", "Accept the reply"),
        sources=(OrderStage.REPLIED,),
        target=OrderStage.ACCEPTED,
        by=(OrderParty.ISSUER,),
        checks=(rules.somebody_else_replied,),
        tells=(OrderTell(OrderParty.ADDRESSEE, "order_accepted"),),
        tone="success",
        icon="circle-check",
    ),
    OrderMove(
        name="refuse",
        label=pgettext_lazy("order", "Refuse the reply"),
        sources=(OrderStage.REPLIED,),
        target=OrderStage.SIGNED,
        by=(OrderParty.ISSUER,),
        checks=(
            rules.note_is_given,
            rules.somebody_else_replied,
            rules.demands_are_named,
            rules.new_day_fits,
        ),
        required=("demands", "due_on"),
        clock="starts",
        tells=(OrderTell(OrderParty.ADDRESSEE, "order_refused"),),
        tone="danger",
        icon="arrow-back-up",
    ),
    OrderMove(
        name="reissue",
        label=pgettext_lazy("order", "Re-issue at the next level"),
        sources=(OrderStage.ISSUED, OrderStage.SIGNED),
        target=OrderStage.REISSUED,
        by=(OrderParty.ABOVE,),
        checks=(rules.note_is_given, rules.it_is_late, rules.level_is_left, *RENEWING_CHECKS),
        clock="stops",
        tells=(OrderTell(OrderParty.ISSUER, "order_reissued"),),
        tone="warning",
        icon="alert-triangle",
    ),
    OrderMove(
        name="withdraw",
        label=pgettext_lazy("order", "Withdraw the order"),
        sources=(OrderStage.ISSUED, OrderStage.SIGNED, OrderStage.REPLIED, OrderStage.ACCEPTED),
        target=OrderStage.WITHDRAWN,
        by=(OrderParty.ISSUER, OrderParty.SYSTEM),
        checks=(rules.note_is_given,),
        clock="stops",
        tells=(
            OrderTell(OrderParty.ADDRESSEE, "order_withdrawn"),
            OrderTell(OrderParty.ISSUER, "order_withdrawn"),
        ),
        tone="danger",
        icon="x",
    ),
    OrderMove(
        name="close",
        label=pgettext_lazy("order", "Close the order"),
        sources=(OrderStage.ACCEPTED,),
        target=OrderStage.CLOSED,
        by=(OrderParty.ISSUER,),
        checks=(rules.note_is_given,),
        tells=(OrderTell(OrderParty.ADDRESSEE, "order_closed"),),
        tone="success",
        icon="circle-check",
    ),
)

ORDER_MOVE_BY_NAME = {move.name: move for move in ORDER_MOVES}


def order_moves_from(stage: str) -> tuple[OrderMove, ...]:
    """The moves that the table knows from a stage, in the order of the table."""
    return tuple(move for move in ORDER_MOVES if stage in move.sources)


def order_paths() -> list[tuple[str, str]]:
    """Every (from, to) that the table allows, sorted; the database trigger on ``stage`` is made from this."""
    return sorted({(str(source), str(move.target)) for move in ORDER_MOVES for source in move.sources})
