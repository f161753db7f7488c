"""What a correction has changed for a unit, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from evaluations.choices.appraisal import ScoreStanding
from evaluations.models import Score

# What of a place tells whether it has changed; the score itself stands on the page.
OF_A_PLACE = ("rank", "grade", "standing", "has_card", "needs_criticism")


def is_another_place(before: Score, after: Score) -> bool:
    """Whether rank, grade or what follows from them have changed."""
    return any(getattr(before, name) != getattr(after, name) for name in OF_A_PLACE)


def place_changes(before: Score, after: Score) -> list[str]:
    """What has changed of the place, each as what it was and what it is now, in the language of the reader."""
    lines = []
    if (before.rank, before.standing) != (after.rank, after.standing):
        lines.append(_("rank: %(before)s, now %(now)s") % {"before": _rank(before), "now": _rank(after)})
    if before.grade != after.grade:
        grades = {"before": before.get_grade_display() or "—", "now": after.get_grade_display() or "—"}
        lines.append(_("grade: %(before)s, now %(now)s") % grades)
    if before.has_card != after.has_card:
        lines.append(_("now a yellow card") if after.has_card else _("no yellow card any more"))
    if before.needs_criticism != after.needs_criticism:
        is_new = after.needs_criticism
        lines.append(
            _("now the leader's self-criticism") if is_new else _("no self-criticism of the leader any more")
        )
    return lines


def _rank(score: Score) -> str:
    if score.standing == ScoreStanding.RANKED:
        return f"{score.rank}"
    return pgettext("appraisal", "not ranked")
