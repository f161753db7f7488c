"""The life of a round is this one table: the services, the trail, the database's stage trigger and the tests read it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from evaluations.choices.appraisal import RoundParty, RoundStage


@dataclass(frozen=True)
class RoundMove:
    """One row: the move and the word on its button, from which stages to which, whose it is, and whether it needs a reason.

    ``is_button``: it is made on the page of moves; to publish takes two people and has its own way.
    """

    name: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str
    by: tuple[str, ...] = (RoundParty.ORGANISER,)
    needs_note: bool = False
    is_button: bool = True
    icon: str = "arrow-right"
    tone: str = "primary"


ROUND_MOVES: tuple[RoundMove, ...] = (
    RoundMove(
        name="open",
        label=pgettext_lazy("appraisal", "Open the round"),
        sources=(RoundStage.DRAFT,),
        target=RoundStage.OPEN,
    ),
    RoundMove(
        name="close",
        label=pgettext_lazy("appraisal", "Close the round"),
        sources=(RoundStage.OPEN,),
        target=RoundStage.CLOSED,
        icon="lock",
    ),
    RoundMove(
        name="compute",
        label=pgettext_lazy("appraisal", "Compute the scores"),
        sources=(RoundStage.CLOSED,),
        target=RoundStage.COMPUTED,
        icon="chart-bar",
    ),
    RoundMove(
        name="take_back",
        label=pgettext_lazy("appraisal", "Take the scores back"),
        sources=(RoundStage.COMPUTED,),
        target=RoundStage.CLOSED,
        needs_note=True,
        icon="arrow-left",
        tone="secondary",
    ),
    RoundMove(
        name="publish",
        label=pgettext_lazy("appraisal", "Publish"),
        sources=(RoundStage.COMPUTED,),
        target=RoundStage.PUBLISHED,
        by=(RoundParty.LEADER,),
        is_button=False,
    ),
    RoundMove(
        name="cancel",
        label=pgettext_lazy("appraisal", "Cancel the round"),
        sources=(RoundStage.DRAFT, RoundStage.OPEN),
        target=RoundStage.CANCELLED,
        by=(RoundParty.LEADER,),
        needs_note=True,
        icon="circle-x",
        tone="secondary",
    ),
)
ROUND_MOVE_BY_NAME = {move.name: move for move in ROUND_MOVES}


def round_moves_from(stage: str) -> list[RoundMove]:
    """The moves that begin in this stage and have a button."""
    return [move for move in ROUND_MOVES if stage in move.sources and move.is_button]


def round_paths() -> list[tuple[str, str]]:
    """Every (from, to) that the table allows, sorted; the database trigger on ``stage`` is made from this."""
    return sorted({(str(source), str(move.target)) for move in ROUND_MOVES for source in move.sources})
