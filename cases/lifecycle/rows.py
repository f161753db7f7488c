"""What one row of the lifecycle table says, and the stages and clocks that the rows speak of."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from cases import rules
from cases.choices import ClockName, Stage

OPEN_STAGES = (
    Stage.RECEIVED,
    Stage.ACCEPTED,
    Stage.ASSIGNED,
    Stage.HANDLING,
    Stage.ANSWERED,
    Stage.REVIEWING,
)
DESK_STAGES = (Stage.RECEIVED, Stage.ACCEPTED, Stage.DECLINED, Stage.JOINED, Stage.WITHDRAWN)
UNIT_STAGES = (Stage.ASSIGNED, Stage.HANDLING, Stage.ANSWERED, Stage.CLOSED, Stage.REVIEWING)
# What runs beside the way of a case and is none of its due dates.
BESIDE_CLOCKS = (ClockName.DISCLOSE,)
ALL_CLOCKS = tuple(name for name in ClockName if name not in BESIDE_CLOCKS)
INTAKE_CLOCKS = (ClockName.TRIAGE, ClockName.URGENT_TRIAGE)
DESK_CLOCKS = (*INTAKE_CLOCKS, ClockName.HAND_UP, ClockName.TAKE_OVER)
# Those that run while the unit waits for an answer, which it needs no more when the case goes on.
WAITING_CLOCKS = (ClockName.OBJECTION, ClockName.MORE_TIME, ClockName.CITIZEN_REPLY)
# What stands still while the citizen is asked, and while a hearing is held.
PAUSING_CLOCKS = (ClockName.CONCLUDE, ClockName.REDO)
HEARD_CLOCKS = (ClockName.REVIEW,)
UNIT_CLOCKS = (ClockName.SIGN_FOR, ClockName.CONCLUDE, ClockName.REDO, ClockName.PROMISE)
# A promise stays with the case about which it was made, so such a case leads its matter.
JOIN_CHECKS = (
    rules.matter_is_clean,
    rules.unit_is_not_spoken_of,
    rules.belongs_here,
    rules.nothing_is_promised,
)
CLOSING_CHECKS = (rules.answer_is_given, rules.details_are_given, *rules.CONCLUSION_CHECKS)
# Moves for which the same words fit many cases. What has to be weighed or written for each case alone isn't among them:
# no answer, no letter of refusal, no closing, no decision on a request, nothing sealed.
IN_BULK = frozenset({"accept", "assign", "reassign", "recall", "sign_for", "return", "supervise", "ask_time"})
UNIT_CHECKS = (
    rules.details_are_given,
    rules.unit_may_receive,
    rules.unit_was_not_released,
    rules.co_handlers_may_receive,
    rules.unit_is_not_spoken_of,
)


@dataclass(frozen=True)
class Tell:
    """One notice that a move causes: the party that is told, and the wording for it."""

    party: str
    wording: str


@dataclass(frozen=True)
class Move:
    """One row of the lifecycle table.

    ``pauses`` are the clocks that stand still until a reply has come; ``extends`` is the clock that runs the days longer
    which were asked for; the button is offered only ``during`` one clock, and not while the clock ``unless`` runs.
    """

    name: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str | None
    by: tuple[str, ...]
    checks: tuple[Callable, ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    tells: tuple[Tell, ...] = ()
    citizen_line: str | Promise | None = None
    tone: str = "primary"
    pauses: tuple[str, ...] = ()
    extends: str = ""
    during: str = ""
    unless: str = ""

    @property
    def in_bulk(self) -> bool:
        """Whether the move can be made on many cases at once."""
        return self.name in IN_BULK

    @property
    def needs_note(self) -> bool:
        """Whether the move can't be made without a reason in words."""
        return rules.note_is_given in self.checks
