"""What an inspector finds of the campaign and its plans in the console."""

import pytest

from common.tests.browsing import browse_as, words_of
from sectors.tests.factories import make_campaign, make_draft, make_published, province_leader

pytestmark = pytest.mark.django_db
PLANS, CAMPAIGNS = "/console/sectors/planversion/", "/console/sectors/campaign/"


def test_the_commission_of_the_province_finds_campaign_and_plans(now, province_inspector, province_lead):
    campaign = make_campaign(at=now)
    version = make_published(campaign, province_lead, province_leader(), at=now)
    client = browse_as(province_inspector)
    assert "2026-P1-V1" in words_of(client.get(PLANS))
    page = words_of(client.get(f"{PLANS}{version.pk}/change/"))
    assert "拖欠征地补偿款" in page
    assert "Not begun" in page
    assert "Special action" in words_of(client.get(CAMPAIGNS))
    assert "Finding and putting right" in words_of(client.get(f"{CAMPAIGNS}{campaign.pk}/change/"))
    assert client.get(f"{PLANS}add/").status_code == 403
    assert client.get(f"{PLANS}?state=draft").status_code == 200


def test_a_city_reads_the_campaign_and_no_drafts(now, city_inspector, province_lead, security_admin):
    campaign = make_campaign(at=now)
    make_draft(campaign, province_lead, at=now)
    client = browse_as(city_inspector)
    assert client.get(CAMPAIGNS).status_code == 200
    assert client.get(PLANS).status_code == 403
    assert browse_as(security_admin).get(CAMPAIGNS).status_code == 403


def test_the_words_of_a_plan_come_in_the_readers_characters(now, citizen, province_lead):
    make_published(make_campaign(at=now), province_lead, province_leader(), at=now)
    address = "/plans/2026/land_housing/"
    assert "拖欠征地补偿款" in citizen.get(address).content.decode()
    traditional = browse_as(language="zh-hant").get(address).content.decode()
    assert "拖欠徵地補償款" in traditional
    assert 'lang="zh-Hant"' in traditional
    staff = browse_as(province_lead, language="zh-hant")
    home = staff.get("/staff/sectors/land_housing/").content.decode()
    assert "拖欠徵地補償款" in home
