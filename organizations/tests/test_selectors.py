"""Finding areas, units and sectors."""

from datetime import date

import pytest

from organizations.choices import Line
from organizations.selectors import (
    area_on,
    cities,
    commission_for,
    counties_of,
    find_leader,
    lead_unit,
    leads_above_province,
    search_units,
)
from organizations.services.names import pinyin_key
from organizations.tests.factories import TODAY, make_area, make_lead_unit, make_tenure, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_register")]


def named_unit(name: str, *, area, name_en: str = "", **values):
    """A unit that can be found by name, pinyin and English."""
    return make_unit(area=area, name=name, name_en=name_en, pinyin=pinyin_key(name, limit=250), **values)


# --- areas ----------------------------------------------------------------------------------------


def test_the_same_place_has_one_code_before_and_another_after():
    ended = make_area("440183", name="增城市", valid_to=date(2014, 9, 30))
    begun = make_area("440118", name="增城区", valid_from=date(2014, 10, 1))
    assert area_on("440183", date(2014, 9, 30)) == ended
    assert area_on("440183", date(2014, 10, 1)) is None
    assert area_on("440118", date(2014, 9, 30)) is None
    assert area_on("440118", date(2014, 10, 1)) == begun


def test_area_on_brings_the_superiors_along(django_assert_num_queries):
    make_area("440106")
    with django_assert_num_queries(1):
        assert area_on("440106", TODAY).parent.parent.code == "440000"


def test_cities_and_their_counties_come_by_code():
    make_area("440300")
    for code in ("440106", "440104"):
        make_area(code)
    make_area("440183", valid_to=date(2014, 9, 30))
    assert [city.code for city in cities(TODAY)] == ["440100", "440300"]
    guangzhou = area_on("440100", TODAY)
    assert [county.code for county in counties_of(guangzhou, TODAY)] == ["440104", "440106"]
    assert [county.code for county in counties_of(guangzhou, date(2014, 1, 1))] == [
        "440104",
        "440106",
        "440183",
    ]


def test_dongguan_has_no_counties():
    assert not counties_of(make_area("441900"), TODAY).exists()


# --- units that answer ----------------------------------------------------------------------------


def test_lead_unit_is_the_one_of_the_area_itself():
    county = make_area("440106")
    make_lead_unit(Line.POLITICS_LAW, county.parent)
    own = make_lead_unit(Line.POLITICS_LAW, county)
    assert lead_unit(Line.POLITICS_LAW, county) == own


@pytest.mark.parametrize("upper", ["440100", "440000"])
def test_lead_unit_is_the_nearest_above_where_the_area_has_none(upper):
    county = make_area("440116", valid_to=date(2015, 8, 31))
    above = make_lead_unit(Line.LAND, area_on(upper, TODAY))
    assert lead_unit(Line.LAND, county) == above


def test_lead_unit_is_never_an_ordinary_or_closed_unit_of_the_line():
    county = make_area("440106")
    make_unit("440106-primary-3", area=county, line=Line.EDUCATION)
    make_lead_unit(Line.EDUCATION, county, is_active=False)
    assert lead_unit(Line.EDUCATION, county) is None


def test_commission_for_an_area_takes_one_query(django_assert_num_queries):
    county = make_area("440106")
    city_commission = make_lead_unit(Line.COMMISSION, county.parent)
    county = area_on("440106", TODAY)
    with django_assert_num_queries(1):
        assert commission_for(county) == city_commission


# --- search ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "花都区教育",
        "花都區教育",
        "  花都 教育 ",
        "huadu",
        "HuaDuQu",
        "gzshdqjyj",
        "hdqjy",
        "Huadu education",
        "education bureau",
        "花都教育局",
        "教局",
    ],
)
def test_a_unit_is_found_in_every_script(query):
    county = make_area("440114")
    wanted = named_unit(
        "广州市花都区教育局", name_en="Education Bureau of Huadu District, Guangzhou", area=county
    )
    named_unit("广州市天河区公安分局", name_en="Police of Tianhe District, Guangzhou", area=county)
    assert search_units(query) == [wanted]


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("国土局", "始兴县国土资源局"),
        ("卫计局", "始兴县卫生和计划生育局"),
        ("安监局", "始兴县安全生产监督管理局"),
    ],
)
def test_usual_short_forms_are_understood(short, name):
    unit = named_unit(name, area=make_area("440222"))
    assert search_units(short) == [unit]


def test_short_forms_give_way_to_names_that_hold_the_words():
    area = make_area("440222")
    direct = named_unit("国土局家属院管理处", area=area)
    named_unit("始兴县国土资源局", area=area)
    assert search_units("国土局") == [direct]


@pytest.mark.parametrize("query", ["", "   ", "%", "_", "没有这个单位", "教育局 zzz", "[", "\\", "\x00"])
def test_nothing_is_found_where_nothing_fits(query):
    named_unit("始兴县教育局", area=make_area("440222"))
    assert search_units(query) == []


def test_closed_units_are_not_found():
    named_unit("始兴县教育局", area=make_area("440222"), is_active=False)
    assert search_units("教育局") == []


def test_units_of_the_own_area_come_first_then_its_city_then_the_province():
    own, other = make_area("440106"), make_area("440222")
    places = {
        "河源市教育局": other,
        "省教育局": area_on("440000", TODAY),
        "广州市教育局": own.parent,
        "广州市天河区教育局": own,
    }
    for name, area in places.items():
        named_unit(name, area=area)
    found = [unit.name for unit in search_units("教育局", area=own)]
    assert found == ["广州市天河区教育局", "广州市教育局", "省教育局", "河源市教育局"]


def test_names_that_begin_with_the_word_come_first():
    area = make_area("440106")
    for name in ("乙示范小学", "示范小学天河校区", "示范小学"):
        named_unit(name, area=area)
    assert [unit.name for unit in search_units("示范小学")] == ["示范小学", "示范小学天河校区", "乙示范小学"]


def test_initials_that_begin_with_the_word_come_first():
    area = make_area("440106")
    for name in ("甲乙丙局", "乙丙局天河分局"):
        named_unit(name, area=area)
    assert [unit.name for unit in search_units("ybj")] == ["乙丙局天河分局", "甲乙丙局"]


def test_search_gives_no_more_than_asked_in_one_query(django_assert_num_queries):
    area = make_area("440106")
    for number in range(5):
        named_unit(f"示范小学{number}", area=area)
    with django_assert_num_queries(1):
        found = search_units("示范", limit=3)
        assert [unit.area.parent.code for unit in found] == ["440100"] * 3


# --- leaders --------------------------------------------------------------------------------------


def test_a_leader_is_found_by_name_in_the_unit_or_above_it_while_in_office():
    above = make_unit()
    unit = make_unit(parent=above)
    own = make_tenure(unit, name="测试甲", to_on=date(2014, 6, 30)).person
    upper = make_tenure(above, name="测试乙").person
    assert find_leader(unit, " 测试甲 ", date(2014, 6, 30)) == own
    assert find_leader(unit, "测试甲", date(2014, 7, 1)) is None
    assert find_leader(unit, "测试乙", TODAY) == upper
    assert find_leader(above, "测试甲", date(2014, 6, 30)) is None


def test_only_leaders_of_a_central_body_stand_above_the_province():
    central = make_tenure(make_unit(line=Line.CENTRAL), to_on=date(2014, 6, 30)).person
    assert leads_above_province(central, date(2014, 6, 30))
    assert not leads_above_province(central, date(2014, 7, 1))
    assert not leads_above_province(make_tenure(make_unit()).person, TODAY)
