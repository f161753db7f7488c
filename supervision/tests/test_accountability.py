"""Who answers for what was proved: found by post and day, decided by two, served, appealed, answered, and seen by few."""

import csv
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.choices import Role
from accounts.models import Tie
from accounts.selectors import waiting_acts
from accounts.services import lapse_acts
from accounts.tests.factories import make_user
from cases.models import Case, CaseEvent
from cases.tests.factories import FOUND_PROVED, make_case, unit, walk
from common.numbering import CHINA
from common.tests.browsing import browse_as, main_of
from notices.models import Notice
from organizations.models import Person, Tenure
from supervision import lifecycle, rules
from supervision.choices import AccountStage, LedgerEvent
from supervision.models import Accountability, FalseAccusation
from supervision.selectors import gaps_of, totals_of
from supervision.services import (
    LedgerRefused,
    answer_appeal,
    ask_for_false_accusation,
    clear_name,
    decide_on_false_accusation,
    decide_on_measure,
    open_account,
    propose_measure,
    record_appeal,
    serve_measure,
    watch_accounts,
)
from supervision.services.accountability import Answerable
from supervision.tests.factories import close_with

pytestmark = pytest.mark.django_db
LAW = "《中国共产党纪律处分条例》第一百一十四条"


@pytest.fixture
def proved(now, city_clerk, county_handler, city_inspector):
    """A closed case that was found proved, with a liable leader; it accuses the housing bureau of Tianhe."""
    who = {"clerk": city_clerk, "handler": county_handler, "inspector": city_inspector}
    return close_with(FOUND_PROVED, at=now, **who)


def today(now) -> date:
    return now.astimezone(CHINA).date()


def held(code, name, first, last=None, *, post="局长", is_first=True):
    """Somebody of that name held the post from one day to another."""
    place = unit(code)
    found = place.posts.filter(is_first=True).first() if is_first else None
    found = found or place.posts.create(name=post, is_first=is_first)
    person = Person.objects.create(code=f"p-{name}-{first}", name=name)
    found.tenures.filter(to_on=None, from_on__lt=first).update(to_on=first - timedelta(days=1))
    return Tenure.objects.create(post=found, person=person, from_on=first, to_on=last)


def named(case, actor, now, **more):
    """A file on somebody whom the register doesn't know."""
    who = {"liability": "direct", "happened_on": today(now), "name": "张某", "post_name": "科员"}
    return open_account(
        case_id=case.pk,
        who=Answerable(unit=unit("440106-housing"), **who | more),
        note="违规发放",
        actor=actor,
        at=now,
    )


def decided(case, now, proposer, leader, measure="party_warning", **more):
    """A file whose measure two people have agreed on."""
    file = named(case, proposer, now, **more)
    proposal = propose_measure(
        file_id=file.pk, measure=measure, basis=LAW, reason="事实清楚", actor=proposer, at=now
    )
    decide_on_measure(proposal_id=proposal.pk, decision="granted", note="同意", actor=leader, at=now)
    return Accountability.objects.get(pk=file.pk)


def served(case, now, proposer, leader, **more):
    file = decided(case, now, proposer, leader, **more)
    return serve_measure(file_id=file.pk, served_on=today(now), note="当面", actor=proposer, at=now)


def refused(call, **arguments):
    with pytest.raises(LedgerRefused) as refusal:
        call(**arguments)
    return refusal.value.reasons


class TestWho:
    """The leader is whoever held the post when it happened; others are known by name and post."""

    def test_a_successor_does_not_answer_for_a_predecessor(self, now, proved, city_inspector):
        before = held("440106-housing", "老局长", date(2020, 1, 1), date(2024, 5, 31))
        after = held("440106-housing", "新局长", date(2024, 6, 1))
        who = {"liability": "leader", "name": "", "post_name": ""}
        first = named(proved, city_inspector, now, happened_on=date(2024, 5, 31), **who)
        second = named(proved, city_inspector, now, happened_on=date(2024, 6, 1), **who)
        assert (first.person, second.person) == (before.person, after.person)
        assert first.name == "老局长"

    def test_where_the_chart_names_nobody_the_name_is_asked_for(self, now, proved, city_inspector):
        who = {"liability": "leader", "name": "", "post_name": "", "happened_on": date(1990, 1, 1)}
        with pytest.raises(LedgerRefused) as refusal:
            named(proved, city_inspector, now, **who)
        assert refusal.value.reasons == ("nobody_named",)
        file = named(proved, city_inspector, now, **who | {"name": "王某", "post_name": "原局长"})
        assert (file.person, file.post_name) == (None, f"{unit('440106-housing').name} 原局长")

    def test_only_what_is_proved_has_somebody_who_answers_and_each_once(self, now, proved, city_inspector):
        named(proved, city_inspector, now)
        assert refused(named, case=proved, actor=city_inspector, now=now) == ("named_already",)
        with pytest.raises(LedgerRefused) as refusal:
            named(make_case(at=now), city_inspector, now)
        assert refusal.value.reasons == ("not_proved",)

    def test_a_proved_case_without_its_people_stands_in_the_gaps(self, now, proved, city_inspector):
        (gap,) = gaps_of(city_inspector)
        assert (gap.case, gap.misses_direct, gap.misses_leader) == (proved, True, True)
        named(proved, city_inspector, now)
        named(proved, city_inspector, now, liability="leader", name="李某")
        assert gaps_of(city_inspector) == []


class TestMeasures:
    """A measure is proposed by one and approved by another, of a level that is high enough."""

    def test_one_proposes_another_approves(self, now, proved, city_inspector, commission_leader):
        file = named(proved, city_inspector, now)
        proposal = propose_measure(
            file_id=file.pk, measure="demerit", basis=LAW, reason="属实", actor=city_inspector, at=now
        )
        assert [row.act for row in waiting_acts(commission_leader)] == [proposal]
        assert Notice.objects.filter(user=commission_leader, wording="act_asked").exists()
        own = {"proposal_id": proposal.pk, "decision": "granted", "note": "同意", "at": now}
        assert refused(decide_on_measure, actor=city_inspector, **own) == ("not_your_move",)
        decide_on_measure(actor=commission_leader, **own)
        file.refresh_from_db()
        assert (file.stage, file.measure, file.basis) == ("decided", "demerit", LAW)
        assert Notice.objects.filter(user=city_inspector, wording="act_decided").exists()

    def test_a_grave_measure_needs_a_higher_commission(self, now, proved, city_inspector, commission_leader):
        county = make_user("county_commission", Role.COMMISSION_LEADER, "440106-commission")
        file = named(proved, city_inspector, now)
        proposal = propose_measure(
            file_id=file.pk, measure="dismissed", basis=LAW, reason="严重", actor=city_inspector, at=now
        )
        assert (waiting_acts(county), len(waiting_acts(commission_leader))) == ([], 1)
        decided_by = {"proposal_id": proposal.pk, "decision": "granted", "note": "同意", "at": now}
        assert refused(decide_on_measure, actor=county, **decided_by) == ("not_your_move",)

    def test_somebody_of_a_city_unit_needs_the_citys_commission(self):
        assert rules.level_of_measure("warning", "city") == "city"
        assert rules.level_of_measure("dismissed", "county") == "city"
        assert rules.level_of_measure("warning", "") == "county"
        assert [rules.reaches(level, "city") for level in ("county", "city", "province", "")] == [
            False,
            True,
            True,
            True,
        ]

    def test_measures_of_leaders_are_for_leaders(self, now, proved, city_inspector):
        file = named(proved, city_inspector, now)
        proposed = {"file_id": file.pk, "basis": LAW, "reason": "属实", "actor": city_inspector, "at": now}
        assert refused(propose_measure, measure="resign_ordered", **proposed) == ("measure_unfit",)
        assert refused(propose_measure, measure="none", **proposed) == ("measure_unfit",)

    def test_a_refusal_and_a_lapse_leave_the_file_open(self, now, proved, city_inspector, commission_leader):
        file = named(proved, city_inspector, now)
        proposed = {"file_id": file.pk, "measure": "warning", "basis": LAW, "reason": "属实"}
        first = propose_measure(actor=city_inspector, at=now, **proposed)
        decide_on_measure(
            proposal_id=first.pk, decision="refused", note="证据不足", actor=commission_leader, at=now
        )
        second = propose_measure(actor=city_inspector, at=now, **proposed)
        assert lapse_acts(at=second.expires_at) == 1
        file.refresh_from_db()
        assert file.stage == AccountStage.OPEN
        assert list(file.events.values_list("name", flat=True)) == [
            "account.opened",
            "account.proposed",
            "account.refused",
            "account.proposed",
            "account.lapsed",
        ]


class TestAppeal:
    """15 days to appeal, 30 to answer; the measure goes on meanwhile and never becomes graver."""

    def test_not_appealed_it_becomes_final_once(self, now, proved, city_inspector, commission_leader):
        file = served(proved, now, city_inspector, commission_leader)
        assert file.due_on >= today(now) + timedelta(days=15)
        assert watch_accounts(at=file.due_at - timedelta(seconds=1)) == 0
        assert [watch_accounts(at=file.due_at) for _ in range(2)] == [1, 0]
        file.refresh_from_db()
        assert (file.stage, file.clock, file.due_at) == ("final", "", None)
        late = {"file_id": file.pk, "made_on": today(now), "words": "不服", "at": now}
        assert refused(record_appeal, actor=city_inspector, **late) == ("wrong_stage",)

    def test_an_appeal_after_the_last_day_is_refused(self, now, proved, city_inspector, commission_leader):
        file = served(proved, now, city_inspector, commission_leader)
        late = file.due_on + timedelta(days=1)
        at = datetime(late.year, late.month, late.day, 9, tzinfo=CHINA)
        by = {"file_id": file.pk, "words": "不服", "actor": city_inspector, "at": at}
        assert refused(record_appeal, made_on=late, **by) == ("appeal_too_late",)
        assert record_appeal(made_on=file.due_on, **by).clock == "answer"

    def test_the_answer_is_reminded_of_once_and_told_to_be_late_once(
        self, now, proved, city_inspector, commission_leader
    ):
        file = served(proved, now, city_inspector, commission_leader)
        by = {"file_id": file.pk, "actor": city_inspector, "at": now}
        file = record_appeal(made_on=today(now), words="不服", **by)
        assert (file.measure, file.stage) == ("party_warning", "appealed")
        assert [watch_accounts(at=file.remind_at) for _ in range(2)] == [1, 0]
        assert [watch_accounts(at=file.due_at + timedelta(days=9)) for _ in range(2)] == [1, 0]
        for wording in ("account_due", "account_late"):
            assert Notice.objects.filter(user=city_inspector, wording=wording, channel="in_app").count() == 1
        names = file.events.values_list("name", flat=True)
        assert [name for name in names if name in (LedgerEvent.REMINDED, LedgerEvent.LATE)] == [
            "account.reminded",
            "account.late",
        ]

    def test_after_a_standstill_people_hear_of_the_gravest_alone(
        self, now, proved, city_inspector, commission_leader
    ):
        file = served(proved, now, city_inspector, commission_leader)
        by = {"file_id": file.pk, "actor": city_inspector, "at": now}
        file = record_appeal(made_on=today(now), words="不服", **by)
        assert watch_accounts(at=file.due_at) == 1
        told = Notice.objects.filter(user=city_inspector, channel="in_app", wording__startswith="account_")
        assert [notice.wording for notice in told] == ["account_late"]

    @pytest.mark.parametrize(
        ("outcome", "measure", "stage", "after"),
        [
            ("upheld", "", "final", "demerit"),
            ("changed", "warning", "final", "warning"),
            ("lifted", "", "lifted", "demerit"),
        ],
    )
    def test_it_is_upheld_lightened_or_lifted(
        self, outcome, measure, stage, after, now, proved, city_inspector, commission_leader
    ):
        file = served(proved, now, city_inspector, commission_leader, measure="demerit")
        by = {"file_id": file.pk, "actor": city_inspector, "at": now}
        record_appeal(made_on=today(now), words="不服", **by)
        graver = {"outcome": "changed", "measure": "dismissed", "answer": "改为"}
        assert refused(answer_appeal, **graver, **by) == ("not_lighter",)
        file = answer_appeal(outcome=outcome, measure=measure, answer="经复查", **by)
        assert (file.stage, file.measure, file.clock) == (stage, after, "")

    def test_whoever_was_wrongly_accused_is_cleared(self, now, proved, city_inspector):
        file = named(proved, city_inspector, now)
        file = clear_name(file_id=file.pk, how="在全局会议上澄清", actor=city_inspector, at=now)
        assert (file.stage, file.cleared_how) == ("cleared", "在全局会议上澄清")


class TestSight:
    """The commission chain alone sees the ledger, less everybody whom it touches."""

    def test_nobody_concerned_and_nobody_of_a_unit_sees_it(
        self, now, proved, city_inspector, county_handler, province_inspector
    ):
        tenure = held("440106-housing", "在职局长", date(2021, 1, 1))
        who = {"liability": "leader", "name": "", "post_name": ""}
        file = named(proved, city_inspector, now, **who)
        concerned = make_user("concerned", Role.INSPECTOR, "440100-commission")
        concerned.person = tenure.person
        concerned.save()
        kin = make_user("kin", Role.INSPECTOR, "440100-commission")
        Tie.objects.create(user=kin, person=tenure.person, relation="kin")
        elsewhere = make_user("elsewhere", Role.INSPECTOR, "440300-commission")
        accused_side = make_user("accused_side", Role.UNIT_LEADER, "440106-housing")
        for user in (concerned, kin, elsewhere, accused_side, county_handler):
            assert not Accountability.objects.visible_to(user).exists(), user
            address = f"/staff/supervision/ledger/{file.pk}/"
            assert browse_as(user).get(address).status_code in (403, 404), user
        for user in (city_inspector, province_inspector):
            assert Accountability.objects.visible_to(user).get() == file

    def test_two_duties_do_not_open_it_to_a_handler(self, now, proved, city_inspector, county_handler):
        named(proved, city_inspector, now)
        make = county_handler.duties.create
        make(unit=unit("440300-commission"), role=Role.INSPECTOR)
        assert not Accountability.objects.visible_to(county_handler).exists()


class TestPages:
    """What the commission works with."""

    def test_a_whole_life_through_the_pages(self, now, proved, city_inspector, commission_leader):
        inspector, leader = browse_as(city_inspector), browse_as(commission_leader)
        assert proved.number in main_of(inspector.get("/staff/supervision/ledger/"))
        address = f"/staff/supervision/ledger/cases/{proved.pk}/"
        given = {"liability": "direct", "happened_on": "2026-01-05", "name": "张某", "post_name": "科员"}
        assert inspector.post(address, given).status_code == 200  # the note is missing
        answer = inspector.post(address, given | {"note": "违规", "unit": unit("440106-housing").pk})
        file = Accountability.objects.get()
        page = f"/staff/supervision/ledger/{file.pk}/"
        assert answer.url == page
        measure = {"measure": "warning", "basis": LAW, "reason": "属实"}
        inspector.post(page, {"step": "propose", **measure})
        assert "waits for the leader" in main_of(inspector.get(page))
        leader.post(page, {"step": "decide", "decision": "granted", "note": "同意"})
        inspector.post(page, {"step": "serve", "served_on": "2026-11-20", "note": ""})
        inspector.post(page, {"step": "appeal", "made_on": "2026-11-21", "words": "不服"})
        inspector.post(page, {"step": "answer", "outcome": "upheld", "answer": "维持"})
        file.refresh_from_db()
        assert file.stage == "final"
        again = inspector.post(page, {"step": "answer", "outcome": "upheld", "answer": "维持"}, follow=True)
        assert "moved on" in main_of(again)

    def test_totals_are_those_of_the_list_and_of_sql(self, now, proved, city_inspector, commission_leader):
        decided(proved, now, city_inspector, commission_leader, name="甲")
        decided(proved, now, city_inspector, commission_leader, name="乙", measure="dismissed")
        named(proved, city_inspector, now, name="丙", liability="leader")
        files = Accountability.objects.visible_to(city_inspector)
        totals = totals_of(files)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*), count(DISTINCT case_id), count(*) FILTER (WHERE liability = 'direct'),"
                " count(*) FILTER (WHERE stage = 'decided'), count(*) FILTER (WHERE measure = 'party_warning')"
                " FROM supervision_accountability"
            )
            assert cursor.fetchone() == (3, 1, 2, 2, 1)
        assert (totals.files, totals.cases) == (3, 1)
        assert [number for _label, number in totals.by_liability] == [2, 1]
        for parts in (totals.by_liability, totals.by_stage, totals.by_family):
            assert sum(number for _label, number in parts) == totals.files
        shown = main_of(browse_as(city_inspector).get("/staff/supervision/ledger/?family=party"))
        assert "甲" in shown
        assert "乙" not in shown
        assert "Files 1" in shown

    def test_the_file_has_the_lines_of_the_list(self, now, proved, city_inspector):
        named(proved, city_inspector, now, name="=甲")
        named(proved, city_inspector, now, name="乙", liability="leader")
        answer = browse_as(city_inspector).get("/staff/supervision/ledger/export/?liability=direct")
        lines = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode().lstrip("\ufeff"))))
        assert len(lines) == 2
        assert lines[1][2] == "'=甲"

    def test_a_unit_without_a_leader_stands_on_the_page_with_those_before(self, city_inspector):
        place = unit("440106-housing")
        Tenure.objects.filter(post__unit=place, post__is_first=True).delete()
        held("440106-housing", "前局长", date(2015, 1, 1), date(2019, 12, 31))
        browser = browse_as(city_inspector)
        assert place.area.name_en in main_of(browser.get("/staff/supervision/leaders/"))
        page = main_of(browser.get("/staff/supervision/leaders/?area=440106"))
        assert "前局长" in page
        assert "2019-12-31" in page
        held("440106-housing", "现局长", date(2020, 1, 1))
        assert "前局长" not in main_of(browser.get("/staff/supervision/leaders/?area=440106"))


class TestFalseAccusation:
    """Never by itself, never by one person, never below the city (R11)."""

    @pytest.fixture
    def unproved(self, now, city_clerk, county_handler, city_inspector):
        steps = [("assign", city_clerk), ("sign_for", county_handler), ("answer", county_handler)]
        case = walk(make_case(at=now), [*steps, ("close", city_inspector)], at=now, unit=unit("440106-land"))
        assert not FalseAccusation.objects.exists()
        return case

    def test_a_city_finds_it_and_a_county_does_not(self, now, unproved, city_inspector, commission_leader):
        county = make_user("county_commission", Role.COMMISSION_LEADER, "440106-commission")
        asked = ask_for_false_accusation(case_id=unproved.pk, reason="伪造签名", actor=city_inspector, at=now)
        by = {"finding_id": asked.pk, "decision": "granted", "note": "证据确凿", "at": now}
        assert refused(decide_on_false_accusation, actor=county, **by) == ("not_your_move",)
        decide_on_false_accusation(actor=commission_leader, **by)
        assert Case.objects.get(pk=unproved.pk).stage == "closed"
        assert CaseEvent.objects.filter(name="case.false_accusation").count() == 2

    def test_what_is_proved_is_none(self, now, proved, city_inspector):
        asked = {"case_id": proved.pk, "reason": "x", "actor": city_inspector, "at": now}
        assert refused(ask_for_false_accusation, **asked) == ("wrong_stage",)


def test_the_table_reaches_every_stage_and_the_database_keeps_to_it(
    now, proved, city_inspector, commission_leader
):
    reached = {target for step in lifecycle.STEPS for target in step.targets} | {AccountStage.OPEN}
    assert reached == set(AccountStage)
    file = named(proved, city_inspector, now)
    rows = Accountability.objects.filter(pk=file.pk)
    for change in (
        {"stage": "final", "measure": "warning", "basis": "x"},
        {"name": "别人"},
        {"stage": "served"},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    for forbidden in (file.events.all().delete, rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            forbidden()
