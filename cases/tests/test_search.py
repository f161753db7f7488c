"""The words that were searched, shown as they stand in the text."""

import pytest
from django.utils import timezone

from cases.search import excerpt, words_of
from cases.tests.factories import make_case
from common.tests.browsing import browse_as

TEXT = "去年三月以来，村里的耕地被征用，说好的补偿款至今没有发放，多次到镇里询问都没有结果，请领导过问一下。"


def test_the_found_word_is_marked_in_a_piece_of_the_text():
    piece = excerpt(TEXT, words_of("补偿款"))
    assert "<mark>补偿款</mark>" in piece
    assert piece.startswith("…")


def test_simplified_and_traditional_characters_find_each_other_and_the_text_stays_as_written():
    assert "<mark>補償款</mark>" in excerpt("說好的補償款沒有發", words_of("补偿款"))
    assert "<mark>补偿款</mark>" in excerpt(TEXT, words_of("補償款"))


def test_overlapping_words_are_marked_as_one():
    assert excerpt("征地补偿款", words_of("征地补偿 补偿款")) == "<mark>征地补偿款</mark>"


def test_nothing_in_a_text_becomes_markup():
    piece = excerpt("<script>征地</script>\n&", words_of("征地"))
    assert piece == "&lt;script&gt;<mark>征地</mark>&lt;/script&gt; &amp;"


@pytest.mark.parametrize("query", ["污水", "款", "2026-0000001", ""])
def test_what_does_not_stand_in_the_text_shows_nothing(query):
    assert excerpt(TEXT, words_of(query)) == ""


def test_a_letter_that_folds_to_two_breaks_nothing():
    assert "<mark>征地</mark>" in excerpt("İstanbul 征地", words_of("征地"))


@pytest.mark.django_db
def test_a_searched_list_shows_the_words_under_the_subject(city_clerk):
    make_case(at=timezone.now(), story=TEXT, subject="村里的事")
    client = browse_as(city_clerk)
    assert "<mark>补偿款</mark>" in client.get("/staff/cases/?q=補償款").content.decode()
    assert "<mark>" not in client.get("/staff/cases/?tab=all").content.decode()
