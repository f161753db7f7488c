"""The audit in the console: who sees which entries, and how the chain is verified and alarms."""

import pytest

from accounts.choices import Role
from accounts.models import Duty
from accounts.tests.factories import make_user
from audit import tasks
from audit.models import AuditEntry, AuditSeal, Reading, Verification
from audit.services import note_reading, seal_new_rows
from campaign.tests.tampering import change, switch_triggers_off
from campaign.tests.trails import write_trail
from cases.models import CaseEvent
from cases.tests.factories import make_case, unit
from common.tests.browsing import browse_as, words_of
from notices.models import Notice

pytestmark = pytest.mark.django_db
LOG, CHANGES, CHAIN = (f"/console/audit/{model}/" for model in ("reading", "auditentry", "verification"))


@pytest.fixture
def anchors(settings, tmp_path):
    """A file of anchors of its own."""
    settings.AUDIT_ANCHORS = str(tmp_path / "chain.jsonl")


@pytest.fixture
def auditor(db):
    """Reads the log of every area; his unit is the bureau of health of the province."""
    user = make_user("auditor")
    Duty.objects.create(user=user, unit=unit("440000-health"), role="audit_admin", from_on="2013-01-01")
    return user


def readers_of(user) -> list[str]:
    """Whose readings somebody sees, oldest first."""
    return list(Reading.objects.visible_to(user).order_by("id").values_list("reader__username", flat=True))


def test_a_leader_sees_what_was_read_in_his_area_and_nothing_of_what_accuses_his_side(
    now, commission_leader, city_clerk, other_city_clerk, county_handler, system_admin
):
    own = make_case(at=now)
    against_us = make_case(at=now, accused=[unit("440100-commission")])
    elsewhere = make_case(at=now, area_code="440305")
    note_reading(reader=city_clerk, kind="case", case_id=own.pk)
    note_reading(reader=system_admin, kind="case", case_id=against_us.pk)
    note_reading(reader=other_city_clerk, kind="case", case_id=elsewhere.pk)
    note_reading(reader=county_handler, kind="list", item="all:csv:3")
    note_reading(reader=other_city_clerk, kind="list", item="all:csv:3")
    assert readers_of(commission_leader) == ["city_clerk", "county_handler"]
    assert readers_of(city_clerk) == readers_of(system_admin) == []
    said = words_of(browse_as(commission_leader).get(LOG))
    assert own.number in said
    assert against_us.number not in said
    assert elsewhere.number not in said


def test_an_auditor_sees_all_of_it_but_what_accuses_his_own_side(now, auditor, city_clerk, other_city_clerk):
    cases = [make_case(at=now), make_case(at=now, accused=[unit("440000-health")])]
    for case in cases:
        note_reading(reader=city_clerk, kind="case", case_id=case.pk)
    note_reading(reader=other_city_clerk, kind="list", item="all:csv:3")
    assert readers_of(auditor) == ["city_clerk", "other_city_clerk"]
    assert list(Reading.objects.visible_to(auditor).values_list("case_id", flat=True)) == [None, cases[0].pk]


def test_the_log_is_narrowed_by_person_kind_case_and_day(now, commission_leader, city_clerk, county_handler):
    first, second = make_case(at=now), make_case(at=now)
    note_reading(reader=city_clerk, kind="case", case_id=first.pk)
    note_reading(reader=county_handler, kind="file", case_id=second.pk, item="7")
    browser = browse_as(commission_leader)
    for query, there, gone in (
        ("q=county_handler", second, first),
        (f"q={first.number}", first, second),
        ("kind=file", second, first),
    ):
        said = words_of(browser.get(f"{LOG}?{query}"))
        assert there.number in said, query
        assert gone.number not in said.replace(query.removeprefix("q="), ""), query
    assert first.number in words_of(browser.get(f"{LOG}?day=today"))
    assert first.number not in words_of(browser.get(f"{LOG}?day=yesterday"))
    assert Reading.objects.filter(reader=commission_leader, kind="console_list").count() == 5


def test_changes_are_shown_to_leaders_of_the_province_without_values_that_are_kept_out(
    commission_leader, county_handler
):
    leader = make_user("province_leader", Role.COMMISSION_LEADER, "440000-commission")
    county_handler.language, county_handler.phone = "en", "13912345678"
    county_handler.save()
    said = words_of(browse_as(leader).get(f"{CHANGES}?table=accounts_user&act=update"))
    assert "zh-hans → en" in said
    assert "Phone: value not kept" in said
    assert "13912345678" not in said
    assert not AuditEntry.objects.visible_to(commission_leader).exists(), "they belong to no one city"
    AuditEntry.objects.create(act="update", database_role="x", table="cases_sealedhandover", row="1")
    assert not AuditEntry.objects.visible_to(leader).filter(table="cases_sealedhandover").exists()


def test_the_chain_is_verified_when_somebody_asks_for_it(anchors, now, system_admin):
    write_trail(rows=5, at=now)
    seal_new_rows(at=now)
    browser = browse_as(system_admin)
    answer = browser.post(CHAIN, follow=True)
    assert "On its way" in words_of(answer)
    assert answer.headers["Refresh"]
    browser.post(CHAIN)
    assert Verification.objects.count() == 1, "one at a time"
    tasks.work_on_verifications()
    said = words_of(browser.get(CHAIN))
    assert "Everything is as it was sealed" in said
    assert str(AuditSeal.objects.order_by("-number").first().number) in said
    assert not Notice.objects.filter(wording="audit_broken").exists()


def test_what_the_night_finds_rings_with_whoever_has_to_know_what_and_where(
    anchors, now, system_admin, commission_leader, city_clerk, auditor
):
    leader = make_user("province_leader", Role.COMMISSION_LEADER, "440000-commission")
    write_trail(rows=5, at=now)
    seal_new_rows(at=now)
    row = CaseEvent.objects.order_by("-id").first().pk
    switch_triggers_off()
    change("cases_caseevent", row, 1)
    tasks.verify_trail()
    tasks.work_on_verifications()
    told = Notice.objects.filter(wording="audit_broken", channel="in_app")
    assert {notice.user for notice in told} == {system_admin, leader, auditor}
    notice = told.get(user=system_admin)
    assert "一行记录被修改" in notice.context["fault"]["zh-hans"]
    assert str(row) in notice.context["place"]["en"]
    said = words_of(browse_as(leader).get(CHAIN))
    assert "a row was changed" in said
    assert str(row) in said
