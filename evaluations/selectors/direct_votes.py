"""Where the direct votes of an appraisal come from (M63, M72).

A source is a function ``(*, begin, end)`` that gives, for each unit, how often each word was said from the one day to the other,
both included. Whoever said nothing isn't in it, so that silence is never praise. A further source is a line in
``DIRECT_SOURCES``.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.models import Answer
from common.days import within
from evaluations.choices.ratings import Grade
from evaluations.models import Rating
from evaluations.selectors.call_backs import call_back_tallies
from evaluations.selectors.visits import visit_tallies

Tallies = dict[int, dict[str, int]]


@dataclass(frozen=True)
class DirectSource:
    """One source: its name in the tables, its words, its votes, and, where that is known, how many could have voted at each unit."""

    name: str
    label: str | Promise
    tallies: Callable[..., Tallies]
    asked: Callable[..., dict[int, int]] | None = None


@dataclass(frozen=True)
class DirectVotes:
    """The votes on one unit by source, and how many could have voted; None where a source that was used doesn't know."""

    by_source: dict[str, dict[str, int]]
    asked: int | None

    @property
    def tally(self) -> dict[str, int]:
        """All sources together."""
        return {
            grade: sum(votes.get(grade, 0) for votes in self.by_source.values()) for grade in Grade.values
        }


def rating_tallies(*, begin: date, end: date) -> Tallies:
    """How the answers of each unit were rated; the unit that handled the case is the one that answered."""
    rows = Rating.objects.filter(**within("rated_at", begin, end)).order_by()
    found: Tallies = defaultdict(dict)
    for unit, grade, number in rows.values_list("answer__unit", "grade").annotate(Count("pk")):
        found[unit][grade] = number
    return dict(found)


def released_answers(*, begin: date, end: date) -> dict[int, int]:
    """How many answers each unit had released in these days, each of which could be rated."""
    rows = Answer.objects.filter(**within("released_at", begin, end)).order_by()
    return dict(rows.values_list("unit").annotate(Count("pk")))


DIRECT_SOURCES: tuple[DirectSource, ...] = (
    DirectSource("ratings", _("Ratings of answers"), rating_tallies, released_answers),
    DirectSource("call_backs", _("Call-backs"), call_back_tallies),
    DirectSource("visits", _("Visitors of service windows"), visit_tallies),
)


def direct_votes(unit_ids: set[int], *, begin: date, end: date) -> dict[int, DirectVotes]:
    """The votes of all sources on these units."""
    days = {"begin": begin, "end": end}
    read = [
        (source, source.tallies(**days), source.asked(**days) if source.asked else None)
        for source in DIRECT_SOURCES
    ]
    return {unit: _votes_of(unit, read) for unit in unit_ids}


def source_labels() -> list[str]:
    """What the sources are called, in their order."""
    return [str(source.label) for source in DIRECT_SOURCES]


def _votes_of(unit: int, read: list) -> DirectVotes:
    by_source = {
        source.name: {grade: votes[grade] for grade in Grade.values if votes.get(grade)}
        for source, tallies, _asked in read
        if (votes := tallies.get(unit))
    }
    known = [asked.get(unit, 0) for _source, _tallies, asked in read if asked is not None]
    unknown = any(asked is None and source.name in by_source for source, _tallies, asked in read)
    n = sum(sum(votes.values()) for votes in by_source.values())
    # A rating may come in for an answer that was released before the period began.
    return DirectVotes(by_source, None if unknown else max(sum(known), n))
