"""The campaign: its window and phases, who sets it up, loading it, and the coverage of the eight sectors (M01, M02)."""

from contextlib import contextmanager
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from audit.models import AuditEntry
from common.tests.browsing import browse_as
from organizations.models import Sector
from sectors.models import Campaign, PlanItem, PlanVersion, SectorPlan
from sectors.selectors import cover_of, current_campaign, sums_by_phase, totals_of
from sectors.services import CampaignRefused, add_item, change_campaign, set_up_campaign
from sectors.tests.factories import (
    DAYS,
    approve,
    draft_of,
    item_draft,
    make_campaign,
    make_draft,
    make_published,
    province_leader,
)

pytestmark = pytest.mark.django_db
PAGE = "/staff/campaigns/"
ONE_DAY = timedelta(days=1)


@contextmanager
def immediately():
    """The database looks at once, not only when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    yield


def load(*arguments) -> str:
    out = StringIO()
    call_command("load_campaign", *arguments, stdout=out)
    return out.getvalue()


def test_the_files_give_the_window_of_the_action_and_eight_plans_that_are_whole():
    load()
    campaign = Campaign.objects.get()
    assert (campaign.starts_on, campaign.ends_on) == (date(2013, 12, 1), date(2014, 12, 31))
    assert [phase.name for phase in campaign.phases.all()] == ["deploy", "rectify", "inspect"]
    assert SectorPlan.objects.filter(campaign=campaign).count() == 8
    for version in PlanVersion.objects.all():
        items = list(version.items.all())
        assert 6 <= len(items) <= 14
        assert all(item.owner_id and item.due_on and item.standard and item.indicator for item in items)
        assert all(item.leader_id and item.due_on in campaign.window for item in items)
    sources = set(PlanItem.objects.values_list("source", flat=True))
    assert sources == {f"M{number}" for number in range(12, 55)}
    assert PlanItem.objects.filter(heading="六项行动计划").count() == 6
    assert PlanItem.objects.filter(heading="三个窗口").count() == 3


def test_loading_again_changes_nothing_and_keeps_what_people_wrote():
    load()
    PlanItem.objects.filter(pk=PlanItem.objects.first().pk).update(title="改过的题目")
    before = list(PlanItem.objects.order_by("pk").values())
    assert "0 plans and 0 items created" in load()
    assert list(PlanItem.objects.order_by("pk").values()) == before
    assert Campaign.objects.count() == 1


def test_one_option_moves_all_days_to_today():
    today = date(2026, 11, 27)
    load("--shift-to", "2026-11-27")
    campaign = Campaign.objects.get()
    moved = today - date(2014, 8, 15)
    assert campaign.starts_on == date(2013, 12, 1) + moved
    assert today in campaign.phases.get(name="rectify").span
    days = set(PlanItem.objects.values_list("due_on", flat=True))
    assert min(days) == date(2014, 3, 31) + moved
    assert "already there" in load("--shift-to", "2026-11-27")
    with pytest.raises(CommandError, match="other days"):
        load("--shift-to", "2026-11-28")


def test_a_mistake_in_the_files_is_told_with_its_line(tmp_path):
    (tmp_path / "campaign.csv").write_text("code,name\n")
    with pytest.raises(CommandError, match=r"campaign.csv, line 1"):
        load("--folder", str(tmp_path))
    assert not Campaign.objects.exists()


def test_only_the_commission_of_the_province_sets_a_campaign_up(now, province_inspector, commission_leader):
    campaign = set_up_campaign(draft=draft_of("2030", name="后续行动"), actor=province_inspector, at=now)
    assert (campaign.name_hant, campaign.set_up_by) == ("後續行動", province_inspector)
    assert AuditEntry.objects.filter(table="sectors_campaign").exists()
    with pytest.raises(CampaignRefused) as refused:
        set_up_campaign(
            draft=draft_of("2030", name=" ", rectify_from=DAYS["starts_on"]), actor=commission_leader, at=now
        )
    assert refused.value.reasons == ("not_your_move", "name_missing", "phases_out_of_order", "code_taken")


def test_moving_the_days_moves_the_phases(now, province_inspector):
    campaign = make_campaign(at=now)
    new = draft_of(rectify_from=date(2026, 9, 1), inspect_from=date(2027, 5, 1))
    change_campaign(campaign_id=campaign.pk, draft=new, actor=province_inspector)
    spans = [(phase.starts_on, phase.ends_on) for phase in campaign.phases.all()]
    assert spans[0] == (DAYS["starts_on"], date(2026, 8, 31))
    assert spans[1][1] + ONE_DAY == spans[2][0] == date(2027, 5, 1)


def test_two_phases_never_share_a_day(now):
    campaign = make_campaign(at=now)
    later = campaign.phases.filter(name="deploy")
    with pytest.raises(IntegrityError), transaction.atomic(), immediately():
        later.update(ends_on=date(2026, 8, 1))


def test_the_campaign_that_runs_is_shown_and_a_later_one_stands_beside_it(now, city_clerk):
    running = make_campaign(at=now)
    later = make_campaign(
        at=now,
        code="2028",
        starts_on=date(2028, 1, 1),
        rectify_from=date(2028, 2, 1),
        inspect_from=date(2028, 5, 1),
        ends_on=date(2028, 6, 1),
    )
    assert current_campaign(on=now.date()) == running
    assert current_campaign(on=date(2028, 3, 1)) == later
    assert current_campaign(on=date(2027, 9, 1)) == running
    client = browse_as(city_clerk)
    assert client.get(f"{PAGE}{later.pk}/").context["others"].get() == running
    assert client.get(f"{PAGE}add/").status_code == 403


def test_a_missing_plan_is_a_gap_until_it_is_approved(now, province_lead, province_inspector, city_clerk):
    campaign = make_campaign(at=now)
    draft = make_draft(campaign, province_lead, at=now)
    covers = cover_of(campaign, user=province_lead, today=now.date())
    assert [cover.standing for cover in covers] == ["draft"] + ["missing"] * 7
    assert totals_of(covers).share == "0/8"
    approve(draft, province_lead, province_leader(), at=now)
    covers = cover_of(campaign, user=province_lead, today=now.date())
    assert totals_of(covers).share == "1/8"
    assert covers[0].flag, "the plan came after the phase of deploying"
    assert [len(cover.leads) for cover in covers] == [2] + [1] * 7
    page = browse_as(province_inspector).get(PAGE)
    assert page.context["totals"].covered == 1
    assert page.content.decode().count("tile-red") == 7
    # Whoever has to do with no sector finds what is published, which is nothing yet.
    assert browse_as(city_clerk).get(PAGE).context["totals"].items == 0


def test_items_by_phase_and_those_outside_add_up(now, province_lead):
    campaign = make_campaign(at=now)
    version = make_draft(campaign, province_lead, at=now, due_on=date(2028, 1, 1))
    for day in (date(2026, 7, 1), date(2026, 8, 1), date(2027, 6, 30)):
        add_item(version_id=version.pk, draft=item_draft(due_on=day), actor=province_lead)
    approve(version, province_lead, province_leader(), at=now)
    covers = cover_of(campaign, user=province_lead, today=now.date())
    sums = [(row.items, row.done) for row in sums_by_phase(campaign, covers)]
    assert sums == [(1, 0), (1, 0), (1, 0), (1, 0)]
    assert sum(items for items, _done in sums) == totals_of(covers).items
    assert totals_of(covers).late == 2


def test_the_commission_sets_up_and_changes_on_the_pages(now, province_inspector):
    client = browse_as(province_inspector)
    assert client.get(PAGE).status_code == 200
    filled = {
        "code": "2026",
        "name": "专项行动",
        "name_en": "",
        **{name: f"{day}" for name, day in DAYS.items()},
    }
    wrong = client.post(f"{PAGE}add/", filled | {"inspect_from": "2026-07-01"})
    assert wrong.status_code == 200
    assert not Campaign.objects.exists()
    assert client.post(f"{PAGE}add/", filled).status_code == 302
    campaign = Campaign.objects.get()
    edit = f"{PAGE}{campaign.pk}/edit/"
    assert f'value="{DAYS["starts_on"]}"' in client.get(edit).content.decode(), (
        "as the browser's calendar wants it"
    )
    assert client.post(edit, filled | {"name": "新名称"}).status_code == 302
    campaign.refresh_from_db()
    assert campaign.name == "新名称"


def test_every_sector_of_the_register_has_its_lead(now, province_inspector):
    campaign = make_campaign(at=now)
    assert len(cover_of(campaign, user=province_inspector, today=now.date())) == Sector.objects.count() == 8


def test_the_plans_page_is_for_everybody(now, citizen, province_lead):
    assert citizen.get("/plans/").status_code == 200
    campaign = make_campaign(at=now)
    version = make_published(campaign, province_lead, province_leader(), at=now)
    page = citizen.get("/plans/2026/land_housing/")
    assert page.status_code == 200
    assert version.items.get().title in page.content.decode()
    assert citizen.get("/plans/2026/health/").status_code == 404
