"""The ranking of a round as rows for a file: what the page shows, and no more."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from evaluations.models import Round, Score
from evaluations.selectors.scores import newest_scores


def score_rows(found: Round) -> Iterator[Sequence]:
    """The headings, then the units in the order of the ranking; what rests on too few voices says so."""
    yield (
        pgettext("appraisal", "Rank"),
        _("Code"),
        _("Unit"),
        _("Score"),
        pgettext("appraisal", "Grade"),
        _("Direct votes"),
        _("Number of direct votes"),
        _("Could vote"),
        _("Satisfied or mostly, interval"),
        _("Appraisal group"),
        _("Number of sheets"),
        _("Third party"),
        _("Number of answers"),
        _("Satisfied or mostly, interval of the survey"),
        _("Weights"),
        pgettext("appraisal", "Standing"),
        _("Yellow card"),
        _("Reckoned anew"),
    )
    for score in newest_scores(found):
        yield _row(score)


def _row(score: Score) -> Sequence:
    few = _("too few")
    return (
        score.rank or "",
        score.appraised.unit.code,
        score.appraised.unit.label,
        few if score.total is None else score.total,
        score.get_grade_display(),
        few if score.direct is None else score.direct,
        score.direct_n,
        "" if score.direct_asked is None else score.direct_asked,
        _span(score.direct_low, score.direct_high),
        few if score.group is None else score.group,
        score.group_n,
        few if score.third is None else score.third,
        score.third_n,
        _span(score.third_low, score.third_high),
        f"{score.direct_weight}:{score.group_weight}:{score.third_weight}",
        score.get_standing_display(),
        _("yes") if score.has_card else _("no"),
        score.reason,
    )


def _span(low, high) -> str:
    return "" if low is None else f"{low}–{high} %"
