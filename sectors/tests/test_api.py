"""A municipal system reads what is published and its own part of the matrix, and writes nothing."""

from datetime import date

import pytest
from knox.models import AuthToken
from rest_framework.test import APIClient

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.tests.factories import area
from sectors.services import DeploymentDraft, begin_draft, enter_deployment
from sectors.tests.factories import make_campaign, make_draft, make_published, province_leader, sector

pytestmark = pytest.mark.django_db


def client_of(user) -> APIClient:
    """The system with its token."""
    _row, token = AuthToken.objects.create(user=user)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    return client


def test_published_plans_are_read_and_drafts_are_not(now, municipal_system, province_lead, city_inspector):
    campaign = make_campaign(at=now)
    version = make_published(campaign, province_lead, province_leader(), at=now)
    begin_draft(plan_id=version.plan_id, actor=province_lead, at=now)
    education = make_user("education", Role.UNIT_LEADER, "440000-education")
    make_draft(campaign, education, at=now, code="education")
    client = client_of(municipal_system)
    [plan] = client.get("/api/v1/plans/").json()
    assert (plan["campaign"], plan["sector"]["code"], plan["version"]) == ("2026", "land_housing", 1)
    assert [lead["code"] for lead in plan["leads"]] == ["440000-land", "440000-housing"]
    whole = client.get("/api/v1/plans/2026/land_housing/").json()
    [item] = whole["items"]
    assert (item["title"], item["due_on"], item["progress"]) == ("拖欠征地补偿款", "2026-12-31", "waiting")
    assert not {"leader", "words", "score"} & set(item)
    hant = client.get("/api/v1/plans/2026/land_housing/", HTTP_ACCEPT_LANGUAGE="zh-Hant").json()
    assert hant["items"][0]["title"] == "拖欠徵地補償款"
    assert client.get("/api/v1/plans/2026/education/").status_code == 404
    assert client.post("/api/v1/plans/", {}).status_code == 405
    assert APIClient().get("/api/v1/plans/").status_code == 401


def test_a_system_reads_the_cells_of_its_own_city(now, municipal_system, city_inspector):
    campaign = make_campaign(at=now)
    draft = DeploymentDraft(deployed_on=date(2026, 7, 1), document="穗〔2026〕3号")
    enter_deployment(
        campaign=campaign, sector=sector(), area=area("440100"), draft=draft, actor=city_inspector, at=now
    )
    client = client_of(municipal_system)
    cells = client.get("/api/v1/deployments/").json()
    assert len(cells) == 8 * 12
    assert {cell["area"]["code"][:4] for cell in cells} == {"4401"}
    [first, *others] = cells
    assert (first["document"], first["deployed_on"], first["is_deployed"]) == (
        "穗〔2026〕3号",
        "2026-07-01",
        True,
    )
    assert not any(cell["is_deployed"] for cell in others)
