"""The life of a case is this one table.

Buttons, the API, the admin console, ``docs/lifecycle.md``, the database's stage trigger and the tests all read it.
A row says: the move's name and the word on its button; from which stages to which (``target`` None: the stage stays);
which party may make it; what must hold first; which clocks it starts and stops; what must be filled in; who is told;
and the sentence that the citizen reads on the tracking page (None: the citizen doesn't see this step). What a unit may
ask for stands in ``requests``, what passes between it and its co-handlers in ``parts``, what a citizen may do beside
complaining in ``remedies``, what was promised on the air in ``promises``.
"""

from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.choices import ClockName, Party, Stage
from cases.lifecycle.clocks import CLOCK_OWNER, FIRST_CLOCK, fitting_clock
from cases.lifecycle.parts import PARTS
from cases.lifecycle.promises import PROMISES
from cases.lifecycle.remedies import REMEDIES
from cases.lifecycle.requests import REQUESTS
from cases.lifecycle.rows import (
    ALL_CLOCKS,
    BESIDE_CLOCKS,
    CLOSING_CHECKS,
    DESK_CLOCKS,
    DESK_STAGES,
    INTAKE_CLOCKS,
    JOIN_CHECKS,
    OPEN_STAGES,
    UNIT_CHECKS,
    UNIT_STAGES,
    WAITING_CLOCKS,
    Move,
    Tell,
)
from cases.lifecycle.supervision import SUPERVISION

__all__ = [
    "ALL_CLOCKS",
    "BESIDE_CLOCKS",
    "CLOCK_OWNER",
    "DESK_STAGES",
    "FIRST_CLOCK",
    "INTAKE_CLOCKS",
    "MOVES",
    "MOVE_BY_NAME",
    "OPEN_STAGES",
    "UNIT_STAGES",
    "Move",
    "Tell",
    "fitting_clock",
    "moves_from",
    "stage_paths",
]

MOVES: tuple[Move, ...] = (
    Move(
        name="accept",
        label=_("Accept"),
        sources=(Stage.RECEIVED,),
        target=Stage.ACCEPTED,
        by=(Party.DESK,),
        checks=(rules.belongs_here,),
        starts=(ClockName.CONCLUDE,),
        stops=(ClockName.TELL_ACCEPTANCE,),
        tells=(Tell(Party.CITIZEN, "citizen_accepted"),),
        citizen_line=_("Your complaint has been accepted."),
    ),
    Move(
        name="decline",
        label=_("Decline"),
        sources=(Stage.RECEIVED,),
        target=Stage.DECLINED,
        by=(Party.DESK,),
        checks=(rules.note_is_given, rules.details_are_given, rules.forum_is_given, rules.leads_no_others),
        required=("reason", "way_out"),
        stops=ALL_CLOCKS,
        tells=(Tell(Party.CITIZEN, "citizen_declined"),),
        citizen_line=_("Your complaint was not accepted; the reason and the way out are on this page."),
        tone="danger",
    ),
    Move(
        name="reconsider",
        label=_("Take up again"),
        sources=(Stage.DECLINED, Stage.WITHDRAWN),
        target=Stage.RECEIVED,
        by=(Party.COMMISSION,),
        checks=(rules.note_is_given,),
        starts=(ClockName.TRIAGE,),
        tells=(Tell(Party.CITIZEN, "citizen_taken_up"),),
        citizen_line=_("The discipline commission has taken up your complaint again."),
    ),
    Move(
        name="assign",
        label=_("Assign"),
        sources=(Stage.RECEIVED, Stage.ACCEPTED),
        target=Stage.ASSIGNED,
        by=(Party.DESK,),
        checks=(*UNIT_CHECKS, rules.belongs_here),
        required=("unit",),
        starts=(ClockName.SIGN_FOR, ClockName.CONCLUDE),
        stops=(*DESK_CLOCKS, ClockName.TELL_ACCEPTANCE),
        tells=(
            Tell(Party.UNIT, "case_assigned"),
            Tell(Party.CO_HANDLER, "case_co_handled"),
            Tell(Party.CITIZEN, "citizen_accepted"),
        ),
        citizen_line=_("Your complaint was given to the department in charge."),
    ),
    Move(
        name="reassign",
        label=_("Assign to another unit"),
        sources=(Stage.ASSIGNED, Stage.HANDLING),
        target=Stage.ASSIGNED,
        by=(Party.DESK, Party.COMMISSION),
        checks=(rules.note_is_given, *UNIT_CHECKS, rules.unit_is_another),
        required=("unit",),
        starts=(ClockName.SIGN_FOR,),
        stops=(ClockName.SIGN_FOR, *WAITING_CLOCKS),
        tells=(Tell(Party.UNIT, "case_assigned"), Tell(Party.CO_HANDLER, "case_co_handled")),
        citizen_line=_("Your complaint was given to another department."),
        tone="secondary",
    ),
    Move(
        name="pass_on",
        label=_("Pass on to the superior unit"),
        sources=(Stage.ASSIGNED, Stage.HANDLING),
        target=None,
        by=(Party.SYSTEM,),
        checks=(rules.note_is_given, rules.details_are_given, rules.unit_may_receive),
        required=("unit",),
        stops=(ClockName.OBJECTION, ClockName.MORE_TIME),
        tells=(Tell(Party.UNIT, "case_taken_over"), Tell(Party.DESK, "case_taken_over")),
    ),
    Move(
        name="recall",
        label=_("Recall from the unit"),
        sources=(Stage.ASSIGNED, Stage.HANDLING, Stage.ANSWERED),
        target=Stage.ACCEPTED,
        by=(Party.DESK, Party.COMMISSION, Party.SYSTEM),
        checks=(rules.note_is_given,),
        starts=(ClockName.TRIAGE,),
        stops=(
            ClockName.SIGN_FOR,
            ClockName.REVIEW_ANSWER,
            ClockName.REDO,
            *WAITING_CLOCKS,
        ),
        tells=(Tell(Party.DESK, "case_recalled"),),
        citizen_line=_("Your complaint is being given to another department."),
        tone="secondary",
    ),
    Move(
        name="join",
        label=_("Join as one matter"),
        sources=(Stage.RECEIVED, Stage.ACCEPTED),
        target=Stage.JOINED,
        by=(Party.DESK, Party.COMMISSION),
        checks=(rules.details_are_given, rules.leading_is_open, rules.leads_no_others, *JOIN_CHECKS),
        required=("leading",),
        stops=ALL_CLOCKS,
        citizen_line=_("Your complaint has been accepted."),
    ),
    Move(
        name="split",
        label=_("Take out of the matter"),
        sources=(Stage.JOINED,),
        target=Stage.ACCEPTED,
        by=(Party.DESK, Party.COMMISSION, Party.SYSTEM),
        checks=(rules.note_is_given,),
        starts=(ClockName.TRIAGE, ClockName.CONCLUDE),
        citizen_line=_("Your complaint is being given to another department."),
        tone="secondary",
    ),
    Move(
        name="close_joined",
        label=_("Close with the leading case"),
        sources=(Stage.JOINED,),
        target=Stage.CLOSED,
        by=(Party.SYSTEM,),
        checks=(rules.leading_is_answered,),
        tells=(Tell(Party.CITIZEN, "citizen_closed"),),
        citizen_line=_("Your complaint has been answered and the case is closed."),
    ),
    Move(
        name="hand_up",
        label=_("Hand up sealed"),
        sources=(Stage.RECEIVED, Stage.ACCEPTED),
        target=None,
        by=(Party.DESK,),
        checks=(rules.details_are_given, rules.somebody_is_above, rules.leads_no_others),
        required=("seal_reason",),
        starts=(ClockName.TRIAGE,),
        stops=DESK_CLOCKS,
        tells=(Tell(Party.DESK, "case_handed_up"),),
        tone="warning",
    ),
    Move(
        name="sign_for",
        label=_("Sign for it"),
        sources=(Stage.ASSIGNED,),
        target=Stage.HANDLING,
        by=(Party.UNIT,),
        stops=(ClockName.SIGN_FOR, ClockName.OBJECTION),
        citizen_line=_("The department has begun to handle your complaint."),
    ),
    Move(
        name="answer",
        label=_("Submit the answer"),
        sources=(Stage.HANDLING,),
        target=Stage.ANSWERED,
        by=(Party.UNIT,),
        checks=(rules.details_are_given,),
        required=("request", "facts", "opinion", "legal_basis", "result"),
        starts=(ClockName.REVIEW_ANSWER,),
        stops=(ClockName.REDO, ClockName.PROMISE, *WAITING_CLOCKS),
        tells=(Tell(Party.COMMISSION, "case_answered"),),
        citizen_line=_("The department has given its answer; the discipline commission is checking it."),
    ),
    Move(
        name="return",
        label=_("Return the answer"),
        sources=(Stage.ANSWERED,),
        target=Stage.HANDLING,
        by=(Party.COMMISSION,),
        checks=(rules.note_is_given,),
        starts=(ClockName.REDO,),
        stops=(ClockName.REVIEW_ANSWER,),
        tells=(Tell(Party.UNIT, "case_returned"),),
        citizen_line=_("The discipline commission has asked the department for a better answer."),
        tone="danger",
    ),
    Move(
        name="close",
        label=_("Close the case"),
        sources=(Stage.ANSWERED,),
        target=Stage.CLOSED,
        by=(Party.COMMISSION,),
        checks=CLOSING_CHECKS,
        required=("finding",),
        stops=ALL_CLOCKS,
        tells=(Tell(Party.CITIZEN, "citizen_closed"), Tell(Party.UNIT, "case_closed")),
        citizen_line=_("Your complaint has been answered and the case is closed."),
        tone="success",
    ),
    *SUPERVISION,
    *PROMISES,
    Move(
        name="reopen",
        label=_("Reopen"),
        sources=(Stage.CLOSED,),
        target=Stage.HANDLING,
        by=(Party.CITIZEN,),
        checks=(
            rules.note_is_given,
            rules.citizen_is_dissatisfied,
            rules.not_reopened_before,
            rules.no_review_was_asked,
        ),
        starts=(ClockName.REDO,),
        tells=(Tell(Party.UNIT, "case_reopened"), Tell(Party.COMMISSION, "case_reopened")),
        citizen_line=_("You were not satisfied: the case has been reopened."),
    ),
    *PARTS,
    *REQUESTS,
    *REMEDIES,
)

MOVE_BY_NAME = {move.name: move for move in MOVES}


def moves_from(stage: str) -> tuple[Move, ...]:
    """The moves that the table knows from a stage, in the order of the table."""
    return tuple(move for move in MOVES if stage in move.sources)


def stage_paths() -> list[tuple[str, str]]:
    """Every (from, to) that the table allows, sorted; the database trigger on ``stage`` is made from this."""
    return sorted(
        {(str(source), str(move.target)) for move in MOVES if move.target for source in move.sources}
    )
