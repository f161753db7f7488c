"""The life of a question is this one table: put on the air, answered, promised, passed on, or the same as another.

``key`` is the key that presses its button at the live desk. A question that leaves the queue has a case; what sits in the
queue without one gets it with the move (``hotline.services.questions``).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from hotline import rules
from hotline.choices import QuestionStage


@dataclass(frozen=True)
class QuestionMove:
    """One row of the table; ``asks``: what has to be filled in, which gives the move a form of its own."""

    name: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str
    checks: tuple[Callable, ...] = ()
    asks: tuple[str, ...] = ()
    key: str = ""
    tone: str = ""
    icon: str = "check"


QUESTION_MOVES: tuple[QuestionMove, ...] = (
    QuestionMove(
        name="put",
        label=pgettext_lazy("question", "Put on the air"),
        sources=(QuestionStage.WAITING,),
        target=QuestionStage.ASKED,
        checks=(
            rules.is_on_air,
            rules.may_come_before_the_guest,
            rules.is_cleared,
            rules.nobody_else_is_asked,
        ),
        key="p",
        tone="primary",
        icon="volume",
    ),
    QuestionMove(
        name="put_back",
        label=pgettext_lazy("question", "Back into the queue"),
        sources=(QuestionStage.ASKED,),
        target=QuestionStage.WAITING,
        key="b",
        icon="arrow-back-up",
    ),
    QuestionMove(
        name="answer",
        label=pgettext_lazy("question", "Answered"),
        sources=(QuestionStage.ASKED, QuestionStage.ANSWERED),
        target=QuestionStage.ANSWERED,
        checks=(rules.session_is_open, rules.may_come_before_the_guest, rules.text_is_clean),
        asks=("text",),
        key="a",
        tone="success",
        icon="check",
    ),
    QuestionMove(
        name="promise",
        label=pgettext_lazy("question", "Promised"),
        sources=(QuestionStage.ASKED, QuestionStage.ANSWERED),
        target=QuestionStage.PROMISED,
        checks=(
            rules.session_is_open,
            rules.may_come_before_the_guest,
            rules.promise_is_given,
            rules.text_is_clean,
            rules.day_fits,
        ),
        asks=("text", "due_on"),
        key="d",
        tone="warning",
        icon="clock",
    ),
    QuestionMove(
        name="pass_on",
        label=pgettext_lazy("question", "Pass on"),
        sources=(QuestionStage.WAITING, QuestionStage.ASKED),
        target=QuestionStage.PASSED_ON,
        checks=(rules.session_is_open,),
        key="f",
        icon="arrow-right",
    ),
    QuestionMove(
        name="merge",
        label=pgettext_lazy("question", "The same as another"),
        sources=(QuestionStage.WAITING,),
        target=QuestionStage.MERGED,
        checks=(rules.session_is_open, rules.other_fits, rules.leads_no_others),
        asks=("other",),
        key="m",
        icon="arrows-exchange",
    ),
)

QUESTION_MOVE_BY_NAME = {move.name: move for move in QUESTION_MOVES}


def question_moves_from(stage: str) -> tuple[QuestionMove, ...]:
    """The moves that the table knows from a stage, in the order of the table."""
    return tuple(move for move in QUESTION_MOVES if stage in move.sources)


def question_paths() -> list[tuple[str, str]]:
    """Every (from, to) that the table allows, sorted; the database trigger on ``stage`` is made from this."""
    paths = {(str(source), str(move.target)) for move in QUESTION_MOVES for source in move.sources}
    return sorted((source, target) for source, target in paths if source != target)
