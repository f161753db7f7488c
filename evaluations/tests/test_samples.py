"""Intervals, smallest samples, how replies are read, and what looks wrong: rules without a database."""

from datetime import date, datetime, timedelta

import pytest

from evaluations.rules.periods import last_settled, period_called, period_of
from evaluations.rules.replies import read_reply, tells_of_pressure
from evaluations.rules.samples import LIMITS, check_limits, is_telling, wanted, wilson_interval
from evaluations.rules.suspicion import bursts, is_far, is_withheld, repeated, same_second

BUILT_IN = {name: built_in for name, (built_in, _least, _most) in LIMITS.items()}
AT = datetime(2026, 11, 23, 10)


@pytest.mark.parametrize(
    ("good", "n", "low", "high"),
    # Worked out with another implementation (statsmodels, method "wilson").
    [
        (0, 0, 0, 1),
        (0, 10, 0, 0.2775),
        (10, 10, 0.7225, 1),
        (27, 30, 0.7438, 0.9654),
        (15, 30, 0.3315, 0.6685),
    ],
)
def test_the_interval_holds_for_small_numbers_and_extreme_shares(good, n, low, high):
    assert wilson_interval(good, n) == pytest.approx((low, high), abs=1e-4)


def test_nothing_small_is_shown_or_can_be_worked_out():
    assert is_telling(30, minimum=30)
    assert not is_telling(29, minimum=30)
    # Two months of 40 and 30 are told: the third of 5 could be taken from the quarter.
    assert not is_telling(75, shown=[40, 30, 5], minimum=30)
    assert is_telling(110, shown=[40, 30, 40], minimum=30)
    assert is_telling(80, shown=[40, 20, 20], minimum=30)


def test_how_many_are_asked_and_which_limits_can_be_set():
    assert [wanted(number, share=20, least=5) for number in (0, 3, 24, 26, 101)] == [0, 3, 5, 6, 21]
    check_limits(BUILT_IN, is_of_a_unit=False)
    check_limits({"share": 50, "least": 10}, is_of_a_unit=True)
    for wrong in ({**BUILT_IN, "share": 0}, {"share": 5}, {**BUILT_IN, "hours": 96, "rest_days": 3}):
        with pytest.raises(ValueError):
            check_limits(wrong, is_of_a_unit=False)


@pytest.mark.parametrize(
    ("text", "grade", "rest"),
    [
        ("1", "satisfied", ""),
        ("１。", "satisfied", ""),
        (" 2 ", "mostly", ""),
        ("【3】态度差", "dissatisfied", "态度差"),
        ("3,排队两小时", "dissatisfied", "排队两小时"),
        ("1满意", "satisfied", "满意"),
        ("非常满意", "satisfied", ""),
        ("基本滿意！", "mostly", ""),
        ("不是很满意，态度差", "dissatisfied", "态度差"),
        ("3天了还没办好", "", "3天了还没办好"),
        ("1 个月了没人管", "", "1 个月了没人管"),
        ("1 不满意", "", "1 不满意"),
        ("满意度太差", "", "满意度太差"),
        ("12", "", "12"),
        ("1、2", "", "1、2"),
        ("4", "", "4"),
        ("", "", ""),
    ],
)
def test_a_reply_is_read_and_never_guessed(text, grade, rest):
    assert (read_reply(text).grade, read_reply(text).rest) == (grade, rest)


def test_nine_reports_pressure_and_words_of_gifts_are_noticed():
    assert read_reply("9 窗口要我回1").is_pressure
    assert read_reply("９").is_pressure
    assert not read_reply("9天没消息").is_pressure
    assert tells_of_pressure("回1就有红包")
    assert not tells_of_pressure("服务热情")


def test_bursts_and_equal_seconds_beyond_what_is_usual():
    close = [(number, "satisfied", AT + timedelta(seconds=20 * number)) for number in range(12)]
    spread = [(100 + number, "satisfied", AT - timedelta(hours=number + 1)) for number in range(12)]
    limits = {"least": 10, "minutes": 10, "times": 5, "days": 30}
    assert bursts(close, **limits) == [list(range(12))]
    assert bursts(spread, **limits) == []
    # A unit with very many votes has such minutes every day.
    busy = [(1000 + number, "mostly", AT - timedelta(minutes=2 * number + 30)) for number in range(9000)]
    assert bursts(close + busy, **limits) == []
    at_once = [(number, "satisfied", AT.replace(microsecond=number)) for number in range(3)]
    assert same_second(at_once, least=3) == [[0, 1, 2]]
    assert same_second(at_once[:2], least=3) == []


def test_withheld_visits_odd_response_and_one_number_on_many():
    assert is_withheld([100, 110, 90, 100, 40], percent=50)
    assert not is_withheld([100, 110, 90, 100, 60], percent=50)
    assert not is_withheld([10, 9, 11, 10, 0], percent=50)
    assert is_far(90, 100, others_replied=240, others_invited=1000, least=30)
    assert not is_far(27, 100, others_replied=240, others_invited=1000, least=30)
    assert not is_far(20, 20, others_replied=240, others_invited=1000, least=30)
    assert repeated({"a": [1, 2], "b": [3], "": [4, 5]}, least=2) == ["a"]


def test_periods():
    assert (period_called("2014-Q1").end, period_called("2014-02").end) == (
        date(2014, 3, 31),
        date(2014, 2, 28),
    )
    assert period_called("2014-Q5") is period_called("2014-13") is period_called("") is None
    assert last_settled(date(2014, 4, 5)).name == "2013-Q4"
    assert last_settled(date(2014, 4, 8)).name == "2014-Q1"
    assert period_of(date(2014, 12, 31), is_quarter=True).before.name == "2014-Q3"
