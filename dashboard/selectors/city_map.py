"""The map of the cities as a picture of the table beside it: each city shaded by one figure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from django.contrib.staticfiles import finders
from django.utils.translation import get_language

from dashboard.selectors.analysis import FEW, Line

STEPS = 5
# What is a share of cases, and not a number of them.
SHARED = ("in_time", "pleased")
# Where the shades of a share begin, in percent.
SHARES = (60, 70, 80, 90)
# How large a character of a name is drawn, in the units of the picture, and how often names are pushed apart at most.
LETTER, LINE_HEIGHT, ROUNDS = 21, 25, 60


@dataclass(frozen=True)
class City:
    """One city of the map: its outline, where its name stands, its words, and its shade from 1 to 5 (0: too few cases)."""

    path: str
    x: int
    y: int
    code: str
    name: str
    words: str
    shade: int


@dataclass(frozen=True)
class Map:
    """The picture, and what each shade means, from the lightest on."""

    width: int
    height: int
    cities: list[City]
    legend: list[tuple[int, str]]


def map_of(lines: list[Line], show: str) -> Map:
    """The cities shaded by what is shown: ``open``, ``received``, or the shares ``in_time`` and ``pleased``."""
    numbers = {line.code: _number(line, show) for line in lines if line.code}
    names = {line.code: line.label for line in lines}
    return shaded(numbers, names=names, is_share=show in SHARED)


def share_of(line: Line, show: str) -> int | None:
    """A share in percent, as the map shades it; None where it is of too few cases."""
    return _number(line, show)


def shaded(numbers: Mapping[str, int | None], *, names: Mapping[str, str], is_share: bool = False) -> Map:
    """The cities shaded by any number, by their codes; those without a name aren't the viewer's to see."""
    drawn = _outlines()
    largest = max((number for number in numbers.values() if number is not None), default=0)
    limits = SHARES if is_share else tuple(-(-largest * step // STEPS) for step in range(1, STEPS))
    is_short = (get_language() or "").startswith("zh")
    short = {code: names.get(code, "").removesuffix("市") if is_short else "" for code in drawn["shapes"]}
    places = _apart(tuple((x, y, len(short[code])) for code, (_path, x, y) in drawn["shapes"].items()))
    cities = [
        City(
            path=path,
            x=x,
            y=y,
            code=code if code in names else "",
            name=short[code],
            words=f"{names.get(code, '')} {_in_words(numbers.get(code), is_share)}".strip(),
            shade=_shade(numbers.get(code), limits),
        )
        for (code, (path, _x, _y)), (x, y) in zip(drawn["shapes"].items(), places, strict=True)
    ]
    width, height = drawn["size"]
    return Map(width, height, cities, _legend(limits, largest, is_share))


@lru_cache(maxsize=4)
def _apart(names: tuple[tuple[int, int, int], ...]) -> list[tuple[int, int]]:
    """Where names of so many characters stand: pushed apart where they would lie over one another, by as little as will do."""
    places = [[float(x), float(y)] for x, y, _length in names]
    for _round in range(ROUNDS):
        moved = False
        for one, other in combinations([place for place, name in enumerate(names) if name[2]], 2):
            moved = _push(places[one], places[other], (names[one][2] + names[other][2]) * LETTER / 2) or moved
        if not moved:
            break
    return [(round(x), round(y)) for x, y in places]


def _push(one: list[float], other: list[float], width: float) -> bool:
    """Push two names apart if they touch, along the way that is shorter."""
    over = [width - abs(one[0] - other[0]), LINE_HEIGHT - abs(one[1] - other[1])]
    if min(over) <= 0:
        return False
    axis = 0 if over[0] < over[1] else 1
    by = (over[axis] / 2 + 0.5) * (-1 if one[axis] < other[axis] else 1)
    one[axis] += by
    other[axis] -= by
    return True


def _number(line: Line, show: str) -> int | None:
    if show == "in_time":
        return 100 * line.in_time // line.closed if line.closed >= FEW else None
    if show == "pleased":
        return 100 * line.pleased // line.rated if line.rated >= FEW else None
    return line.received if show == "received" else line.open


def _shade(number: int | None, limits: tuple[int, ...]) -> int:
    """The shade of a number; a limit belongs to the darker side for shares and to the lighter one for counts."""
    if number is None:
        return 0
    if limits == SHARES:
        return 1 + sum(number >= limit for limit in limits)
    return 1 + sum(number > limit for limit in limits)


def _in_words(number: int | None, is_share: bool) -> str:
    if number is None:
        return "—"
    return f"{number}%" if is_share else str(number)


def _legend(limits: tuple[int, ...], largest: int, is_share: bool) -> list[tuple[int, str]]:
    if is_share:
        ranges = zip((0, *limits), (*(limit - 1 for limit in limits), 100), strict=True)
    else:
        ranges = zip((0, *(limit + 1 for limit in limits)), (*limits, largest), strict=True)
    unit = "%" if is_share else ""
    return [
        (shade, f"{low}–{high}{unit}" if low < high else f"{high}{unit}")
        for shade, (low, high) in enumerate(ranges, start=1)
        if low <= high
    ]


@lru_cache(maxsize=1)
def _outlines() -> dict:
    with open(finders.find("img/guangdong.json"), encoding="utf-8") as file:
        return json.load(file)
