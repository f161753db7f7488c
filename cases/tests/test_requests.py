"""What a unit asks for while it has a case: that it isn't its own, more time, a word of the citizen."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.choices import Decision, Party, Stage, WaitsFor
from cases.models import Case, CaseClock
from cases.selectors.queue import waiting_for
from cases.services import MoveRefused, end_waiting, move_case, watch_clocks, write_as_citizen
from cases.tests.factories import ANSWER, make_case, unit, walk
from common.numbering import CHINA
from common.workdays import WorkCalendar
from notices.models import Notice

OFFICE_CALENDAR = WorkCalendar()


def assigned(clerk, *, at, **kwargs):
    return walk(make_case(at=at, **kwargs), [("assign", clerk)], at=at, unit=unit("440106-land"))


def handled(clerk, handler, *, at, **kwargs):
    return walk(assigned(clerk, at=at, **kwargs), [("sign_for", handler)], at=at)


def make(case, move, actor, *, at, note="按规定办理", **details):
    return move_case(case_id=case.pk, move=move, actor=actor, at=at, note=note, details=details)


def refused(case, move, actor, *, at, note="按规定办理", **details):
    with pytest.raises(MoveRefused) as problem:
        make(case, move, actor, at=at, note=note, **details)
    return problem.value.reasons


def clock(case, name):
    return CaseClock.objects.get(case=case, name=name, stopped_at=None)


class TestNotOurs:
    """A unit objects that the matter isn't its own (R6)."""

    def test_until_it_is_decided_the_case_stays_with_the_unit_and_waits_for_the_desk(
        self, now, city_clerk, county_handler
    ):
        case = make(assigned(city_clerk, at=now), "object", county_handler, at=now)
        assert (case.stage, case.responsible.code) == (Stage.ASSIGNED, "440106-land")
        assert case.waits_for == WaitsFor.OBJECTION
        assert case in waiting_for(city_clerk, at=now)
        assert Notice.objects.filter(user=city_clerk, wording="case_objected").exists()

    def test_with_consent_the_case_leaves_the_unit(self, now, city_clerk, county_handler):
        case = make(assigned(city_clerk, at=now), "object", county_handler, at=now, note="不属本单位职责")
        case = make(case, "consent", city_clerk, at=now, note="")
        assert (case.stage, case.responsible, case.waits_for) == (Stage.ACCEPTED, None, "")
        request = case.requests.get()
        assert (request.decision, request.reason) == (Decision.GRANTED, "不属本单位职责")
        assert request.decided_by == city_clerk
        assert Notice.objects.filter(user=county_handler, wording="objection_granted").exists()

    def test_once_it_is_decided_the_unit_cannot_object_again(
        self, now, city_clerk, county_handler, city_inspector
    ):
        case = make(assigned(city_clerk, at=now), "object", county_handler, at=now)
        case = make(case, "overrule", city_inspector, at=now, note="三定方案写明由你单位主管")
        assert case.stage == Stage.ASSIGNED
        assert refused(case, "object", county_handler, at=now) == ("objection_decided",)
        case = walk(case, [("recall", city_clerk)], at=now)
        case = walk(case, [("assign", city_clerk)], at=now, unit=unit("440106-land"))
        assert refused(case, "object", county_handler, at=now) == ("objection_decided",)

    def test_an_objection_comes_within_five_working_days(self, now, city_clerk, county_handler):
        case = assigned(city_clerk, at=now)
        assert refused(case, "object", county_handler, at=now + timedelta(days=8)) == ("objection_too_late",)

    def test_by_the_rules_of_2013_there_is_no_limit(self, now, city_clerk, county_handler):
        case = assigned(city_clerk, at=now, rule_set="2013")
        assert make(case, "object", county_handler, at=now + timedelta(days=8)).waits_for

    def test_whoever_signs_for_the_case_meanwhile_has_dropped_the_objection(
        self, now, city_clerk, county_handler
    ):
        case = make(assigned(city_clerk, at=now), "object", county_handler, at=now)
        case = make(case, "sign_for", county_handler, at=now)
        assert case.requests.get().decision == Decision.LAPSED
        assert case.waits_for == ""
        assert refused(case, "consent", city_clerk, at=now) == ("wrong_stage", "nothing_asked")

    def test_nothing_is_decided_where_nothing_was_asked(self, now, city_clerk):
        assert refused(assigned(city_clerk, at=now), "overrule", city_clerk, at=now) == ("nothing_asked",)


class TestMoreTime:
    """The time to conclude is extended once, by the head of the unit, by 30 days at most."""

    def test_the_date_moves_by_the_days_that_the_head_granted(
        self, now, city_clerk, county_handler, county_leader
    ):
        case = handled(city_clerk, county_handler, at=now)
        case = make(case, "ask_time", county_handler, at=now, note="鉴定未出结果", days=20)
        before = clock(case, "conclude").due_on
        case = make(case, "grant_time", county_leader, at=now, note="")
        after = clock(case, "conclude")
        expected = now.astimezone(CHINA).date() + timedelta(days=80)
        assert before == OFFICE_CALENDAR.next_workday(now.astimezone(CHINA).date() + timedelta(days=60))
        assert after.due_on == OFFICE_CALENDAR.next_workday(expected)
        assert (after.extended_days, after.due_at) == (20, case.due_at)

    def test_the_citizen_is_told(self, now, city_clerk, county_handler, county_leader):
        case = handled(city_clerk, county_handler, at=now, name="王小明", phone="13800138000")
        case = make(case, "ask_time", county_handler, at=now, days=10)
        make(case, "grant_time", county_leader, at=now)
        assert Notice.objects.filter(identity=case.identity, wording="citizen_extended").exists()

    def test_it_is_possible_once(self, now, city_clerk, county_handler, county_leader):
        case = handled(city_clerk, county_handler, at=now)
        case = make(case, "ask_time", county_handler, at=now, days=10)
        case = make(case, "grant_time", county_leader, at=now)
        assert refused(case, "ask_time", county_handler, at=now, days=5) == ("extended_already",)

    def test_what_was_refused_can_be_asked_for_again(self, now, city_clerk, county_handler, county_leader):
        case = handled(city_clerk, county_handler, at=now)
        due = clock(case, "conclude").due_on
        case = make(case, "ask_time", county_handler, at=now, days=30)
        case = make(case, "refuse_time", county_leader, at=now, note="请先走访")
        assert clock(case, "conclude").due_on == due
        assert make(case, "ask_time", county_handler, at=now, days=15).waits_for == WaitsFor.MORE_TIME

    @pytest.mark.parametrize("days", [0, 31, -5])
    def test_at_most_thirty_days(self, now, city_clerk, county_handler, days):
        case = handled(city_clerk, county_handler, at=now)
        assert refused(case, "ask_time", county_handler, at=now, days=days) == ("days_out_of_range",)

    def test_the_handler_cannot_grant_it(self, now, city_clerk, county_handler):
        case = handled(city_clerk, county_handler, at=now)
        case = make(case, "ask_time", county_handler, at=now, days=10)
        assert "not_your_move" in refused(case, "grant_time", county_handler, at=now)

    def test_a_head_who_asked_does_not_grant_it_too(self, now, city_clerk, county_handler, county_leader):
        case = handled(city_clerk, county_handler, at=now)
        case = make(case, "ask_time", county_leader, at=now, days=10)
        assert refused(case, "grant_time", county_leader, at=now) == ("own_request",)

    def test_what_is_late_cannot_be_put_in_time_afterwards(
        self, now, city_clerk, county_handler, county_leader
    ):
        case = handled(city_clerk, county_handler, at=now)
        late = clock(case, "conclude").due_at
        assert refused(case, "ask_time", county_handler, at=late, days=10) == ("term_over",)
        case = make(case, "ask_time", county_handler, at=late - timedelta(seconds=1), days=10)
        assert refused(case, "grant_time", county_leader, at=late) == ("term_over",)

    def test_the_time_to_answer_again_is_not_extended(self, now, city_clerk, county_handler, city_inspector):
        case = handled(city_clerk, county_handler, at=now)
        case = make(case, "answer", county_handler, at=now, **ANSWER)
        case = walk(case, [("close", city_inspector)], at=now)
        case = make(case, "reopen", Party.CITIZEN, at=now, grade="dissatisfied", reason="not_solved")
        assert refused(case, "ask_time", county_handler, at=now, days=10) == ("term_over",)

    def test_a_signal_that_was_given_is_not_given_again(self, now, city_clerk, county_handler, county_leader):
        case = handled(city_clerk, county_handler, at=now)
        reminded = clock(case, "conclude").remind_at + timedelta(minutes=1)
        watch_clocks(at=reminded)
        case = make(case, "ask_time", county_handler, at=reminded, days=30)
        make(case, "grant_time", county_leader, at=reminded)
        watch_clocks(at=clock(case, "conclude").remind_at + timedelta(minutes=1))
        assert list(clock(case, "conclude").signals.values_list("kind", flat=True)) == ["remind"]


class TestTheCitizenIsAsked:
    """The time to conclude stands still until the citizen replies, fifteen days at most, twice at most."""

    def test_nothing_falls_due_meanwhile(self, now, city_clerk, county_handler):
        case = handled(city_clerk, county_handler, at=now)
        case = make(case, "ask_citizen", county_handler, at=now, note="请补充照片。")
        still = clock(case, "conclude")
        assert (still.paused_at, still.next_signal_at) == (now, None)
        assert case.waits_for == WaitsFor.CITIZEN_REPLY
        assert case.due_on == clock(case, "citizen_reply").due_on
        assert case.messages.get().text == "请补充照片。"

    def test_a_reply_lets_it_run_again_and_the_days_are_added(self, now, city_clerk, county_handler):
        case = handled(city_clerk, county_handler, at=now)
        case = make(case, "ask_citizen", county_handler, at=now, note="请补充照片。")
        write_as_citizen(case_id=case.pk, text="照片已经补充。", at=now + timedelta(days=9))
        again = clock(case, "conclude")
        expected = now.astimezone(CHINA).date() + timedelta(days=69)
        assert (again.paused_at, again.paused_days) == (None, 9)
        assert again.due_on == OFFICE_CALENDAR.next_workday(expected)
        case.refresh_from_db()
        assert (case.waits_for, case.due_at) == ("", again.due_at)

    def test_a_clock_of_working_days_stands_still_for_working_days(
        self, city_clerk, county_handler, city_inspector
    ):
        monday = datetime(2014, 3, 3, 10, tzinfo=CHINA)
        case = handled(city_clerk, county_handler, at=monday, rule_set="2013")
        case = make(case, "answer", county_handler, at=monday, **ANSWER)
        case = make(case, "return", city_inspector, at=monday)
        assert clock(case, "redo").due_on == date(2014, 3, 24)
        case = make(case, "ask_citizen", county_handler, at=monday + timedelta(days=3))
        make(case, "go_on", county_handler, at=monday + timedelta(days=8), note="")
        # From Thursday to Tuesday three working days went by: Friday, Monday, Tuesday.
        assert clock(case, "redo").paused_days == 3
        assert clock(case, "redo").due_on == date(2014, 3, 27)

    def test_without_a_reply_it_runs_again_by_itself_exactly_once(self, now, city_clerk, county_handler):
        case = handled(city_clerk, county_handler, at=now)
        case = make(case, "ask_citizen", county_handler, at=now)
        over = clock(case, "citizen_reply").due_at
        assert end_waiting(at=over - timedelta(seconds=1)) == 0
        assert end_waiting(at=over) == 1
        assert end_waiting(at=over) == 0
        assert clock(case, "conclude").paused_at is None
        assert Notice.objects.filter(user=county_handler, wording="case_goes_on").count() == 2

    def test_asking_is_no_way_to_win_time(self, now, city_clerk, county_handler):
        case = handled(city_clerk, county_handler, at=now)
        for _question in range(2):
            case = make(case, "ask_citizen", county_handler, at=now)
            assert "asked_already" in refused(case, "ask_citizen", county_handler, at=now)
            case = make(case, "go_on", county_handler, at=now, note="")
        assert refused(case, "ask_citizen", county_handler, at=now) == ("asked_twice",)

    def test_a_late_case_cannot_be_stopped(self, now, city_clerk, county_handler):
        case = handled(city_clerk, county_handler, at=now)
        late = clock(case, "conclude").due_at
        assert refused(case, "ask_citizen", county_handler, at=late) == ("term_over",)

    def test_an_answer_before_the_reply_ends_the_waiting(self, now, city_clerk, county_handler):
        case = handled(city_clerk, county_handler, at=now)
        case = make(case, "ask_citizen", county_handler, at=now)
        case = make(case, "answer", county_handler, at=now + timedelta(days=2), **ANSWER)
        assert not case.clocks.filter(name="citizen_reply", stopped_at=None).exists()
        assert clock(case, "conclude").paused_days == 2
        assert case.waits_for == ""

    def test_days_standing_still_and_days_granted_add_up(
        self, now, city_clerk, county_handler, county_leader
    ):
        case = handled(city_clerk, county_handler, at=now)
        case = make(case, "ask_time", county_handler, at=now, days=10)
        case = make(case, "ask_citizen", county_handler, at=now)
        case = make(case, "grant_time", county_leader, at=now + timedelta(days=1))
        assert clock(case, "conclude").next_signal_at is None
        make(case, "go_on", Party.CITIZEN, at=now + timedelta(days=4))
        assert clock(case, "conclude").due_on == OFFICE_CALENDAR.next_workday(
            now.astimezone(CHINA).date() + timedelta(days=74)
        )


def test_the_database_itself_keeps_two_people_and_one_extension(
    now, city_clerk, county_handler, county_leader
):
    case = handled(city_clerk, county_handler, at=now)
    case = make(case, "ask_time", county_handler, at=now, days=10)
    decided = {"decision": Decision.GRANTED, "decided_by": county_leader, "decided_at": timezone.now()}
    for wrong in ({"decided_by": county_handler}, {"days": 40}, {"reason": "另一个理由"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            case.requests.update(**decided | wrong)
    make(case, "grant_time", county_leader, at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.get(pk=case.pk).requests.create(
            kind="more_time",
            unit=case.responsible,
            asked_by=county_handler,
            asked_at=now,
            reason="再次申请",
            days=5,
            decision=Decision.GRANTED,
            decided_by=county_leader,
            decided_at=now,
        )
