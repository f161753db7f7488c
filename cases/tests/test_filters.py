"""Each filter finds its cases and no others."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from django.utils.translation import override

from cases.filters import CaseFilter
from cases.models import Case
from cases.tests.factories import make_case, unit, walk
from common.numbering import CHINA
from common.tests.browsing import browse_as, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(province_inspector):
    """The ids that the filters find for somebody who sees every case."""

    def ask(**asked):
        request = SimpleNamespace(user=province_inspector)
        listed = CaseFilter(asked, queryset=Case.objects.visible_to(province_inspector), request=request)
        assert listed.is_valid(), listed.errors
        return set(listed.qs.values_list("pk", flat=True))

    return ask


def test_by_stage(found, now, city_clerk):
    received, accepted = make_case(at=now), walk(make_case(at=now), [("accept", city_clerk)], at=now)
    assert found(stage="received") == {received.pk}
    assert found(stage="accepted") == {accepted.pk}


def test_by_sector_and_outside_all_of_them(found, now):
    land = make_case(at=now)
    outside = make_case(at=now, story="窗口人员态度生硬，来回跑了五趟。")
    assert outside.sector is None
    assert found(sector="land_housing") == {land.pk}
    assert found(sector="none") == {outside.pk}


def test_a_city_finds_all_its_counties_and_a_county_only_itself(found, now):
    tianhe, baiyun = make_case(at=now), make_case(at=now, area_code="440111")
    shenzhen = make_case(at=now, area_code="440305")
    assert found(area="440100") == {tianhe.pk, baiyun.pk}
    assert found(area="440106") == {tianhe.pk}
    assert found(area="440300") == {shenzhen.pk}


@pytest.mark.parametrize("typed", ["国土", "國土資源局", "guotu", "Land and Resources"])
def test_by_part_of_the_name_of_the_responsible_unit(found, now, city_clerk, typed):
    case = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    make_case(at=now)
    assert found(unit=typed) == {case.pk}


def test_by_light_and_every_open_case_shows_exactly_one(found):
    at = timezone.now()
    made = {days: make_case(at=at - timedelta(days=days)).pk for days in (0, 15, 18, 60)}
    assert found(light="green") == {made[0]}
    assert made[15] in found(light="remind") | found(light="yellow")
    assert made[60] in found(light="red")
    lights = [found(light=light) for light in ("green", "remind", "yellow", "red")]
    assert sum(map(len, lights)) == len(set().union(*lights)) == len(made)


def test_by_supervision(found, now, city_clerk, province_inspector):
    steps = [("accept", city_clerk), ("supervise", province_inspector)]
    supervised = walk(make_case(at=now), steps, at=now)
    make_case(at=now)
    assert found(supervised="yes") == {supervised.pk}


def test_by_day_in_china_time(found):
    late_evening = make_case(at=datetime(2026, 11, 20, 23, 59, tzinfo=CHINA))
    early_morning = make_case(at=datetime(2026, 11, 21, 0, 1, tzinfo=CHINA))
    assert found(received_to="2026-11-20") == {late_evening.pk}
    assert found(received_from="2026-11-21") == {early_morning.pk}
    assert found(received_from="2026-11-20", received_to="2026-11-21") == {late_evening.pk, early_morning.pk}


@pytest.mark.parametrize("typed", ["征地", "徵地", "补偿款 农户"])
def test_by_words_in_either_script(found, now, typed):
    case = make_case(at=now)
    make_case(at=now, story="学校收取补课费，每人八百元。")
    assert found(q=typed) == {case.pk}


def test_by_number(found, now):
    case = make_case(at=now)
    make_case(at=now)
    assert found(q=case.number) == {case.pk}


def test_filters_narrow_together(found, now, city_clerk):
    case = walk(make_case(at=now), [("accept", city_clerk)], at=now)
    make_case(at=now)
    assert found(stage="accepted", sector="land_housing", area="440106", q="补偿款") == {case.pk}
    assert found(stage="accepted", sector="education") == set()


def test_one_letter_is_told_beside_its_field_and_nothing_is_lost(city_inspector, now):
    make_case(at=now)
    page = browse_as(city_inspector).get("/staff/cases/", {"tab": "all", "q": "村", "stage": "received"})
    assert page.status_code == 200
    assert "Please type at least two characters of one word." in words_of(page)
    body = page.content.decode()
    assert 'name="q" value="村"' in body
    assert '<option value="received" selected>' in body
    assert "Nothing is shown until the filter is put right" in words_of(page)


def test_days_the_wrong_way_round_are_told(city_inspector):
    page = browse_as(city_inspector).get("/staff/cases/?received_from=2026-02-02&received_to=2026-02-01")
    assert "The last day comes before the first." in words_of(page)


@pytest.mark.parametrize(
    "asked",
    [
        "stage=nonsense",
        "sector=nonsense",
        "area=000000",
        "light=nonsense",
        "received_from=yesterday",
        "received_from=9999-12-31&received_to=9999-12-31",
        "received_from=0001-01-01",
        "q=%00",
        "unit=%00",
        "q='%3B--&unit='%25_",
        "q=" + "x" * 500,
        "tab=nonsense&after=nonsense&before=nonsense",
    ],
)
def test_no_address_breaks_the_list(city_inspector, now, asked):
    make_case(at=now)
    assert browse_as(city_inspector).get(f"/staff/cases/?{asked}").status_code == 200


def test_a_city_clerk_is_offered_only_the_counties_of_the_city(city_clerk, province_inspector):
    def offered(user):
        with override("en"):
            listed = CaseFilter({}, queryset=Case.objects.none(), request=SimpleNamespace(user=user))
            return {str(city) for city, _counties in listed.form.fields["area"].choices if city}

    assert offered(city_clerk) == {"Guangzhou"}
    assert len(offered(province_inspector)) == 21
