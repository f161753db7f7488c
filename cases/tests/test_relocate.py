"""The desk puts the place of a case right, and the case goes to the desk of that place, past those it accuses."""

from datetime import date, timedelta

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


def test_the_desk_of_the_place_has_days_of_its_own_and_the_time_to_assign_runs_on(
    now, city_clerk, other_city_clerk
):
    case = make_case(at=now)
    before = case.clocks.get(name="triage").due_on
    later = now + timedelta(days=4)
    case = relocate_case(case_id=case.pk, area=area("440305"), actor=city_clerk, at=later, note="在深圳")
    taken_over = case.clocks.get(name="take_over")
    assert (taken_over.started_at, taken_over.due_on) == (later, date(2026, 12, 4))
    assert case.clocks.get(name="triage").due_on == before
    assert case.due_on == taken_over.due_on
    case = relocate_case(
        case_id=case.pk, area=area("440305").parent, actor=other_city_clerk, at=later, note="不知道在哪个区"
    )
    assert case.clocks.get(name="take_over").started_at == later  # the desk stays, and so does its time
    walk(case, [("assign", other_city_clerk)], at=later, unit=unit("440305-land"))
    assert not case.clocks.filter(name="take_over", stopped_at=None).exists()


def test_what_is_above_the_level_of_one_desk_may_not_be_above_that_of_another(now, city_clerk):
    case = make_case(at=now, accused=[unit("440000-land")])
    assert case.clocks.filter(name="hand_up", stopped_at=None).exists()
    province = area("440000")
    case = relocate_case(case_id=case.pk, area=province, actor=city_clerk, at=now, note="涉及全省")
    assert not case.clocks.filter(name="hand_up", stopped_at=None).exists()
