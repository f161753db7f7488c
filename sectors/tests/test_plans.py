"""The plans: written by the leading departments, approved by two, frozen, published, and followed with evidence (M04–M08)."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.choices import Role
from accounts.selectors import waiting_acts
from accounts.services import lapse_acts
from accounts.tests.factories import make_user
from cases.tests.factories import unit
from common.tests.browsing import browse_as, main_of
from notices.models import Notice
from organizations.selectors import first_holder
from sectors.choices import VersionState
from sectors.models import PlanItem, PlanVersion, SectorPlan, TaskEntry
from sectors.selectors import approved_version, item_rows, public_version
from sectors.services import (
    EntryDraft,
    PlanRefused,
    add_item,
    ask_for_approval,
    begin_draft,
    begin_plan,
    change_item,
    decide_on_plan,
    drop_item,
    publish_plan,
    record_entry,
)
from sectors.tests.factories import (
    approve,
    item_draft,
    make_campaign,
    make_draft,
    make_published,
    province_leader,
    sector,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def campaign(now):
    return make_campaign(at=now - 30 * DAY)


@pytest.fixture
def leader():
    return province_leader()


@pytest.fixture
def housing(db):
    return make_user("housing", Role.HANDLER, "440000-housing")


@pytest.fixture
def education(db):
    return make_user("education", Role.UNIT_LEADER, "440000-education")


@pytest.fixture
def draft(now, campaign, province_lead):
    return make_draft(campaign, province_lead, at=now)


@pytest.fixture
def published(now, campaign, province_lead, leader):
    return make_published(campaign, province_lead, leader, at=now - 20 * DAY)


def state(version) -> str:
    return PlanVersion.objects.get(pk=version.pk).state


# --- writing and approving -----------------------------------------------------------------------------------------


def test_both_leading_departments_of_a_sector_write_and_nobody_else(now, draft, housing, education, leader):
    add_item(version_id=draft.pk, draft=item_draft(owner=unit("440000-housing")), actor=housing)
    city = make_user("city_land", Role.UNIT_LEADER, "440100-land")
    for stranger in (education, leader, city):
        with pytest.raises(PlanRefused) as refused:
            add_item(version_id=draft.pk, draft=item_draft(), actor=stranger)
        assert refused.value.reasons == ("not_your_move",)
    with pytest.raises(PlanRefused, match="begun_already"):
        begin_plan(campaign=draft.plan.campaign, sector=sector(), actor=housing, at=now)


def test_an_item_without_owner_day_or_standard_cannot_be_approved(now, draft, province_lead):
    add_item(
        version_id=draft.pk, draft=item_draft(owner=None, due_on=None, standard=" "), actor=province_lead
    )
    add_item(version_id=draft.pk, draft=item_draft(due_on=None), actor=province_lead)
    with pytest.raises(PlanRefused) as refused:
        ask_for_approval(version_id=draft.pk, reason="", actor=province_lead, at=now)
    assert [(item.task.number, gaps) for item, gaps in refused.value.gaps] == [
        (2, ["no_owner", "no_day", "no_standard"]),
        (3, ["no_day"]),
    ]
    assert len(refused.value.sentences) == 2
    assert state(draft) == VersionState.DRAFT
    for wanted in (VersionState.ASKED, VersionState.APPROVED):
        with pytest.raises(DatabaseError), transaction.atomic():
            PlanVersion.objects.filter(pk=draft.pk).update(state=wanted, approved_at=None)


def test_an_empty_plan_and_a_handler_who_asks_are_refused(now, campaign, housing):
    version = begin_plan(campaign=campaign, sector=sector(), actor=housing, at=now)
    with pytest.raises(PlanRefused) as refused:
        ask_for_approval(version_id=version.pk, reason="", actor=housing, at=now)
    assert refused.value.reasons == ("not_your_move", "no_items")


def test_the_commission_of_the_province_decides_and_is_told(
    now, draft, province_lead, leader, commission_leader
):
    approval = ask_for_approval(version_id=draft.pk, reason="请审批", actor=province_lead, at=now)
    assert state(draft) == VersionState.ASKED
    assert [row.about for row in waiting_acts(leader)] == ["2026-P1-V1"]
    assert waiting_acts(commission_leader) == []
    assert set(Notice.objects.values_list("user", flat=True)) == {leader.pk}
    for actor in (province_lead, commission_leader):
        with pytest.raises(PlanRefused), transaction.atomic():
            decide_on_plan(approval_id=approval.pk, decision="granted", note="x", actor=actor, at=now)
    with pytest.raises(PlanRefused, match="asked_already"):
        ask_for_approval(version_id=draft.pk, reason="", actor=province_lead, at=now)
    decide_on_plan(approval_id=approval.pk, decision="granted", note="同意", actor=leader, at=now)
    version = PlanVersion.objects.get(pk=draft.pk)
    assert (version.state, version.approved_at) == (VersionState.APPROVED, now)
    assert Notice.objects.filter(user=province_lead).exists()


def test_a_refused_or_lapsed_plan_is_a_draft_again(now, draft, province_lead, leader):
    approval = ask_for_approval(version_id=draft.pk, reason="", actor=province_lead, at=now)
    decide_on_plan(approval_id=approval.pk, decision="refused", note="标准不明确", actor=leader, at=now)
    assert state(draft) == VersionState.DRAFT
    ask_for_approval(version_id=draft.pk, reason="", actor=province_lead, at=now)
    assert lapse_acts(at=now + 40 * DAY) == 1
    assert state(draft) == VersionState.DRAFT


def test_nobody_changes_a_word_while_it_waits_or_after(now, draft, province_lead, leader):
    item = draft.items.get()
    ask_for_approval(version_id=draft.pk, reason="", actor=province_lead, at=now)
    with pytest.raises(PlanRefused, match="wrong_stage"):
        change_item(item_id=item.pk, draft=item_draft(title="新题目"), actor=province_lead)
    for act in (
        lambda: PlanItem.objects.filter(pk=item.pk).update(standard="x"),
        lambda: PlanItem.objects.filter(pk=item.pk).delete(),
        lambda: PlanItem.objects.create(version=draft, task=item.task, title="x"),
        lambda: PlanVersion.objects.filter(pk=draft.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_a_new_draft_begins_with_the_last_words_and_the_old_ones_stay_in_force(
    now, published, province_lead, leader
):
    plan = published.plan
    new = begin_draft(plan_id=plan.pk, actor=province_lead, at=now)
    copied = new.items.get()
    assert (new.number, copied.title, copied.task) == (
        2,
        published.items.get().title,
        published.items.get().task,
    )
    change_item(item_id=copied.pk, draft=item_draft(title="新题目"), actor=province_lead)
    added = add_item(version_id=new.pk, draft=item_draft(title="新增"), actor=province_lead)
    drop_item(item_id=added.pk, actor=province_lead)
    assert add_item(version_id=new.pk, draft=item_draft(title="再增"), actor=province_lead).task.number == 3
    assert approved_version(plan) == public_version(plan) == published
    assert published.items.get().title != "新题目"
    with pytest.raises(PlanRefused, match="begun_already"):
        begin_draft(plan_id=plan.pk, actor=province_lead, at=now)
    approve(new, province_lead, leader, at=now)
    assert approved_version(plan) == new
    assert public_version(plan) == published, "everybody reads the old one until the new one is published"
    publish_plan(version_id=new.pk, actor=province_lead, at=now)
    assert public_version(plan) == new


def test_the_leader_of_an_item_leads_its_owner(now, draft, province_lead):
    holder = first_holder(unit("440000-land"), now.date())
    item = add_item(version_id=draft.pk, draft=item_draft(leader=holder), actor=province_lead)
    assert (item.leader, item.leader_post) == (holder.person, str(holder.post))
    with pytest.raises(PlanRefused, match="leader_elsewhere"):
        change_item(
            item_id=item.pk,
            draft=item_draft(leader=holder, owner=unit("440000-housing")),
            actor=province_lead,
        )


# --- who sees what -------------------------------------------------------------------------------------------------


def test_a_department_sees_the_plan_of_its_own_sector_and_of_no_other(draft, housing, education, leader):
    assert [
        SectorPlan.objects.visible_to(user).filter(pk=draft.plan_id).exists()
        for user in (housing, education, leader)
    ] == [True, False, True]
    page = f"/staff/campaigns/{draft.plan.campaign_id}/land_housing/"
    assert browse_as(housing).get(page).status_code == 200
    assert browse_as(leader).get(page).status_code == 200
    assert browse_as(education).get(page).status_code == 404
    assert browse_as(education).get(f"/staff/campaigns/versions/{draft.pk}/").status_code == 404
    assert browse_as(education).get(f"/staff/campaigns/items/{draft.items.get().pk}/").status_code == 404


def test_a_provincial_hospital_is_no_leading_department(campaign, now):
    hospital = (
        unit("440000-health")
        .__class__.objects.filter(line="health", area__level="province", kind="service")
        .first()
    )
    if hospital is None:
        hospital = unit("440000-health")
    hospital.pk, hospital.code = None, "440000-first-hospital"
    hospital.save()
    doctor = make_user("doctor", Role.UNIT_LEADER, hospital.code)
    with pytest.raises(PlanRefused, match="not_your_move"):
        begin_plan(campaign=campaign, sector=sector("health"), actor=doctor, at=now)


def test_what_is_published_everybody_reads_but_not_the_evidence(
    now, published, province_lead, education, citizen
):
    task = published.items.get().task
    record_entry(
        task_id=task.pk,
        draft=EntryDraft(kind="progress", progress="running", words="内部材料", day=now.date()),
        actor=province_lead,
        at=now,
    )
    staff = browse_as(education).get(f"/staff/campaigns/{published.plan.campaign_id}/land_housing/")
    assert staff.status_code == 200
    assert staff.context["forms"] == {}
    assert browse_as(education).get(f"/staff/campaigns/tasks/{task.pk}/").status_code == 404
    body = citizen.get("/plans/2026/land_housing/").content.decode()
    assert published.items.get().standard in body
    for page in (staff.content.decode(), body):
        assert "内部材料" not in page


# --- what becomes of an item ---------------------------------------------------------------------------------------


def entry(kind, now, **more) -> EntryDraft:
    return EntryDraft(**{"kind": kind, "words": "粤国土资办〔2026〕8号", "day": now.date()} | more)


def test_four_together_are_ticked_with_evidence_and_the_newest_line_counts(now, published, province_lead):
    task = published.items.get().task

    def row():
        return item_rows(published, today=now.date())[0]

    for kind in ("deployed", "carried_out", "checked", "assessed"):
        record_entry(task_id=task.pk, draft=entry(kind, now), actor=province_lead, at=now)
    assert row().ticked == 4
    record_entry(task_id=task.pk, draft=entry("checked", now, holds=False), actor=province_lead, at=now)
    assert [tick.is_given for tick in row().ticks] == [True, True, False, True]
    with pytest.raises(PlanRefused) as refused:
        record_entry(
            task_id=task.pk,
            draft=entry("deployed", now, words=" ", day=now.date() + DAY),
            actor=province_lead,
            at=now,
        )
    assert refused.value.reasons == ("words_missing", "in_future")
    for act in (TaskEntry.objects.all().delete, lambda: TaskEntry.objects.update(words="x")):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_the_department_scores_itself_and_the_commission_inspects(now, published, province_lead, leader):
    task = published.items.get().task
    record_entry(task_id=task.pk, draft=entry("self", now, score=95), actor=province_lead, at=now)
    record_entry(task_id=task.pk, draft=entry("inspection", now, score=70), actor=leader, at=now)
    [row] = item_rows(published, today=now.date())
    assert (row.self_score, row.inspection_score) == (95, 70)
    for kind, actor, score in (
        ("inspection", province_lead, 99),
        ("self", leader, 99),
        ("self", province_lead, 101),
    ):
        with pytest.raises(PlanRefused):
            record_entry(task_id=task.pk, draft=entry(kind, now, score=score), actor=actor, at=now)


def test_an_item_past_its_day_is_late_until_it_is_done(now, published, province_lead):
    task = published.items.get().task
    later = date(2027, 1, 1)
    assert item_rows(published, today=later)[0].is_late
    record_entry(task_id=task.pk, draft=entry("progress", now, progress="done"), actor=province_lead, at=now)
    [row] = item_rows(published, today=later)
    assert (row.is_late, row.is_done) == (False, True)


def test_progress_goes_on_under_the_next_version(now, published, province_lead, leader):
    task = published.items.get().task
    record_entry(task_id=task.pk, draft=entry("progress", now, progress="done"), actor=province_lead, at=now)
    new = begin_draft(plan_id=published.plan_id, actor=province_lead, at=now)
    approve(new, province_lead, leader, at=now)
    assert item_rows(new, today=now.date())[0].is_done


def test_nothing_is_written_down_about_a_draft(now, draft, province_lead):
    with pytest.raises(PlanRefused, match="wrong_stage"):
        record_entry(
            task_id=draft.items.get().task_id,
            draft=entry("progress", now, progress="done"),
            actor=province_lead,
            at=now,
        )


# --- the pages -----------------------------------------------------------------------------------------------------


def test_a_plan_goes_from_nothing_to_published_on_its_pages(campaign, province_lead, leader, citizen):
    page = f"/staff/campaigns/{campaign.pk}/land_housing/"
    writes, decides = browse_as(province_lead), browse_as(leader)
    assert decides.get(page).status_code == 404
    assert writes.post(page, {"step": "begin"}).status_code == 302
    version = PlanVersion.objects.get()
    add = f"/staff/campaigns/versions/{version.pk}/add/"
    assert writes.get(add).status_code == 200
    assert writes.post(add, {"kind": "problem", "title": "拖欠补偿款"}).status_code == 302
    assert writes.post(page, {"step": "aim", "aim": "足额到户"}).status_code == 302
    refused = writes.post(page, {"step": "ask", "reason": ""})
    assert refused.status_code == 200
    assert "拖欠补偿款" in str(refused.context["forms"]["ask"].non_field_errors())
    item = version.items.get()
    filled = {
        "kind": "problem",
        "title": "拖欠补偿款",
        "standard": "按期付清",
        "owner": unit("440000-land").pk,
        "due_on": "2026-12-31",
    }
    assert writes.get(f"/staff/campaigns/items/{item.pk}/").status_code == 200
    assert writes.post(f"/staff/campaigns/items/{item.pk}/", filled).status_code == 302
    assert writes.post(page, {"step": "ask", "reason": "请审批"}).status_code == 302
    assert writes.get(add).status_code == 404
    assert writes.post(page, {"step": "decide", "decision": "granted", "note": "x"}).status_code == 302
    assert state(version) == VersionState.ASKED
    assert "请审批" in main_of(decides.get(page))
    assert decides.post(page, {"step": "decide", "decision": "granted", "note": "同意"}).status_code == 302
    assert citizen.get("/plans/2026/land_housing/").status_code == 404
    assert writes.post(page, {"step": "publish"}).status_code == 302
    assert "拖欠补偿款" in citizen.get("/plans/2026/land_housing/").content.decode()
    assert writes.post(page, {"step": "draft"}).status_code == 302
    assert plan_versions(version) == [2, 1]
    assert writes.get(f"/staff/campaigns/versions/{version.pk}/").status_code == 200


def plan_versions(version) -> list[int]:
    return list(version.plan.versions.values_list("number", flat=True))


def test_an_item_is_followed_on_its_page(now, published, province_lead, leader):
    page = f"/staff/campaigns/tasks/{published.items.get().task_id}/"
    writes, inspects = browse_as(province_lead), browse_as(leader)
    today = f"{now.date()}"
    sent = {"words": "已付清八十户", "document": "粤办〔2026〕8号", "day": today}
    assert writes.post(page, sent | {"step": "progress", "progress": "running"}).status_code == 302
    assert writes.post(page, sent | {"step": "tick", "kind": "checked", "holds": "yes"}).status_code == 302
    assert writes.post(page, sent | {"step": "self", "score": "101"}).status_code == 200
    assert writes.post(page, sent | {"step": "self", "score": "90"}).status_code == 302
    assert writes.post(page, sent | {"step": "inspection", "score": "90"}).status_code == 404
    assert inspects.post(page, sent | {"step": "inspection", "score": "60"}).status_code == 302
    body = main_of(inspects.get(page))
    assert body.count("已付清八十户") >= 4
    assert TaskEntry.objects.count() == 4
