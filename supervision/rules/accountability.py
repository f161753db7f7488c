"""Which measures there are, by which law, how grave they are, and from which level on a commission may approve them.

The table is data: an office that has other powers changes a row. Party discipline: Regulations on Disciplinary Action
of the Party. Administrative sanctions: Law on Sanctions for Public Officials, art. 7. Accountability of leaders:
中办发〔2009〕25号. Which level approves what is a default of this system, not law: it follows the rule that the organ
which appoints somebody also decides on grave measures against him.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

COUNTY, CITY, PROVINCE = "county", "city", "province"
LEVELS = (COUNTY, CITY, PROVINCE)  # from below


class MeasureRow(NamedTuple):
    """One measure: its family, how grave it is (higher is graver), and the lowest level that may approve it."""

    family: str
    gravity: int
    level: str = COUNTY
    for_leaders_only: bool = False


MEASURES: Mapping[str, MeasureRow] = MappingProxyType(
    {
        "talked_to": MeasureRow("organisation", 1),
        "admonished": MeasureRow("organisation", 2),
        "organised": MeasureRow("organisation", 5),
        "apology": MeasureRow("accountability", 3, for_leaders_only=True),
        "suspended": MeasureRow("accountability", 5, for_leaders_only=True),
        "resigned": MeasureRow("accountability", 7, CITY, for_leaders_only=True),
        "resign_ordered": MeasureRow("accountability", 8, CITY, for_leaders_only=True),
        "relieved": MeasureRow("accountability", 8, CITY, for_leaders_only=True),
        "party_warning": MeasureRow("party", 3),
        "party_serious": MeasureRow("party", 4),
        "party_posts": MeasureRow("party", 7, CITY),
        "party_probation": MeasureRow("party", 8, CITY),
        "party_expelled": MeasureRow("party", 9, CITY),
        "warning": MeasureRow("government", 3),
        "demerit": MeasureRow("government", 4),
        "great_demerit": MeasureRow("government", 5),
        "demoted": MeasureRow("government", 6, CITY),
        "removed": MeasureRow("government", 7, CITY),
        "dismissed": MeasureRow("government", 9, CITY),
        "prosecuted": MeasureRow("judiciary", 10, CITY),
    }
)


def level_of_measure(measure: str, unit_level: str) -> str:
    """The lowest level that may approve the measure: that of the measure, or of the person's unit where that is higher."""
    return max(MEASURES[measure].level, unit_level or COUNTY, key=LEVELS.index)


def reaches(level: str, needed: str) -> bool:
    """Whether a commission of this level is high enough; one without an area stands above the province."""
    return not level or LEVELS.index(level) >= LEVELS.index(needed)


def fits_liability(measure: str, liability: str) -> bool:
    """The measures of the rules on leaders are for those who answer as leaders."""
    return measure in MEASURES and (liability == "leader" or not MEASURES[measure].for_leaders_only)


def is_lighter(measure: str, than: str) -> bool:
    """Whether one measure is lighter than another, whatever their families."""
    return MEASURES[measure].gravity < MEASURES[than].gravity
