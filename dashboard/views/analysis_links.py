"""The way from a number to the cases behind it: the list of cases, narrowed to just as many."""

from datetime import date
from functools import lru_cache

from django.utils.http import urlencode

from common.addresses import address
from dashboard.selectors import Line, Question

# What each measure asks of the list beside the days: the day it counts by, and more.
ASKED = {
    "received": ("received", {}),
    "closed": ("ended", {"ended": "closed"}),
    "in_time": ("ended", {"ended": "closed", "late": "no"}),
    "late": ("ended", {"ended": "closed", "late": "yes"}),
    "declined": ("ended", {"ended": "declined"}),
    "withdrawn": ("ended", {"ended": "withdrawn"}),
    "ended": ("ended", {}),
    "answered": ("answered", {}),
    "reopened": ("answered", {"reopened": "yes"}),
    "rated": ("answered", {"rated": "any"}),
    "pleased": ("answered", {"rated": "pleased"}),
    "proved": ("ended", {"ended": "closed", "finding": "proved"}),
    "paid": ("ended", {"ended": "closed", "money": "yes"}),
}


class Links:
    """The addresses that belong to one question."""

    def __init__(self, question: Question):
        self.question = question
        asked = {"sector": question.sector, "area": question.area, "channel": question.channel}
        self._narrowed = {name: value for name, value in asked.items() if value}
        if question.unit:
            self._narrowed["unit_code"] = question.unit

    def to_cases(
        self, measure: str, line: Line | None = None, *, day: date | None = None, **more: str
    ) -> str:
        """The list of the cases that one number counts, of all the days or of one."""
        narrows = self._narrowed | (line.narrows if line else {})
        first, last = (day, day) if day else (self.question.first, self.question.last)
        if measure == "open":
            return _list(narrows | more, f"&open_on={last.isoformat()}")
        by, asked = ASKED[measure]
        return _list(narrows | asked | more, f"&{by}_from={first.isoformat()}&{by}_to={last.isoformat()}")

    def to_page(self, name: str = "dashboard:analysis", **changed: str) -> str:
        """The same page, or the file, with something else asked for; what is empty isn't asked."""
        asked = {
            "since": self.question.first.isoformat()[:7],
            "until": self.question.last.isoformat()[:7],
            "sector": self.question.sector,
            "area": self.question.area,
            "channel": self.question.channel,
            "unit": self.question.unit,
        } | changed
        return f"{address(name)}?{urlencode({key: value for key, value in asked.items() if value})}"


def open_list(**narrowed: str) -> str:
    """The list of the cases that are open at this moment, narrowed."""
    asked = {name: value for name, value in narrowed.items() if value}
    return f"{address('cases:case-list')}?{urlencode({'tab': 'open', 'whole': 'yes'} | asked)}"


def _list(asked: dict[str, str], days: str) -> str:
    return f"{address('cases:case-list')}?{_encoded(tuple(asked.items()))}{days}"


@lru_cache(maxsize=4096)
def _encoded(asked: tuple[tuple[str, str], ...]) -> str:
    """What is asked beside the days, as it stands in an address: the same for every day of a page."""
    return urlencode({"tab": "all", "whole": "yes"} | dict(asked))
