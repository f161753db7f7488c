"""When figures are a pattern, and which limits and pieces of evidence make sense."""

from datetime import datetime, timedelta

import pytest

from common.numbering import CHINA
from supervision.choices import Basis, Detector, Trigger
from supervision.rules import (
    DETECTORS,
    check_limits,
    check_rows,
    defaults_of,
    is_pattern,
    judged,
    may_come_back,
    share_of,
)
from supervision.selectors.detectors import SCANS
from supervision.selectors.detectors.closings import last_month
from supervision.selectors.words import SENTENCES, says, sentence_of

AT = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)


def test_every_detector_has_a_row_a_scan_and_words():
    names = [row.name for row in DETECTORS]
    assert names == list(Detector) == list(SCANS) == list(SENTENCES)


def test_every_trigger_of_the_plan_is_looked_for():
    assert {row.trigger for row in DETECTORS} == set(Trigger)
    assert all(Basis.PLAN in row.basis and len(row.basis) > 1 for row in DETECTORS)


@pytest.mark.parametrize("row", DETECTORS, ids=lambda row: row.name)
def test_what_is_built_in_keeps_its_own_bounds(row):
    check_limits(row.name, defaults_of(row.name))


@pytest.mark.parametrize("row", DETECTORS, ids=lambda row: row.name)
def test_limits_beyond_their_bounds_are_refused(row):
    for limit in row.limits:
        for value in (limit.least - 1, limit.most + 1, 1.5, True, None, "3"):
            with pytest.raises(ValueError):
                check_limits(row.name, defaults_of(row.name) | {str(limit.name): value})
        assert limit.least <= limit.default <= limit.most


def test_limits_of_another_detector_are_refused():
    with pytest.raises(ValueError):
        check_limits(Detector.IDLE, defaults_of(Detector.OVERDUE))
    with pytest.raises(ValueError):
        check_limits(Detector.IDLE, {"days": 30})


@pytest.mark.parametrize(
    ("cases", "total", "expected"),
    [(5, 10, True), (4, 10, False), (5, 13, False), (5, 12, True), (50, 126, False)],
)
def test_a_share_and_a_number_are_both_needed(cases, total, expected):
    figures = judged(Detector.OVERDUE, cases=cases, total=total)
    assert is_pattern(Detector.OVERDUE, figures, {"cases": 5, "share": 40, "window": 90}) is expected


def test_a_share_is_never_rounded_up():
    assert (share_of(599, 1000), share_of(6, 10), share_of(0, 0)) == (59, 60, 0)


def test_where_no_share_counts_the_number_decides_alone():
    assert judged(Detector.IDLE, cases=3, total=4) == {"cases": 3}
    assert is_pattern(Detector.IDLE, {"cases": 3}, {"cases": 3, "days": 30})
    assert not is_pattern(Detector.IDLE, {"cases": 2}, {"cases": 3, "days": 30})


@pytest.mark.parametrize(
    ("detector", "figures"),
    [
        (Detector.IDLE, {}),
        (Detector.IDLE, {"days": "3"}),
        (Detector.IDLE, {"days": 3, "name": "x"}),
        (Detector.REPEATED, {"proved": 1}),
        (Detector.NO_GROUND, {"why": "because"}),
    ],
)
def test_evidence_that_says_something_else_is_refused(detector, figures):
    with pytest.raises(ValueError):
        check_rows(detector, [figures])


def test_what_was_dismissed_comes_back_only_with_something_from_after_that():
    before, after = AT - timedelta(seconds=1), AT + timedelta(seconds=1)
    assert not may_come_back(decided_at=AT, moments=[before, AT])
    assert may_come_back(decided_at=AT, moments=[before, after])


@pytest.mark.parametrize(
    ("at", "first", "end"),
    [
        ("2026-11-23T10:00+08:00", "2026-10-01", "2026-11-01"),
        ("2026-01-01T00:00+08:00", "2025-12-01", "2026-01-01"),
        ("2026-10-31T15:59+00:00", "2026-09-01", "2026-10-01"),
        ("2026-10-31T16:00+00:00", "2026-10-01", "2026-11-01"),
    ],
)
def test_the_last_month_is_one_that_is_over_in_china(at, first, end):
    assert [f"{moment:%Y-%m-%d}" for moment in last_month(datetime.fromisoformat(at))] == [first, end]


@pytest.mark.parametrize("row", DETECTORS, ids=lambda row: row.name)
def test_every_lead_can_be_told_in_words(row):
    assert "7" in sentence_of(row.name, limits=defaults_of(row.name), cases=7)
    sample = {int: 2, bool: True, str: "short"}
    assert says(row.name, {name: sample[kind] for name, kind in row.figures.items()})
