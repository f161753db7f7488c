"""How words speak for a sector, shown with a few instead of the committed ones."""

from datetime import timedelta

import pytest

from organizations.models import SectorWord
from organizations.selectors import SUGGESTION_THRESHOLD, suggest_sectors, suggestions
from organizations.tests.factories import make_sector

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_register")]


def test_of_overlapping_words_the_longest_counts():
    make_sector("education", 7, words={"学校": 4})
    make_sector("food_drug", 5, words={"学校食堂": 5})
    assert [one.sector for one in suggest_sectors("学校食堂")] == ["food_drug"]


def test_a_word_counts_three_times_at_most():
    make_sector(words={"补课": 2})
    assert [one.score for one in suggest_sectors("补课" * 50)] == [6]


def test_a_negative_weight_speaks_against_and_is_not_shown():
    make_sector(words={"老师": 6, "社保": -1})
    (found,) = suggest_sectors("老师没有社保")
    assert (found.sector, found.score, found.words) == ("education", 5, ("老师",))


def test_below_the_threshold_nothing_is_suggested():
    make_sector(words={"老师": SUGGESTION_THRESHOLD - 0.5, "学校": 0.5})
    assert suggest_sectors("老师") == []
    assert len(suggest_sectors("学校老师")) == 1


def test_without_words_nothing_is_suggested():
    assert suggest_sectors("学校") == []


def test_words_are_read_once_a_minute(django_assert_num_queries, monkeypatch):
    make_sector(words={"补课": 5})
    with django_assert_num_queries(2):
        suggest_sectors("补课")
        suggest_sectors("补课")
    SectorWord.objects.update(weight=9)
    assert suggest_sectors("补课")[0].score == 5
    later = suggestions.time.monotonic() + timedelta(minutes=2).total_seconds()
    monkeypatch.setattr(suggestions.time, "monotonic", lambda: later)
    assert suggest_sectors("补课")[0].score == 9
