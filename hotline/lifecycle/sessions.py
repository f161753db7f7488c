"""The life of a session is this one table.

Buttons, the database's stage trigger, ``docs/hotline.md`` and the tests read it. A row says: the move's name and the word on its
button; from which stages to which; who may make it; what must hold first. A session is planned from nothing, so that
row has no stage before; one that is moved to another day begins anew, because its checklist does.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from hotline import rules
from hotline.choices import SessionParty, SessionStage


@dataclass(frozen=True)
class SessionMove:
    """One row of the table."""

    name: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str
    by: tuple[str, ...]
    checks: tuple[Callable, ...] = ()
    needs_note: bool = False
    needs_time: bool = False
    tone: str = "primary"
    icon: str = "check"


SESSION_MOVES: tuple[SessionMove, ...] = (
    SessionMove(
        name="plan",
        label=pgettext_lazy("session", "Plan a session"),
        sources=(),
        target=SessionStage.PLANNED,
        by=(SessionParty.ORGANISER,),
        checks=(rules.outlets_are_chosen, rules.lies_ahead, rules.unit_fits),
        icon="plus",
    ),
    SessionMove(
        name="confirm",
        label=pgettext_lazy("session", "Confirm the line-up"),
        sources=(SessionStage.PLANNED,),
        target=SessionStage.CONFIRMED,
        by=(SessionParty.ORGANISER,),
        checks=(rules.guest_is_reported, rules.guest_may_come),
        icon="check",
    ),
    SessionMove(
        name="prepare",
        label=pgettext_lazy("session", "Everything is prepared"),
        sources=(SessionStage.CONFIRMED,),
        target=SessionStage.PREPARED,
        by=(SessionParty.ORGANISER,),
        checks=(rules.guest_is_reported, rules.guest_may_come, rules.steps_are_done),
        icon="list-check",
    ),
    SessionMove(
        name="begin",
        label=pgettext_lazy("session", "Go on the air"),
        sources=(SessionStage.PREPARED,),
        target=SessionStage.ON_AIR,
        by=(SessionParty.ORGANISER, SessionParty.OPERATOR),
        checks=(rules.guest_may_come, rules.it_is_its_day, rules.no_other_is_on_air),
        tone="danger",
        icon="volume",
    ),
    SessionMove(
        name="end",
        label=pgettext_lazy("session", "Go off the air"),
        sources=(SessionStage.ON_AIR,),
        target=SessionStage.OFF_AIR,
        by=(SessionParty.ORGANISER, SessionParty.OPERATOR),
        tone="danger",
        icon="ban",
    ),
    SessionMove(
        name="close",
        label=pgettext_lazy("session", "Close the session"),
        sources=(SessionStage.OFF_AIR,),
        target=SessionStage.CLOSED,
        by=(SessionParty.ORGANISER,),
        checks=(rules.no_question_waits, rules.every_question_has_a_case),
        tone="success",
        icon="circle-check",
    ),
    SessionMove(
        name="move",
        label=pgettext_lazy("session", "Move to another day"),
        sources=(SessionStage.PLANNED, SessionStage.CONFIRMED, SessionStage.PREPARED),
        target=SessionStage.PLANNED,
        by=(SessionParty.ORGANISER,),
        checks=(rules.note_is_given, rules.lies_ahead),
        needs_note=True,
        needs_time=True,
        tone="warning",
        icon="calendar",
    ),
    SessionMove(
        name="cancel",
        label=pgettext_lazy("session", "Cancel the session"),
        sources=(SessionStage.PLANNED, SessionStage.CONFIRMED, SessionStage.PREPARED),
        target=SessionStage.CANCELLED,
        by=(SessionParty.ORGANISER,),
        checks=(rules.note_is_given,),
        needs_note=True,
        tone="danger",
        icon="x",
    ),
)

SESSION_MOVE_BY_NAME = {move.name: move for move in SESSION_MOVES}


def session_moves_from(stage: str) -> tuple[SessionMove, ...]:
    """The moves that the table knows from a stage, in the order of the table."""
    return tuple(move for move in SESSION_MOVES if stage in move.sources)


def session_paths() -> list[tuple[str, str]]:
    """Every (from, to) that the table allows, sorted; the database trigger on ``stage`` is made from this."""
    paths = {(str(source), str(move.target)) for move in SESSION_MOVES for source in move.sources}
    return sorted((source, target) for source, target in paths if source != target)
