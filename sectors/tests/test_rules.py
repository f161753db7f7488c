"""Days of a campaign, and what an item lacks: rules without a database."""

from datetime import date, timedelta

import pytest

from sectors import rules
from sectors.tests.factories import phases, window

DEPLOY = phases()["deploy"]


@pytest.mark.parametrize(
    ("day", "flag"),
    [
        (date(2026, 5, 31), "before_window"),
        (date(2026, 6, 1), ""),
        (date(2026, 7, 31), ""),
        (date(2026, 8, 1), "after_phase"),
        (date(2027, 6, 30), "after_phase"),
        (date(2027, 7, 1), "after_window"),
    ],
)
def test_a_day_outside_the_campaign_or_its_phase_is_flagged(day, flag):
    assert rules.flag_of(day, window=window(), phase=DEPLOY) == flag


def test_without_a_phase_only_the_campaign_counts():
    assert rules.flag_of(date(2027, 6, 30), window=window()) == ""
    assert rules.flag_of(date(2026, 6, 1), window=window(), phase=phases()["inspect"]) == "before_phase"


def test_every_day_of_a_campaign_lies_in_exactly_one_phase():
    day = window().first
    while day <= window().last:
        assert sum(day in span for span in phases().values()) == 1
        assert rules.phase_of(day, phases())
        day += timedelta(days=1)
    assert rules.phase_of(day, phases()) == ""


def test_an_item_is_asked_for_owner_day_and_standard_at_once():
    assert rules.gaps_of(owner=None, due_on=None, standard=" ") == ["no_owner", "no_day", "no_standard"]
    assert rules.gaps_of(owner=1, due_on=date(2026, 9, 1), standard="足额到户") == []


def test_days_move_so_that_the_shown_one_falls_on_today():
    assert rules.moved_by(shown_on=date(2014, 8, 15), shift_to=date(2014, 8, 25)) == timedelta(days=10)
    assert rules.moved_by(shown_on=date(2014, 8, 15), shift_to=None) == timedelta()
