"""Who hears that an appraisal is public: the leaders of the units that it has appraised, and the commission that appraises."""

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import User
from accounts.selectors import COMMISSIONERS, users_acting_for
from common.numbering import CHINA
from evaluations.models import Appraised, Round, Score
from evaluations.querysets.rounds import APPRAISED_ROLES
from evaluations.selectors.corrections import is_another_place, place_changes
from evaluations.selectors.rounds import appeals_end_on
from notices.choices import Wording
from notices.services import in_languages, notify_users
from organizations.models import Unit


def tell_of_publication(found: Round, *, at) -> None:
    """Each appraised unit learns that its own result is public, and until when its leader can appeal; each person once.

    The notice names no score: that stands on the page, which shows a unit itself alone.
    """
    for row in found.appraised.select_related("unit"):
        _tell(
            found,
            _speakers(row, at),
            Wording.APPRAISAL_RESULT,
            row.unit,
            reverse("evaluations:appraised", args=[row.pk]),
            about=f"appraised:{row.pk}:published",
            at=at,
        )
    today = at.astimezone(CHINA).date()
    _tell(
        found,
        users_acting_for(unit_ids=[found.organiser_id], roles=COMMISSIONERS, on=today),
        Wording.APPRAISAL_PUBLISHED,
        found.organiser,
        reverse("evaluations:round", args=[found.pk]),
        about=f"round:{found.pk}:published",
        at=at,
    )


def tell_of_correction(found: Round, *, of: Appraised, at) -> None:
    """Each unit whose place another unit's appeal has moved learns that the ranking is published anew, and what is different for it.

    ``of``: the unit that has appealed; it hears of the decision itself. The scores written at this moment are compared with
    those before them.
    """
    for row in found.appraised.exclude(pk=of.pk).select_related("unit"):
        after, before = [*row.scores.all()[:2], None, None][:2]
        if before is None or after.at != at or not is_another_place(before, after):
            continue
        notify_users(
            users=_speakers(row, at),
            wording=Wording.APPRAISAL_CORRECTED,
            context={
                "unit": in_languages(row.unit),
                "words": in_languages(_in_words_of_the_reader(before, after)),
            },
            path=reverse("evaluations:appraised", args=[row.pk]),
            about=f"appraised:{row.pk}:corrected:{after.number}",
            at=at,
        )


def _in_words(before: Score, after: Score) -> str:
    return _("; ").join(place_changes(before, after))


_in_words_of_the_reader = lazy(_in_words, str)


def _speakers(row: Appraised, at) -> list[User]:
    """The leaders of the unit; where it has none, whoever else works there and sees the result."""
    today = at.astimezone(CHINA).date()
    leaders = users_acting_for(unit_ids=[row.unit_id], roles=[Role.UNIT_LEADER], on=today)
    return leaders or users_acting_for(unit_ids=[row.unit_id], roles=APPRAISED_ROLES, on=today)


def _tell(found: Round, users: list[User], wording: str, unit: Unit, path: str, *, about: str, at) -> None:
    notify_users(
        users=users,
        wording=wording,
        context={"unit": in_languages(unit), "date": f"{appeals_end_on(found)}"},
        path=path,
        about=about,
        at=at,
    )
