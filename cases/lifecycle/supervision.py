"""Moves of the lifecycle table by which a commission supervises a case; behind them stands an order (docs/orders.md)."""

from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.choices import Party, Stage
from cases.lifecycle.rows import Move, Tell

SUPERVISION: tuple[Move, ...] = (
    Move(
        name="supervise",
        label=_("Order supervision"),
        sources=(Stage.ACCEPTED, Stage.ASSIGNED, Stage.HANDLING, Stage.CLOSED),
        target=None,
        by=(Party.COMMISSION,),
        checks=(
            rules.note_is_given,
            rules.details_are_given,
            rules.no_order_is_running,
            rules.somebody_else_has_it,
        ),
        required=("ground",),
        tells=(Tell(Party.DESK, "case_supervised"),),
        citizen_line=_("The discipline commission is supervising the case."),
        tone="warning",
    ),
    Move(
        name="end_supervision",
        label=_("End the supervision"),
        sources=(
            Stage.ACCEPTED,
            Stage.ASSIGNED,
            Stage.HANDLING,
            Stage.ANSWERED,
            Stage.REVIEWING,
            Stage.CLOSED,
        ),
        target=None,
        by=(Party.SYSTEM,),
        checks=(rules.is_under_supervision,),
        tone="secondary",
    ),
)
