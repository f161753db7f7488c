"""Sectors and cities: who sees and enters which cell, what is missing and what came too late (M04, M07)."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.tests.factories import area
from common.tests.browsing import browse_as, main_of
from sectors.models import Deployment
from sectors.rules import against_deployment
from sectors.selectors import counties_below, matrix_of
from sectors.services import DeploymentDraft, DeploymentRefused, enter_deployment
from sectors.tests.factories import make_campaign, sector

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
IN_TIME = DeploymentDraft(
    deployed_on=date(2026, 7, 1),
    document="穗国土〔2026〕3号",
    sent_on=date(2026, 6, 10),
    read_on=date(2026, 6, 11),
    confirmed_on=date(2026, 6, 12),
)


@pytest.fixture
def campaign(now):
    return make_campaign(at=now - 30 * DAY)


@pytest.fixture
def city_land(db):
    return make_user("city_land", Role.HANDLER, "440100-land")


def enter(campaign, actor, now, *, draft=IN_TIME, code="land_housing", place="440100"):
    return enter_deployment(
        campaign=campaign, sector=sector(code), area=area(place), draft=draft, actor=actor, at=now
    )


def sizes(campaign, user, now) -> tuple[int, int]:
    """How many areas and how many cells the user sees."""
    matrix = matrix_of(campaign, user, on=now.date())
    return len(matrix.lines), len(matrix.cells)


def test_everybody_sees_as_much_of_the_matrix_as_the_duty_reaches(
    now, campaign, province_inspector, province_lead, city_inspector, city_land, county_handler, city_clerk
):
    assert sizes(campaign, province_inspector, now) == (21, 168)
    assert sizes(campaign, province_lead, now) == (21, 21)
    assert sizes(campaign, city_inspector, now) == (1, 8)
    assert sizes(campaign, city_land, now) == (1, 1)
    assert sizes(campaign, county_handler, now) == (1, 1)
    assert sizes(campaign, city_clerk, now) == (0, 0)
    city = area("440100")
    below = [
        len(counties_below(campaign, city, user, on=now.date()).lines) for user in (city_land, county_handler)
    ]
    assert below == [11, 1]


def test_city_and_county_enter_their_own_and_the_province_reads(
    now, campaign, city_land, city_inspector, county_handler, province_lead, province_inspector
):
    enter(campaign, city_land, now)
    enter(campaign, city_inspector, now, code="health")
    enter(campaign, city_land, now, place="440106")
    enter(campaign, county_handler, now, place="440106")
    for actor, code, place in (
        (county_handler, "land_housing", "440100"),
        (county_handler, "land_housing", "440104"),
        (city_land, "health", "440100"),
        (city_land, "land_housing", "440300"),
        (province_lead, "land_housing", "440100"),
        (province_inspector, "land_housing", "440100"),
    ):
        with pytest.raises(DeploymentRefused, match="not_your_move"):
            enter(campaign, actor, now, code=code, place=place)
    assert Deployment.objects.count() == 3


def test_a_deployment_has_its_document_and_its_steps_come_in_order():
    day = date(2026, 7, 1)
    asked = {"today": date(2026, 11, 1)}
    assert against_deployment(deployed_on=day, document="", steps=(None, None, None), **asked) == [
        "document_missing"
    ]
    assert against_deployment(deployed_on=None, document="", steps=(day, None, day), **asked) == [
        "out_of_order"
    ]
    assert against_deployment(deployed_on=None, document="", steps=(day, day - DAY, None), **asked) == [
        "out_of_order"
    ]
    late = date(2026, 12, 1)
    assert against_deployment(deployed_on=late, document="1号", steps=(day, None, None), **asked) == [
        "in_future"
    ]


def test_the_database_says_so_too(now, campaign, city_land):
    row = enter(campaign, city_land, now)
    for wrong in ({"document": ""}, {"read_on": None}, {"confirmed_on": row.read_on - DAY}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Deployment.objects.filter(pk=row.pk).update(**wrong)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


def test_the_numbers_are_those_of_the_lists_and_late_work_is_flagged(
    now, campaign, city_land, province_inspector
):
    enter(campaign, city_land, now)
    shenzhen = make_user("shenzhen", Role.INSPECTOR, "440300-commission")
    late = DeploymentDraft(deployed_on=date(2026, 9, 1), document="深纪〔2026〕9号")
    enter(campaign, shenzhen, now, draft=late, code="health", place="440300")
    enter(campaign, shenzhen, now, draft=DeploymentDraft(sent_on=date(2026, 7, 1)), place="440300")
    client, page = browse_as(province_inspector), f"/staff/campaigns/{campaign.pk}/deployment/"
    told = client.get(page).context
    counts = {name: told[name] for name in ("deployed", "missing", "late", "total")}
    assert counts == {"deployed": 2, "missing": 166, "late": 1, "total": 168}
    for name in ("deployed", "missing", "late"):
        response = client.get(f"{page}?show={name}")
        assert response.content.decode().count('<th scope="row">') == counts[name]
    assert "After its phase" in main_of(client.get(f"{page}?show=late"))


def test_the_department_of_a_city_enters_on_its_page(now, campaign, city_land, county_handler, province_lead):
    page = f"/staff/campaigns/{campaign.pk}/deployment/land_housing/440100/"
    client = browse_as(city_land)
    assert "Not deployed" in main_of(client.get(page))
    assert client.post(page, {"deployed_on": "2026-07-01"}).status_code == 200
    assert not Deployment.objects.exists()
    sent = {"deployed_on": "2026-07-01", "document": "穗国土〔2026〕3号", "sent_on": "2026-06-10"}
    assert client.post(page, sent).status_code == 302
    body = client.get(page)
    assert "穗国土〔2026〕3号" in main_of(body)
    assert len(body.context["counties"]) == 11
    assert browse_as(province_lead).get(page).context["form"] is None
    assert browse_as(county_handler).get(page).context["form"] is None
    for stranger in ("health/440100", "land_housing/440300", "land_housing/440000", "land_housing/999999"):
        address = f"/staff/campaigns/{campaign.pk}/deployment/{stranger}/"
        assert client.get(address).status_code == 404
    assert browse_as(county_handler).post(page, sent | {"document": "x"}).status_code == 200
    assert Deployment.objects.get().document == "穗国土〔2026〕3号"
