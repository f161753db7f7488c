"""Which place the words of a case name, where the citizen left it open: advice for the clerk, who puts it right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cases.models import Case
from cases.search import fold
from cases.selectors.register import areas
from cases.selectors.related import text_of
from common.numbering import CHINA
from organizations.choices import Level
from organizations.models import Area

# Of Shanwei; in every other text this means the built-up part of a town.
_NO_NAMES = ("城区",)


@dataclass(frozen=True)
class PlaceNamed:
    """An area and its name as it stands in the text."""

    area: Area
    word: str


def place_named(case: Case) -> PlaceNamed | None:
    """The place below the known one that the case names most often, the nearest to the ground first; None if it names none.

    Looked for are whole names (天河区, not 天河), as they were on the day of receipt, in the place in words, the subject
    and the story: short ones are words of the language too (高明, 和平, 新兴).
    """
    places = open_places(case, at=case.received_at)
    if not places:
        return None
    text = f"{fold(case.place_text)} {text_of(case)}"
    named = [PlaceNamed(area, area.name) for area in places if _is_named(area, text)]
    return min(named, key=lambda one: (one.area.level != Level.COUNTY, -text.count(one.word)), default=None)


def open_places(case: Case, *, at: datetime) -> list[Area]:
    """The areas below the known one on that day: counties of a city, cities and counties of the province, none of a county."""
    on = at.astimezone(CHINA).date()
    match case.area.level:
        case Level.COUNTY:
            return []
        case Level.CITY:
            below: Iterable[Area] = (area for area in areas().values() if _is_in(area, case.area))
        case _:
            below = (area for area in areas().values() if area.level != Level.PROVINCE)
    return [
        area for area in below if area.valid_from <= on and (area.valid_to is None or on <= area.valid_to)
    ]


def _is_in(area: Area, city: Area) -> bool:
    return area.level == Level.COUNTY and area.parent.code == city.code


def _is_named(area: Area, text: str) -> bool:
    return area.name not in _NO_NAMES and area.name in text
