"""The place that the words name where the citizen left it open, and putting it right."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Case
from cases.selectors.advice import advice_for, offered_units
from cases.selectors.places import place_named
from cases.services import MoveRefused, name_accused, place_case
from cases.tests.factories import area, make_case, unit
from common.tests.browsing import browse_as, words_of

pytestmark = pytest.mark.django_db
IN_TIANHE = "天河区某村征地两年，补偿款一直没有发到农户手里。"


@pytest.mark.parametrize(
    ("area_code", "story", "named"),
    [
        ("440100", IN_TIANHE, "440106"),
        ("440100", "天河區某村征地，補償款一直沒有發下來。", "440106"),
        ("440100", "在越秀区登记的公司，在天河区征地，天河区的农户没有拿到钱。", "440106"),
        ("440100", "南山区的一家公司欠款不还。", None),
        ("440100", "请领导提高要求，还我清新空气。", None),
        ("440106", "越秀区征地补偿没有发。", None),
        ("440000", "湛江市霞山区的学校乱收费。", "440803"),
        ("440000", "湛江市的学校乱收费。", "440800"),
        ("440000", "城区的学校乱收费。", None),
    ],
    ids=[
        "the county in a story about a city",
        "in traditional characters",
        "the one named more often",
        "a county of another city",
        "a short form inside other words",
        "a county is known already",
        "the county rather than its city",
        "a city where only the province is known",
        "a county whose name is a word of the language",
    ],
)
def test_the_place_that_the_words_name(now, area_code, story, named):
    found = place_named(make_case(at=now, area_code=area_code, story=story))
    assert (found and found.area.code) == named


def test_the_place_in_words_is_read_too(now):
    case = make_case(at=now, area_code="440100", place_text="天河区石牌")
    assert place_named(case).word == "天河区"


def test_an_area_that_had_ended_before_the_complaint_is_not_suggested(now):
    case = make_case(at=now, area_code="440100", story="萝岗区征地补偿没有发。")
    case.received_at = now.replace(year=2025)
    assert place_named(case) is None


def test_sector_place_unit_and_danger_are_advised_with_their_words(now, city_clerk):
    case = make_case(at=now, area_code="440100", story=f"{IN_TIANHE}开发商还找人打人，有人受伤。")
    advice = advice_for(case, user=city_clerk, accused=[], at=now)
    assert (advice.sector.code, advice.place.word) == ("land_housing", "天河区")
    assert advice.owner.unit.code == "440106-land"
    assert "征地" in advice.line_words
    assert advice.dangers[0].words
    assert offered_units(case, on=now.date(), sector=case.sector)[0].unit.code == "440106-land"


def test_a_second_sector_is_advised_where_the_words_speak_for_it_too(now, city_clerk):
    case = make_case(at=now, story="村里征地没有补偿，工厂排污。")
    advice = advice_for(case, user=city_clerk, accused=[], at=now)
    assert {advice.sector.code, advice.second.code} == {"land_housing", "environment"}
    assert advice.second_words
    assert advice_for(make_case(at=now), user=city_clerk, accused=[], at=now).second is None


def test_the_unit_of_the_named_place_is_passed_over_when_the_case_accuses_it(now, city_clerk):
    case = make_case(at=now, area_code="440100", story=IN_TIANHE, accused=[unit("440106-land")])
    advice = advice_for(case, user=city_clerk, accused=list(case.accused.all()), at=now)
    assert advice.owner.unit.code == "440100-land"
    assert [passed.code for passed in advice.owner.passed_over] == ["440106-land"]


def test_the_clerk_sets_the_named_place_with_one_key(city_clerk):
    case = make_case(at=timezone.now() - timedelta(hours=1), area_code="440100", story=IN_TIANHE)
    browser = browse_as(city_clerk)
    page = browser.get(f"/staff/cases/{case.pk}/")
    assert "The complaint names it: 天河区 Set this place" in words_of(page)
    assert "No word of the complaint speaks of danger." in words_of(page)
    done = browser.post(f"/staff/cases/{case.pk}/place/", {"area": area("440106").pk}, follow=True)
    assert "The place is now Tianhe District." in words_of(done)
    assert "Place put right" in words_of(done)
    assert "Guangzhou → Tianhe District" in words_of(done)
    case.refresh_from_db(fields=["area", "city", "desk"])
    assert (case.area.code, case.city.code, case.desk.code) == ("440106", "440100", "440100-commission")


def test_another_city_is_no_place_within_the_known_one(city_clerk, county_handler):
    case = make_case(at=timezone.now() - timedelta(hours=1), area_code="440100", story=IN_TIANHE)
    elsewhere = area("440305")
    done = browse_as(city_clerk).post(f"/staff/cases/{case.pk}/place/", {"area": elsewhere.pk}, follow=True)
    assert "Only a place within the one that is known can be set." in words_of(done)
    with pytest.raises(MoveRefused):
        place_case(case_id=case.pk, area=elsewhere, actor=city_clerk, at=timezone.now())
    with pytest.raises(Case.DoesNotExist):
        place_case(case_id=case.pk, area=area("440106"), actor=county_handler, at=timezone.now())


def test_whoever_the_case_accuses_does_not_see_it_in_the_place_either(now, city_clerk, county_leader):
    case = make_case(at=now, area_code="440100", story=IN_TIANHE)
    name_accused(case_id=case.pk, actor=city_clerk, at=now, unit=unit("440106-land"))
    place_case(case_id=case.pk, area=area("440106"), actor=city_clerk, at=now)
    assert not Case.objects.visible_to(county_leader).filter(pk=case.pk).exists()
