"""Whoever reads a case, or something sealed of it, stands in the read log; citizens never do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.choices import Role
from accounts.tests.factories import make_user
from audit.models import Reading
from cases.choices import Party
from cases.services import add_evidence, ask_for_identity, decide_on_identity, open_identity, open_original
from cases.tests.factories import make_case, unit, walk
from cases.tests.test_api import caller
from cases.tests.test_evidence import camera_picture
from common.tests.browsing import browse_as
from complaints.permissions import grant_pass
from files.tests.factories import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    """A moment ago."""
    return timezone.now() - timedelta(minutes=5)


@pytest.fixture
def case(at, city_clerk, county_handler):
    """A case that a unit is handling, with a name and a picture."""
    steps = [("assign", city_clerk), ("sign_for", county_handler)]
    case = walk(make_case(at=at, name="某某某", phone="13800000000"), steps, at=at, unit=unit("440106-land"))
    add_evidence(case_id=case.pk, files=[kept("a.jpg", camera_picture())], actor=Party.CITIZEN, at=at)
    return case


def noted() -> list[tuple]:
    """All readings, oldest first."""
    rows = Reading.objects.order_by("id")
    return list(rows.values_list("reader__username", "kind", "case_id", "item"))


def test_the_pages_of_a_case_and_its_files_are_noted_once_each(case, county_handler):
    browser = browse_as(county_handler)
    file = case.attachments.get().file_id
    for page in ("", "notes/", "bundle/", f"files/{file}/"):
        assert browser.get(f"/staff/cases/{case.pk}/{page}").status_code == 200, page
    assert noted() == [
        ("county_handler", "case", case.pk, ""),
        ("county_handler", "case", case.pk, "case-notes"),
        ("county_handler", "case", case.pk, "case-bundle"),
        ("county_handler", "file", case.pk, str(file)),
    ]


def test_a_page_that_is_refused_and_a_question_of_the_page_itself_are_none(
    case, county_handler, other_city_clerk
):
    assert browse_as(other_city_clerk).get(f"/staff/cases/{case.pk}/").status_code == 404
    assert browse_as(county_handler).get(f"/staff/cases/{case.pk}/version/").status_code == 200
    assert noted() == []


def test_a_co_handler_has_read_his_own_part(at, city_clerk):
    helper = make_user("helper", Role.HANDLER, "440106-environment")
    case = make_case(at=at)
    walk(
        case,
        [("assign", city_clerk)],
        at=at,
        unit=unit("440106-land"),
        co_handlers=[unit("440106-environment")],
    )
    assert browse_as(helper).get(f"/staff/cases/{case.pk}/").status_code == 200
    assert noted() == [("helper", "part", case.pk, "")]


def test_what_is_sealed_and_what_is_taken_out_is_noted_where_it_is_opened(
    case, at, city_inspector, commission_leader
):
    file = case.attachments.get().file_id
    open_original(case_id=case.pk, file_id=file, actor=city_inspector, at=at)
    taken = browse_as(city_inspector).post(f"/staff/cases/{case.pk}/bundle/", {"form": "pdf"})
    assert taken.status_code == 200
    request = ask_for_identity(case_id=case.pk, reason="需要当面核实签名。", actor=city_inspector, at=at)
    decide_on_identity(request_id=request.pk, decision="granted", note="同意", actor=commission_leader, at=at)
    open_identity(request_id=request.pk, actor=city_inspector, at=at)
    assert noted() == [
        ("city_inspector", "original", case.pk, str(file)),
        ("city_inspector", "bundle", case.pk, "pdf"),
        ("city_inspector", "identity", case.pk, f"request:{request.pk}"),
    ]


def test_lists_as_files_and_the_console_are_noted(case, city_clerk, city_inspector, county_handler):
    browse_as(city_clerk).get("/staff/cases/export/?tab=all")
    browser = browse_as(city_inspector)
    browser.get("/console/cases/case/")
    browser.get(f"/console/cases/case/{case.pk}/change/")
    clock = case.clocks.first()
    browser.get(f"/console/cases/caseclock/{clock.pk}/change/")
    assert noted() == [
        ("city_clerk", "list", None, "all:csv:1"),
        ("city_inspector", "console_list", None, "cases.case"),
        ("city_inspector", "console", case.pk, f"cases.case:{case.pk}"),
        ("city_inspector", "console", case.pk, f"cases.caseclock:{clock.pk}"),
    ]


def test_the_api_is_noted(at, municipal_system):
    case = make_case(at=at, channel="api", submitted_by=municipal_system)
    client = caller(municipal_system)
    assert client.get(f"/api/v1/complaints/{case.number}/").status_code == 200
    assert client.get("/api/v1/complaints/").status_code == 200
    assert noted() == [("municipal_system", "api", case.pk, ""), ("municipal_system", "api", None, "list:1")]


def test_a_citizen_on_the_own_page_is_never_in_it(case, citizen, county_handler):
    assert citizen.post("/track/", {"tracking_pass": grant_pass(case)}).status_code == 200
    signed_in = browse_as(county_handler)
    assert signed_in.post("/track/", {"tracking_pass": grant_pass(case)}).status_code == 200
    assert noted() == []
