"""A municipal system reads the parts of the register that it needs to hand a complaint in."""

import pytest
from django.utils import timezone
from knox.models import AuthToken
from rest_framework.test import APIClient

from organizations.models import Area


@pytest.fixture
def system(municipal_system) -> APIClient:
    """The complaint system of Guangzhou, with its token."""
    _, token = AuthToken.objects.create(municipal_system)
    return APIClient(HTTP_AUTHORIZATION=f"Token {token}")


def test_the_areas_of_today_are_listed_with_what_they_belong_to(system, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        areas = {area["code"]: area for area in system.get("/api/v1/areas/").json()}
    assert areas.keys() == set(Area.objects.in_force(on=timezone.localdate()).values_list("code", flat=True))
    assert areas["440106"] == {"code": "440106", "name": "天河区", "level": "county", "parent": "440100"}
    assert areas["440000"]["parent"] is None


def test_the_eight_sectors_are_listed_in_their_order(system):
    sectors = system.get("/api/v1/sectors/", headers={"Accept-Language": "en"}).json()
    assert [sector["number"] for sector in sectors] == list(range(1, 9))
    assert (sectors[0]["code"], sectors[0]["name"]) == ("land_housing", "Land and housing")


def test_units_are_found_by_part_of_their_name_nearest_first(system, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        found = system.get("/api/v1/units/", {"q": "国土", "area": "440106"}).json()
    assert found[0]["code"] == "440106-land"
    assert found[0]["area"] == "440106"
    assert len(found) <= 20


def test_the_body_above_the_province_has_no_area(system):
    found = system.get("/api/v1/units/", {"q": "中央纪律检查委员会"}).json()
    assert [(unit["code"], unit["area"]) for unit in found] == [("central-commission", None)]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({}, "q"),
        ({"q": "  "}, "q"),
        ({"q": "局" * 61}, "q"),
        ({"q": "a\0b"}, "q"),
        ({"q": "国土", "area": ""}, "area"),
        ({"q": "国土", "area": "44010６"}, "area"),
        ({"q": "国土", "area": "440116"}, "area"),
    ],
)
def test_a_wrong_parameter_is_named(system, query, parameter):
    response = system.get("/api/v1/units/", query)
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == [parameter]


@pytest.mark.parametrize("path", ["areas", "sectors", "units"])
def test_the_register_is_for_municipal_systems(db, path):
    assert APIClient().get(f"/api/v1/{path}/").status_code == 401
