"""Each detector finds its own pattern and nothing else, from the very number on that its limits say."""

import pytest

from supervision.choices import Detector
from supervision.management.patterns import PATTERNS, Seeder, seed_clean
from supervision.rules import DETECTORS, defaults_of
from supervision.selectors.detectors import scan
from supervision.services import mark_answers

pytestmark = pytest.mark.django_db


def found(detector, *, at, **changed):
    """Unit and sector of everything that a detector finds."""
    return {one.key for one in scan(detector, limits=defaults_of(detector) | changed, at=at)}


def everything(at):
    mark_answers(since=at.replace(year=at.year - 1))
    return {row.name: keys for row in DETECTORS if (keys := found(row.name, at=at))}


@pytest.mark.parametrize("detector", Detector.values)
def test_each_finds_its_own_pattern_and_no_other_does(detector, now):
    expected = PATTERNS[detector](Seeder(at=now))
    assert everything(now) == {detector: expected}


def test_all_are_silent_where_the_work_is_done_as_it_should_be(now):
    seed_clean(Seeder(at=now), cases=24)
    assert everything(now) == {}


# What a limit has to be so that the seeded pattern just reaches it, and what it just misses.
EDGES = [
    (Detector.IDLE, "days", 47, 48),
    (Detector.IDLE, "cases", 2, 3),
    (Detector.PASSED_ON, "changes", 3, 4),
    (Detector.PASSED_ON, "cases", 1, 2),
    (Detector.EVE, "eve_days", 2, 1),
    (Detector.EVE, "share", 75, 76),
    (Detector.EVE, "cases", 6, 7),
    (Detector.NO_CONTACT, "share", 80, 81),
    (Detector.NO_CONTACT, "cases", 4, 5),
    (Detector.SAME_REPLY, "cases", 6, 7),
    (Detector.MONTH_END, "last_days", 2, 1),
    (Detector.MONTH_END, "share", 78, 79),
    (Detector.MONTH_END, "cases", 11, 12),
    (Detector.ORDER_IGNORED, "days", 11, 12),
    (Detector.ORDER_IGNORED, "cases", 1, 2),
    (Detector.REPEATED, "cases", 9, 10),
    (Detector.REPEATED, "proved", 0, 1),
    (Detector.OVERDUE, "share", 60, 61),
    (Detector.OVERDUE, "cases", 6, 7),
    (Detector.NO_GROUND, "cases", 4, 5),
    (Detector.NO_GROUND, "letters", 5, 4),
]


@pytest.mark.parametrize("detector", Detector.values)
def test_a_limit_counts_from_its_very_number_on(detector, now):
    expected = PATTERNS[detector](Seeder(at=now))
    mark_answers(since=now.replace(year=now.year - 1))
    for _, name, reached, missed in (edge for edge in EDGES if edge[0] == detector):
        others = {"cases": 1} if detector == Detector.IDLE and name == "days" else {}
        assert found(detector, at=now, **others, **{name: reached}) == expected, (name, reached)
        assert (
            found(
                detector,
                at=now,
                **{"cases": 2, **others, name: missed} if detector == Detector.IDLE else {name: missed},
            )
            != expected
        ), (name, missed)
