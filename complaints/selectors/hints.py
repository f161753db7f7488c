"""What a citizen should know of a matter before sending it: that courts decide it, or that nobody here may."""

from cases.search import fold
from cases.selectors.warnings import LITIGATION, find_words
from organizations.choices import Line
from organizations.models import Unit


def speaks_of_courts(story: str) -> bool:
    """Whether the words speak of a lawsuit, an arbitration or an administrative review, which go another way (信访条例 14, 21)."""
    return LITIGATION in find_words(fold(story))


def is_above_province(unit: Unit | None) -> bool:
    """Whether the unit stands above the province, so that the matter is passed up sealed."""
    return unit is not None and unit.line == Line.CENTRAL
