"""Pages of single records in the console that somebody can work from: a case, a user, the changes and the read log."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.services import give_duty
from accounts.tests.factories import give_role, make_user
from audit.models import AuditEntry, Reading
from audit.services import acting_as, note_reading
from cases.choices import MessageKind
from cases.services import write_as_citizen
from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as, words_of
from supervision.tests.factories import lead_of, make_order

pytestmark = pytest.mark.django_db

LOG, CHANGES = "/console/audit/reading/", "/console/audit/auditentry/"
DAY = timedelta(days=1)


@pytest.fixture
def now():
    """The moment at which the page is opened."""
    return timezone.now()


@pytest.fixture
def handled(now, city_clerk, county_handler):
    """A case that the land bureau of Tianhe handles."""
    steps = [("assign", city_clerk), ("sign_for", county_handler)]
    return walk(make_case(at=now), steps, at=now, unit=unit("440106-land"))


def page_of(case) -> str:
    return reverse("admin:cases_case_change", args=[case.pk])


def cards_of(page) -> dict[str, list[dict]]:
    return {str(card["title"]): card["lines"] for card in page.context["cards"]}


def test_the_page_of_a_case_has_all_that_one_works_from(now, handled, city_inspector, commission_leader):
    order = make_order(city_inspector, at=now, case=handled)
    note_reading(reader=city_inspector, kind="case", case_id=handled.pk)
    page = browse_as(commission_leader).get(page_of(handled))
    said, body = words_of(page), page.content.decode()
    assert "Why this date?" in said
    assert "Case assigned to" in said or "Assigned" in said
    assert order.number in cards_of(page)["Supervision orders"][0]["label"]
    assert f'href="{reverse("admin:unit-page", args=[unit("440106-land").pk])}"' in body
    assert f'href="/staff/cases/{handled.pk}/"' in body
    assert "city inspector" in [row["reader"] for row in page.context["readings"]]


def test_who_has_read_a_case_is_for_those_who_read_the_log(now, handled, city_inspector):
    page = browse_as(city_inspector).get(page_of(handled))
    assert page.context["readings"] is None
    assert "Who has read it" not in words_of(page)


def test_a_lead_stands_on_the_page_of_its_cases(now, province_inspector):
    lead = lead_of("idle", at=now)
    case = lead.evidence.first().case
    page = browse_as(province_inspector).get(page_of(case))
    assert [line["url"] for line in cards_of(page)["Leads"]] == [f"/staff/supervision/leads/{lead.pk}/"]


def test_a_handler_who_inspects_elsewhere_learns_nothing_of_a_report_of_revenge(now, handled):
    both = make_user("both", Role.INSPECTOR, "440300-commission")
    give_role(both, Role.HANDLER, "440106-land")
    write_as_citizen(case_id=handled.pk, text="有人上门威胁", at=now, kind=MessageKind.REVENGE)
    page = browse_as(both).get(page_of(handled))
    assert page.status_code == 200
    assert not [entry for entry in page.context["trail"] if "revenge" in entry["event"].name]
    assert page.context["recusals"] == []


def test_names_of_units_lead_inspectors_to_their_pages_and_nobody_else(handled, city_inspector, city_clerk):
    link = reverse("admin:unit-page", args=[unit("440106-land").pk])
    address = reverse("cases:case-detail", args=[handled.pk])
    assert f'href="{link}"' in browse_as(city_inspector).get(address).content.decode()
    assert link not in browse_as(city_clerk).get(address).content.decode()


def test_a_change_is_told_in_the_words_of_its_reader(audit_admin, security_admin, nobody):
    with acting_as(security_admin):
        give_duty(
            user=nobody,
            unit=unit("440106-land"),
            role=Role.HANDLER,
            from_on=timezone.localdate(),
            actor=security_admin,
        )
    said = words_of(browse_as(audit_admin).get(f"{CHANGES}?table=accounts_duty"))
    for words in (f"Unit: – → {unit('440106-land').name_en}", "User: – → nobody", "Role: – → Handler"):
        assert words in said, said
    chinese = words_of(browse_as(audit_admin, language="zh-hans").get(f"{CHANGES}?table=accounts_duty"))
    assert f"单位: – → {unit('440106-land').name}" in chinese
    assert "unit_id" not in chinese
    nobody.language = "zh-hant"
    nobody.save()
    assert "value not kept" not in said
    entry = AuditEntry.objects.filter(table="accounts_user").first()
    assert entry.changes == {"language": ["zh-hans", "zh-hant"]}
    assert "nobody" in words_of(browse_as(audit_admin).get(f"{CHANGES}?table=accounts_user"))


def test_the_page_of_a_user_shows_how_he_signs_in(security_admin, city_inspector):
    browse_as(city_inspector).get("/staff/")
    page = browse_as(security_admin).get(reverse("admin:accounts_user_change", args=[city_inspector.pk]))
    said = words_of(page)
    for words in ("None; no duty asks for one.", "Discipline inspector", "Signed in now"):
        assert words in said, words
    assert "Read lately" not in said


def test_the_auditor_sees_what_a_user_has_read_but_not_how_to_reach_him(
    now, handled, audit_admin, county_handler
):
    note_reading(reader=county_handler, kind="case", case_id=handled.pk)
    county_handler.phone = "13900000001"
    county_handler.save()
    page = browse_as(audit_admin).get(reverse("admin:accounts_user_change", args=[county_handler.pk]))
    said = words_of(page)
    assert handled.number in said
    assert "13900000001" not in page.content.decode()
    assert county_handler.email not in page.content.decode()
    listed = browse_as(audit_admin).get(reverse("admin:accounts_user_changelist")).content.decode()
    assert county_handler.email not in listed


def test_the_read_log_goes_into_a_file_as_it_is_narrowed(
    now, handled, audit_admin, county_handler, city_clerk
):
    note_reading(reader=county_handler, kind="case", case_id=handled.pk)
    note_reading(reader=city_clerk, kind="file", case_id=handled.pk)
    answer = browse_as(audit_admin).get(f"{LOG}export/?q=county_handler&kind=case&day=today")
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert handled.number in rows[1]
    assert Reading.objects.filter(reader=audit_admin, item="audit.reading:csv").exists()
