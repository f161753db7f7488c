"""The departments of a sector in the public appraisal."""

from evaluations.models import Score
from evaluations.selectors.scores import published_scores
from organizations.models import Sector, Unit
from organizations.selectors import code_prefix


def appraised_in_sector(sector: Sector, area: str) -> list[Score]:
    """The latest published result of each department that leads the sector, in an area and all below it (empty: everywhere)."""
    lines = sector.leads.values_list("line", flat=True)
    units = Unit.objects.filter(line__in=list(lines))
    if area:
        units = units.filter(area__code__startswith=code_prefix(area))
    newest: dict[int, Score] = {}
    for score in published_scores(units.order_by()):
        newest.setdefault(score.appraised.unit_id, score)
    return list(newest.values())
