"""The classes of records and their terms as data: pure, no database.

Archives are kept for ever or for 30 or 10 years (decree no. 8 of the National Archives Administration of 2006). That a proved
case, and one that the commission has ordered about, is kept for ever, that an answered one is kept for 30 years and one
without a result for 10, is how this house applies these three terms to complaints; how long a name is needed for the
purpose of its complaint (Personal Information Protection Law, art. 19 and 47) is a setting of the house as well.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ClassRow:
    """One class: the day from which its term counts, its built-in term in years (None: for ever), the bounds of another one.

    ``least`` None: the class is kept for ever, whatever anybody sets.
    """

    name: str
    starts_on: str
    years: int | None
    least: int | None
    most: int | None
    basis: tuple[str, ...]


# The first class that fits a case is its class.
CLASSES = (
    ClassRow("accountable", "closing", None, None, None, ("archives_law", "decree_8", "house")),
    ClassRow("supervised", "closing", None, None, None, ("archives_law", "decree_8", "house")),
    ClassRow("answered", "closing", 30, 10, 100, ("archives_law", "decree_8", "house")),
    ClassRow("unanswered", "decision", 10, 10, 100, ("archives_law", "decree_8", "house")),
    ClassRow("identity", "closing", 5, 3, 30, ("privacy_law", "house")),
)
CLASS_BY_NAME = {row.name: row for row in CLASSES}
# Where nothing more happens to a case by itself.
ENDED_STAGES = ("closed", "declined", "withdrawn")
UNANSWERED_STAGES = ("declined", "withdrawn")


def is_possible_term(record_class: str, years: int | None) -> bool:
    """Whether a class may be kept for so many years (None: for ever)."""
    row = CLASS_BY_NAME[record_class]
    if years is None:
        return record_class != "identity"
    return row.least is not None and row.least <= years <= row.most


def due_on(ended_on: date, years: int | None) -> date | None:
    """The day from which a record may go; None: never. Years count from the end of the year in which the case has ended."""
    return None if years is None else date(ended_on.year + years + 1, 1, 1)


def ended_before(on: date, years: int | None) -> date | None:
    """What has ended before this day is due on ``on``; None: nothing is."""
    return None if years is None else date(on.year - years, 1, 1)
