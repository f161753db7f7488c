"""The life of an edition is this one table: the services, the trail, the database's stage trigger and the tests read it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulletins.choices import BulletinParty, EditionStage


@dataclass(frozen=True)
class EditionMove:
    """One row: the move and the word on its button, from which stages to which, and whose it is."""

    name: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str
    by: tuple[str, ...]


EDITION_MOVES: tuple[EditionMove, ...] = (
    EditionMove(
        name="put_forward",
        label=_("Put forward for review"),
        sources=(EditionStage.DRAFT,),
        target=EditionStage.REVIEW,
        by=(BulletinParty.DRAFTER,),
    ),
    EditionMove(
        name="pass_on",
        label=_("Pass on for release"),
        sources=(EditionStage.REVIEW,),
        target=EditionStage.REVIEWED,
        by=(BulletinParty.REVIEWER,),
    ),
    EditionMove(
        name="return",
        label=_("Return to the drafter"),
        sources=(EditionStage.REVIEW, EditionStage.REVIEWED),
        target=EditionStage.DRAFT,
        by=(BulletinParty.REVIEWER, BulletinParty.RELEASER, BulletinParty.SYSTEM),
    ),
    EditionMove(
        name="release",
        label=pgettext_lazy("bulletin", "Release"),
        sources=(EditionStage.REVIEWED,),
        target=EditionStage.RELEASED,
        by=(BulletinParty.RELEASER,),
    ),
    EditionMove(
        name="publish",
        label=pgettext_lazy("bulletin", "Publish"),
        sources=(EditionStage.RELEASED,),
        target=EditionStage.PUBLISHED,
        by=(BulletinParty.SYSTEM,),
    ),
    EditionMove(
        name="withdraw",
        label=pgettext_lazy("bulletin", "Withdraw"),
        sources=(EditionStage.DRAFT, EditionStage.RELEASED, EditionStage.PUBLISHED),
        target=EditionStage.WITHDRAWN,
        by=(BulletinParty.RELEASER,),
    ),
)
MOVE_BY_NAME = {move.name: move for move in EDITION_MOVES}


def edition_paths() -> list[tuple[str, str]]:
    """Every (from, to) that the table allows, sorted; the database trigger on ``stage`` is made from this."""
    return sorted({(str(source), str(move.target)) for move in EDITION_MOVES for source in move.sources})
