"""The unit that owns an item reports on it, whoever leads the sector, and the files that bear a line out (M04, M06)."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.tests.factories import unit
from common.tests.browsing import browse_as, main_of
from files.tests.factories import kept, picture, upload
from sectors.models import TaskEntry, TaskFile
from sectors.services import EntryDraft, PlanRefused, add_item, begin_draft, record_entry
from sectors.tests.factories import (
    approve,
    item_draft,
    make_campaign,
    make_draft,
    province_leader,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(db):
    """Handles for a department that leads another sector."""
    return make_user("owner", Role.HANDLER, "440000-education")


@pytest.fixture
def version(now, province_lead):
    """A plan in force, not published, whose second item another department owns."""
    draft = make_draft(make_campaign(at=now), province_lead, at=now)
    other = item_draft(title="学校用地补偿", owner=unit("440000-education"))
    add_item(version_id=draft.pk, draft=other, actor=province_lead)
    return approve(draft, province_lead, province_leader(), at=now)


@pytest.fixture
def tasks(version) -> list[int]:
    """The item of the department itself, and the one of the other."""
    return list(version.items.order_by("task__number").values_list("task_id", flat=True))


def progress(now, **more) -> dict:
    """What the form sends."""
    return {"step": "progress", "progress": "running", "words": "正在办理", "day": f"{now.date()}"} | more


def test_an_owner_reports_on_its_item_and_sees_no_other(now, version, tasks, owner, province_lead):
    theirs, own = (f"/staff/campaigns/tasks/{task}/" for task in tasks)
    client = browse_as(owner)
    score = EntryDraft(kind="self", words="自评说明", day=now.date(), score=77)
    record_entry(task_id=tasks[1], draft=score, actor=province_lead, at=now)
    assert client.get(theirs).status_code == 404
    page = client.get(own)
    assert list(page.context["forms"]) == ["progress"]
    assert "自评说明" not in main_of(page)
    assert "77" not in main_of(page)
    assert client.post(own, progress(now)).status_code == 302
    assert client.post(own, progress(now) | {"step": "self", "score": "90"}).status_code == 404
    assert client.post(theirs, progress(now)).status_code == 404
    plan = f"/staff/campaigns/{version.plan.campaign_id}/land_housing/"
    assert client.get(plan).status_code == 404
    assert client.get(f"/staff/sectors/{version.plan.sector.code}/").status_code == 404
    assert "正在办理" in main_of(browse_as(province_lead).get(own))
    for kind, more in (("self", {"score": 90}), ("checked", {})):
        draft = EntryDraft(kind=kind, words="说明", day=now.date(), **more)
        with pytest.raises(PlanRefused, match="not_your_move"):
            record_entry(task_id=tasks[1], draft=draft, actor=owner, at=now)
    draft = EntryDraft(kind="progress", words="说明", day=now.date(), progress="done")
    with pytest.raises(PlanRefused, match="not_your_move"):
        record_entry(task_id=tasks[0], draft=draft, actor=owner, at=now)


def test_an_owner_finds_its_items_of_the_plans_in_force(now, version, owner, province_lead, city_clerk):
    client = browse_as(owner)
    page = client.get("/staff/campaigns/own/")
    assert [row.item.title for row in page.context["rows"]] == ["学校用地补偿"]
    assert client.get("/staff/campaigns/").context["own"] == {"items": 1, "late": 0}
    assert browse_as(city_clerk).get("/staff/campaigns/").context["own"] is None
    # What a draft says of it isn't in force.
    begin_draft(plan_id=version.plan_id, actor=province_lead, at=now)
    assert len(client.get("/staff/campaigns/own/").context["rows"]) == 1


def test_evidence_carries_files_for_those_who_see_the_item(now, tasks, owner, province_lead, city_inspector):
    page = f"/staff/campaigns/tasks/{tasks[0]}/"
    lead = browse_as(province_lead)
    sent = progress(now) | {"files": [upload("现场.jpg"), upload("现场副本.jpg"), upload("记录.txt", b"ok")]}
    assert lead.post(page, sent).status_code == 302
    # The same content twice is one file.
    rows = list(TaskFile.objects.select_related("file"))
    assert len(rows) == 2
    shown = lead.get(page).content.decode()
    address = f"{page}files/{rows[0].file_id}/"
    assert address in shown
    answer = lead.get(address)
    assert answer["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "attachment" in answer["Content-Disposition"]
    for stranger in (owner, city_inspector):
        assert browse_as(stranger).get(address).status_code == 404
    with pytest.raises(DatabaseError), transaction.atomic():
        rows[0].delete()


def test_a_file_of_a_score_is_not_the_owners(now, tasks, owner, province_lead):
    draft = EntryDraft(kind="self", words="自评", day=now.date(), score=80, files=(kept("自评.jpg"),))
    row = record_entry(task_id=tasks[1], draft=draft, actor=province_lead, at=now).files.get()
    address = f"/staff/campaigns/tasks/{tasks[1]}/files/{row.file_id}/"
    assert browse_as(province_lead).get(address).status_code == 200
    assert browse_as(owner).get(address).status_code == 404
    again = replace(kept("另一.jpg", picture(colour="red")), id=str(row.file_id))
    taken = EntryDraft(kind="progress", words="x", day=now.date(), progress="done", files=(again,))
    with pytest.raises(PlanRefused, match="file_taken"):
        record_entry(task_id=tasks[0], draft=taken, actor=province_lead, at=now)


def test_what_has_arrived_stays_when_the_form_comes_back(now, tasks, province_lead):
    page = f"/staff/campaigns/tasks/{tasks[0]}/"
    client = browse_as(province_lead)
    wrong = client.post(page, progress(now, words="") | {"files": [upload("现场.jpg")]})
    assert wrong.status_code == 200
    assert not TaskEntry.objects.exists()
    [(file_pass, label)] = wrong.context["forms"]["progress"].fields["kept"].choices
    assert "现场.jpg" in label
    assert client.post(page, progress(now) | {"kept": [file_pass]}).status_code == 302
    assert TaskFile.objects.get().file.name == "现场.jpg"


def test_a_file_that_waits_for_the_scan_is_shown_to_nobody(now, tasks, province_lead, settings):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    page = f"/staff/campaigns/tasks/{tasks[0]}/"
    client = browse_as(province_lead)
    client.post(page, progress(now) | {"files": [upload("现场.jpg")]})
    row = TaskFile.objects.get()
    assert client.get(f"{page}files/{row.file_id}/").status_code == 404
    said = main_of(client.get(page))
    assert "现场.jpg" not in said
    assert "waits for the virus scan" in said


def test_a_harmful_file_is_refused_by_name_and_nothing_is_written(now, tasks, province_lead):
    client = browse_as(province_lead)
    page = f"/staff/campaigns/tasks/{tasks[0]}/"
    refused = client.post(page, progress(now) | {"files": [upload("程序.exe", b"MZ")]})
    assert refused.status_code == 200
    assert "程序" in main_of(refused)
    assert not TaskEntry.objects.exists()
