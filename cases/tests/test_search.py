"""The words that were searched, shown as they stand in the text."""

import pytest
from django.utils import timezone

from cases.models import Case
from cases.search import excerpt, is_too_short, search_cases, words_of
from cases.tests.factories import make_case, unit, walk
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


def found(query, user):
    return set(search_cases(Case.objects.visible_to(user), query))


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["{}", "{} ", "２０{rest}", "{bare}", "{dash}"])
def test_a_number_is_found_with_its_hyphen_without_it_and_in_full_width(query, now, city_clerk):
    case = make_case(at=now)
    make_case(at=now)
    number = case.number
    typed = query.format(number, rest=number[2:], bare=number.replace("-", ""), dash=number.replace("-", "—"))
    assert found(typed, city_clerk) == {case}


@pytest.mark.django_db
def test_a_phone_number_is_not_taken_for_a_case_number(now, city_clerk):
    case = make_case(at=now, story="有人用一三八的号码打来电话，就是13800138000，威胁我们。")
    assert found("13800138000", city_clerk) == {case}


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["天河", "天河區", "广州", "tianhe", "天河 补偿款"])
def test_a_case_is_found_by_its_place_though_the_text_says_nothing_of_it(query, now, city_clerk):
    case = make_case(at=now, story=TEXT)
    make_case(at=now, story=TEXT, area_code="440300")
    assert found(query, city_clerk) == {case}


@pytest.mark.django_db
def test_a_case_is_found_by_the_unit_that_has_it(now, city_clerk):
    case = walk(make_case(at=now, story=TEXT), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    make_case(at=now, story=TEXT)
    assert found("国土资源", city_clerk) == found("國土資源", city_clerk) == {case}


@pytest.mark.django_db
def test_a_case_is_found_by_the_unit_it_accuses_but_by_nobody_of_that_unit(now, city_clerk, county_leader):
    accused = make_case(at=now, story=TEXT)
    accused.accused.create(unit=unit("440106-land"))
    assert found("国土资源", city_clerk) == {accused}
    assert found("国土资源", county_leader) == set()


@pytest.mark.parametrize(
    ("query", "short"), [("款", True), ("款 a", True), ("补偿", False), ("20260000001", False)]
)
def test_one_character_is_too_short(query, short):
    assert is_too_short(query) is short
