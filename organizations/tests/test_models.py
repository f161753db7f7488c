"""The register's columns and what the database refuses."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.utils import translation

from organizations.choices import Level
from organizations.models import Area, Post, Tenure, Unit
from organizations.tests.factories import make_area, make_sector, make_tenure, make_unit

pytestmark = pytest.mark.usefixtures("no_register", "db")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("zh-hans", "国土局"), ("zh-hant", "國土局"), ("en", "Land bureau"), ("fr", "国土局")],
)
def test_name_follows_the_language_of_the_reader(language, expected):
    unit = Unit(name="国土局", name_hant="國土局", name_en="Land bureau")
    with translation.override(language):
        assert str(unit) == expected


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_missing_translation_falls_back_to_the_simplified_name(language):
    with translation.override(language):
        assert Unit(name="国土局").label == "国土局"


def test_people_and_posts_are_shown_in_english_to_english_readers():
    tenure = make_tenure(make_unit(), name="测试甲")
    with translation.override("en"):
        assert str(tenure.person) == tenure.person.name_en
    with translation.override("zh-hans"):
        assert str(tenure) == "测试甲 · 局长"


def test_sector_lead_names_its_line_of_work():
    sector = make_sector(leads={"education": []}, words={"学校": 3})
    with translation.override("en"):
        assert str(sector.leads.get()) == "Sector 7 · Education"
    assert str(sector.words.get()) == "学校"


def test_area_in_force_includes_first_and_last_day():
    area = make_area("440183", valid_from=date(2010, 1, 1), valid_to=date(2014, 9, 30))
    for day, expected in [
        (date(2009, 12, 31), False),
        (date(2010, 1, 1), True),
        (date(2014, 9, 30), True),
        (date(2014, 10, 1), False),
    ]:
        assert Area.objects.in_force(on=day).filter(pk=area.pk).exists() is expected, day


def test_tenure_in_office_includes_first_and_last_day():
    tenure = make_tenure(make_unit(), from_on=date(2013, 5, 6), to_on=date(2014, 7, 8))
    for day, expected in [
        (date(2013, 5, 5), False),
        (date(2013, 5, 6), True),
        (date(2014, 7, 8), True),
        (date(2014, 7, 9), False),
    ]:
        assert Tenure.objects.in_office(on=day).filter(pk=tenure.pk).exists() is expected, day


def test_units_below_are_the_unit_and_all_under_it():
    top = make_unit()
    middle = make_unit(parent=top)
    bottom = make_unit(parent=middle)
    make_unit()
    assert set(Unit.objects.below(top.pk)) == {top, middle, bottom}
    assert set(Unit.objects.below(bottom.pk)) == {bottom}


def test_one_code_has_one_area_without_an_end():
    make_area("440106")
    with pytest.raises(IntegrityError, match="area_code_current_once"):
        make_area("440106", valid_from=date(2014, 1, 1))


def test_only_the_province_has_no_parent():
    with pytest.raises(IntegrityError, match="area_only_province_has_no_parent"):
        Area.objects.create(code="440100", level=Level.CITY, name="测试市", valid_from=date(2002, 12, 1))


def test_area_does_not_end_before_it_begins():
    with pytest.raises(IntegrityError, match="area_ends_after_start"):
        make_area("440106", valid_from=date(2014, 1, 2), valid_to=date(2014, 1, 1))


def test_unit_has_one_first_post():
    unit = make_unit()
    Post.objects.create(unit=unit, name="局长", is_first=True)
    with pytest.raises(IntegrityError, match="post_one_first_in_unit"):
        Post.objects.create(unit=unit, name="书记", is_first=True)


def test_post_has_one_current_holder():
    unit = make_unit()
    make_tenure(unit)
    with pytest.raises(IntegrityError, match="tenure_one_holder_a_day"):
        make_tenure(unit, from_on=date(2015, 1, 1))


def test_tenure_does_not_end_before_it_begins():
    with pytest.raises(IntegrityError, match="tenure_ends_after_start"):
        make_tenure(make_unit(), from_on=date(2014, 1, 2), to_on=date(2014, 1, 1))
