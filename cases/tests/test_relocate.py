"""The desk puts the place of a case right, and the case goes to the desk of that place, past those it accuses."""

import pytest

from cases.models import Case
from cases.selectors.register import sector_by_code
from cases.services import MoveRefused, classify_case, relocate_case
from cases.tests.factories import area, make_case, unit, walk
from common.tests.browsing import browse_as, words_of
from notices.models import Notice

pytestmark = pytest.mark.django_db


def test_the_case_goes_to_the_desk_of_the_place_which_is_told(now, city_clerk, other_city_clerk):
    case = make_case(at=now)
    case = relocate_case(case_id=case.pk, area=area("440305"), actor=city_clerk, at=now, note="在深圳")
    assert (case.desk.code, case.city.code) == ("440300-commission", "440300")
    assert set(Notice.objects.filter(wording="case_relocated").values_list("user", flat=True)) == {
        other_city_clerk.pk
    }
    assert not Case.objects.visible_to(city_clerk).filter(pk=case.pk).exists()
    event = case.events.get(name="case.relocated")
    assert (event.note, event.details) == ("在深圳", {"from": "440106", "to": "440305"})


def test_the_desk_of_the_place_is_passed_over_when_it_is_accused(now, city_clerk, other_city_clerk):
    case = make_case(at=now, accused=[unit("440300-commission")])
    case = relocate_case(case_id=case.pk, area=area("440305"), actor=city_clerk, at=now, note="在深圳")
    assert case.desk.code == "440000-commission"
    assert not Notice.objects.filter(user=other_city_clerk).exists()


def test_who_may_and_when(now, city_clerk, county_handler):
    case = make_case(at=now)
    with pytest.raises(MoveRefused):
        relocate_case(case_id=case.pk, area=area("440305"), actor=city_clerk, at=now, note=" ")
    case = relocate_case(case_id=case.pk, area=area("440106"), actor=city_clerk, at=now, note="一样")
    assert not case.events.filter(name="case.relocated").exists()
    walk(case, [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    with pytest.raises(MoveRefused):
        relocate_case(case_id=case.pk, area=area("440305"), actor=city_clerk, at=now, note="晚了")


def test_on_the_page(now, city_clerk, client):
    case = make_case(at=now)
    browser = browse_as(city_clerk)
    page = browser.get(f"/staff/cases/{case.pk}/area/")
    assert page.status_code == 200
    response = browser.post(
        f"/staff/cases/{case.pk}/area/", {"area": "440111", "note": "白云区"}, follow=True
    )
    assert "440111" in {Case.objects.get(pk=case.pk).area.code}
    assert "白云区" in words_of(response)


def test_environment_cases_have_a_window_and_others_none(now, city_clerk):
    smoke = "工厂夜间偷排污水和废气，臭味很大，环保部门一直没有处理。"
    case, phoned = make_case(at=now, story=smoke), make_case(at=now, story=smoke, channel="phone")
    assert (case.sector.code, case.window, phoned.window) == ("environment", "participation", "petition")
    assert make_case(at=now).window == ""
    case = classify_case(case_id=case.pk, sector=case.sector, window="service", actor=city_clerk, at=now)
    assert case.window == "service"
    case = classify_case(case_id=case.pk, sector=sector_by_code("land"), actor=city_clerk, at=now)
    assert case.window == ""
