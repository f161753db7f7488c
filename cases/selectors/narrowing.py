"""Narrowing a list of cases by what somebody asks for; the caller has asked ``visible_to`` before."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from cases.choices import Forum, Stage
from cases.models import Accused
from cases.search import Bearers, fold, search_cases, words_of
from cases.selectors.lights import shows
from cases.selectors.measured import (
    ANSWERED_STAGES,
    CONCLUSIONS,
    ENDED_STAGES,
    begins,
    concluded,
    ended,
    ends,
    first_answered,
    has_more_time,
    passed,
    ran_over,
    rated,
    unfinished_on,
)
from cases.selectors.register import sector_by_code
from cases.selectors.tasks import with_task
from organizations.models import Unit

NO_SECTOR = "none"
# Filters that ask for a day end so.
DAYS = ("_from", "_to", "_on")


def narrowed(
    cases: QuerySet, asked: Mapping[str, Any], *, user, at: datetime, bearers: Bearers | None = None
) -> QuerySet:
    """The cases that fit everything that is asked for, by the names of the filters; empty values ask for nothing.

    ``bearers`` are who bears the searched words, where several searches were looked up together.
    """
    for name, value in asked.items():
        if name == "q" and value:
            cases = search_cases(cases, value, bearers=bearers)
        elif name == "rated" and value:
            cases = rated(cases, value)
        elif name == "task" and value:
            cases = with_task(cases, user, at=at).filter(task=value)
        elif name in CONCLUSIONS and value:
            cases = concluded(cases, user, **CONCLUSIONS[name][value])
        elif value:
            cases = cases.filter(NARROWINGS[name](value, at))
    return cases


def _sector(code: str, at: datetime) -> Q:
    """Cases of one sector, or of none."""
    return Q(sector=None) if code == NO_SECTOR else Q(sector=sector_by_code(code))


def _area(code: str, at: datetime) -> Q:
    """Cases of a city with all its counties, or of one county, under every code row that it ever had."""
    return Q(city__code=code) if code.endswith("00") else Q(area__code=code)


def _unit(words: str, at: datetime) -> Q:
    """Cases for which a unit is responsible whose name holds what was typed."""
    word = fold(words)
    named = Q(name__icontains=word) | Q(pinyin__icontains=word) | Q(name_en__icontains=word)
    return Q(responsible__in=Unit.objects.filter(named).values("pk"))


def _ground(word: str, at: datetime) -> Q:
    """Cases that weren't accepted on one ground, or were sent to one organ."""
    column = "forum" if word in Forum else "decline_reason"
    return Q(("stage", Stage.DECLINED), (column, word))


def _accused(code: str, at: datetime) -> Q:
    """Cases that accuse this unit; the caller has asked ``visible_to``, so that nobody finds one that is kept from him."""
    return Q(pk__in=Accused.objects.filter(unit__code=code).values("case"))


def _late(word: str, at: datetime) -> Q:
    """Closed cases that took longer than they may, or didn't."""
    return ended(ANSWERED_STAGES) & Q(ran_over() if word == "yes" else ~ran_over())


# By the names of the filters in the address; the searched words stand apart, because they look names up first.
NARROWINGS: dict[str, Callable[[Any, datetime], Q]] = {
    "stage": lambda value, at: Q(stage=value),
    "sector": _sector,
    "area": _area,
    "unit": _unit,
    "light": lambda value, at: shows(value, at=at),
    "supervised": lambda value, at: Q(is_supervised=True),
    "danger": lambda value, at: ~Q(danger=""),
    "declined": _ground,
    "window": lambda value, at: Q(window=value),
    "channel": lambda value, at: Q(channel=value),
    "received_from": lambda day, at: Q(received_at__gte=begins(day)),
    "received_to": lambda day, at: Q(received_at__lte=ends(day)),
    "closed_from": lambda day, at: Q(closed_at__gte=begins(day)),
    "closed_to": lambda day, at: Q(closed_at__lte=ends(day)),
    # What only the links of the figures ask for.
    "ended": lambda value, at: ended(ENDED_STAGES[value]),
    "ended_from": lambda day, at: ended(first=day),
    "ended_to": lambda day, at: ended(last=day),
    "answered_from": lambda day, at: first_answered(first=day),
    "answered_to": lambda day, at: first_answered(last=day),
    "open_on": lambda day, at: unfinished_on(day),
    "late": _late,
    "reopened": lambda value, at: Q(reopened_count__gt=0) if value == "yes" else Q(reopened_count=0),
    "whole": lambda value, at: Q(),
    "passed": lambda stage, at: Q(passed(stage)),
    # Exactly this area: of a city's code the cases without a county, of the province's those without a city.
    "place": lambda code, at: Q(area__code=code),
    "unit_code": lambda code, at: Q(responsible__code=code),
    "extended": lambda value, at: Q(has_more_time()),
    "accused": _accused,
}
FIGURES_ASK = (
    "ended",
    "ended_from",
    "ended_to",
    "answered_from",
    "answered_to",
    "open_on",
    "late",
    "reopened",
    "rated",
    "whole",
    "passed",
    "place",
    "unit_code",
    "extended",
    "accused",
    *CONCLUSIONS,
)


def asks_for_whole_cases(asked: Mapping[str, Any]) -> bool:
    """Whether what is asked may tell of more than a co-handler's part: words of the texts, or what figures count."""
    return bool(words_of(asked.get("q") or "")) or any(asked.get(name) for name in FIGURES_ASK)


def kept_as_words(asked: Mapping[str, Any]) -> dict[str, str]:
    """What is asked for, as words that a row can keep: days as 2026-11-27, nothing that is empty."""
    return {
        name: value.isoformat() if isinstance(value, date) else str(value)
        for name, value in asked.items()
        if value
    }


def read_from_words(kept: Mapping[str, str]) -> dict[str, Any]:
    """What was kept, with its days as days again."""
    return {name: date.fromisoformat(value) if name.endswith(DAYS) else value for name, value in kept.items()}
