"""The clock table against an oracle that counts day by day, and against a table that officials can read."""

import csv
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.deadlines import (
    CLOCKS,
    RULE_SETS,
    SIGNALS,
    Clock,
    UnknownClock,
    by_name,
    days_between,
    light,
    next_signal,
    plan_clock,
)
from common.workdays import Certainty, DayKind, WorkCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICIAL = WorkCalendar()
ONE_DAY = timedelta(days=1)
ONE_SECOND = timedelta(seconds=1)
EXPECTED = Path(__file__).with_name("expected_deadlines.csv")

# The oracle: the notices 国办发明电〔2013〕28号 and 〔2014〕28号 typed in, as text to look days up in.
FREE_WEEKDAYS = """
    2014-01-01 2014-01-31 2014-02-03 2014-02-04 2014-02-05 2014-02-06 2014-04-07 2014-05-01 2014-05-02
    2014-06-02 2014-09-08 2014-10-01 2014-10-02 2014-10-03 2014-10-06 2014-10-07
    2015-01-01 2015-01-02 2015-02-18 2015-02-19 2015-02-20 2015-02-23 2015-02-24
"""
WORKED_WEEKEND_DAYS = """
    2014-01-26 2014-02-08 2014-05-04 2014-09-28 2014-10-11 2015-01-04 2015-02-15 2015-02-28
"""
ORACLE_END = date(2015, 3, 31)
# Working days before the due day, after it and after the red card; of a matter with danger they are fewer.
ORACLE_LIGHTS = {"urgent_triage": (0, 1, 1), "promise": (1, 1, 2)}
# The oracle's own table: clock -> length and unit, the same in both rule sets.
ORACLE_LENGTHS = {
    "triage": (15, "日"),
    "urgent_triage": (1, "日"),
    "sign_for": (15, "日"),
    "hand_up": (5, "工作日"),
    "hand_back": (5, "工作日"),
    "conclude": (60, "日"),
    "review_answer": (15, "工作日"),
    "supervision_reply": (30, "日"),
    "redo": (15, "工作日"),
    "ask_review": (30, "日"),
    "review": (30, "日"),
    "objection": (5, "工作日"),
    "more_time": (5, "工作日"),
    "citizen_reply": (15, "日"),
    "hearing": (30, "日"),
    "tell_acceptance": (15, "工作日"),
    "take_over": (5, "工作日"),
    "disclose": (20, "工作日"),
    "part": (10, "工作日"),
    "promise": (5, "工作日"),
}
# What the rules of 2013 don't know.
ORACLE_ONLY_NOW = {"hand_back", "tell_acceptance"}


def is_worked(day):
    assert day <= ORACLE_END, "the oracle knows no day after the first quarter of 2015"
    if day.weekday() >= 5:
        return day.isoformat() in WORKED_WEEKEND_DAYS
    return day.isoformat() not in FREE_WEEKDAYS


def walk(day, worked_days, step):
    """Go from day to day until so many working days have been met."""
    met = 0
    while met < worked_days:
        day += step
        if is_worked(day):
            met += 1
    return day


def oracle(name, started_on, added=0):
    """Due, reminder, red and escalation day of a clock that runs so many days longer."""
    length, unit = ORACLE_LENGTHS[name]
    length += added
    if unit == "工作日":
        due_on = walk(started_on, length, ONE_DAY)
    else:
        due_on = started_on
        for _ in range(length):
            due_on += ONE_DAY
        while not is_worked(due_on):
            due_on += ONE_DAY
    before, after, later = ORACLE_LIGHTS.get(name, (2, 5, 5))
    red_on = walk(due_on, after, ONE_DAY)
    return due_on, walk(due_on, before, -ONE_DAY), red_on, walk(red_on, later, ONE_DAY)


def at_nine(day):
    return datetime.combine(day, time(9), tzinfo=SHANGHAI)


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def expected_rows():
    with EXPECTED.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


ALL_CLOCKS = sorted(CLOCKS)
# What is extended, or stands still for the citizen or for a hearing.
MAY_STAND_STILL = [(name, rules) for name in ("conclude", "redo", "review") for rules in ("2013", "current")]
ANY_CLOCK = st.sampled_from(ALL_CLOCKS)
ANY_START = st.datetimes(datetime(2004, 3, 1), datetime(2027, 6, 30)).map(
    lambda at: at.replace(tzinfo=SHANGHAI)
)
ANY_OVERRIDES = st.dictionaries(st.dates(date(2013, 12, 1), date(2015, 3, 31)), st.booleans(), max_size=30)
CAMPAIGN_START = st.datetimes(datetime(2013, 12, 1), datetime(2014, 12, 31)).map(
    lambda at: at.replace(tzinfo=SHANGHAI)
)
by_hypothesis = settings(deadline=None)


@pytest.mark.parametrize("clock", ALL_CLOCKS, ids="-".join)
def test_every_day_of_the_campaign_falls_due_as_counted_by_hand(clock):
    name, rule_set = clock
    differences = []
    day = date(2013, 12, 1)
    while day <= date(2014, 12, 31):
        due_on, remind_on, red_on, escalate_on = oracle(name, day)
        expected = (due_on, at_nine(remind_on), at_nine(red_on), at_nine(escalate_on))
        for hour in (time(0), time(9, 30), time(23, 59, 59, 999999)):
            plan = plan_clock(name, rule_set, datetime.combine(day, hour, tzinfo=SHANGHAI), OFFICIAL)
            found = (plan.due_on, plan.remind_at, plan.red_at, plan.escalate_at)
            if found != expected or plan.due_at != at_nine(due_on) + timedelta(hours=15):
                differences.append((day, hour, found, expected))
        day += ONE_DAY
    assert differences == []


@pytest.mark.parametrize(
    "row", expected_rows(), ids=lambda row: "-".join([row["代码"], row["规则"], row["开始"]])
)
def test_deadline_is_the_one_in_the_officials_table(row):
    plan = plan_clock(row["代码"], row["规则"], moment(row["开始"]), OFFICIAL)
    found = {
        "预警（当日9时）": plan.remind_at,
        "到期（当日24时，次日零时起黄牌）": plan.due_at - timedelta(hours=15),
        "红牌（当日9时）": plan.red_at,
        "升级（当日9时）": plan.escalate_at,
    }
    assert found == {column: at_nine(date.fromisoformat(row[column])) for column in found}
    certainty = {"正式": Certainty.OFFICIAL, "暂定": Certainty.PROVISIONAL}
    assert plan.why.certainty is certainty[row["日历"]]


@pytest.mark.parametrize("rule_set", ["2013", "current"])
@pytest.mark.parametrize("named", [1, 2, 10])
def test_a_day_that_was_named_takes_the_place_of_the_days_of_the_table(rule_set, named):
    """A promise made on the air runs until the day that was named there, counted by hand like all others."""
    for day in map(date.fromisoformat, ("2014-01-27", "2014-03-03", "2014-09-26")):
        due_on = walk(day, named, ONE_DAY)
        plan = plan_clock("promise", rule_set, at_nine(day), OFFICIAL, length=named)
        assert (plan.due_on, plan.why.length) == (due_on, named)
        assert plan.remind_at == max(at_nine(day), at_nine(walk(due_on, 1, -ONE_DAY)))
        assert plan.red_at == at_nine(walk(due_on, 1, ONE_DAY))


@pytest.mark.parametrize("clock", MAY_STAND_STILL, ids="-".join)
@pytest.mark.parametrize("added", [1, 9, 30])
def test_days_added_are_counted_by_hand_from_nearly_every_day_of_the_campaign(clock, added):
    """Days granted more, or on which the clock stood still, are counted like all others, in the unit of the clock."""
    name, rule_set = clock
    # Later starts fall due after the last day that the oracle knows.
    for step in range((date(2014, 11, 15) - date(2013, 12, 1)).days):
        day = date(2013, 12, 1) + ONE_DAY * step
        due_on, remind_on, red_on, escalate_on = oracle(name, day, added)
        plan = plan_clock(
            name, rule_set, datetime.combine(day, time(9, 30), tzinfo=SHANGHAI), OFFICIAL, added=added
        )
        assert (plan.due_on, plan.remind_at, plan.red_at, plan.escalate_at) == (
            due_on,
            at_nine(remind_on),
            at_nine(red_on),
            at_nine(escalate_on),
        ), day
        assert (plan.why.added, plan.why.length) == (added, ORACLE_LENGTHS[name][0] + added)


@pytest.mark.parametrize("clock", MAY_STAND_STILL, ids="-".join)
@pytest.mark.parametrize("waited", [1, 8, 30])
def test_a_standstill_is_counted_by_hand_from_nearly_every_day_of_the_campaign(clock, waited):
    """So many of its own days as went by while it stood still are added; the first day of the standstill isn't counted."""
    name, rule_set = clock
    for step in range((date(2014, 10, 31) - date(2013, 12, 1)).days):
        day = date(2013, 12, 1) + ONE_DAY * step
        began, ended = day + 3 * ONE_DAY, day + (3 + waited) * ONE_DAY
        passed = [began + ONE_DAY * offset for offset in range(1, waited + 1)]
        is_working = ORACLE_LENGTHS[name][1] == "工作日"
        expected = sum(is_worked(one) for one in passed) if is_working else waited
        found = days_between(name, rule_set, at_nine(began), at_nine(ended), OFFICIAL)
        assert found == expected, day
        plan = plan_clock(name, rule_set, at_nine(day), OFFICIAL, added=found)
        assert plan.due_on == oracle(name, day, expected)[0], day


def test_a_clock_is_never_made_shorter():
    with pytest.raises(ValueError, match="shorter"):
        plan_clock("conclude", "2013", moment("2014-03-03 09:30"), OFFICIAL, added=-1)


def test_officials_table_shows_every_clock_of_both_rule_sets():
    assert {(row["代码"], row["规则"]) for row in expected_rows()} == set(CLOCKS)


def test_objecting_and_telling_of_acceptance_have_clocks_in_the_current_rules_only():
    assert {name for name, rule_set in CLOCKS if rule_set == "2013"} == set(ORACLE_LENGTHS) - ORACLE_ONLY_NOW
    assert {name for name, rule_set in CLOCKS if rule_set == "current"} == set(ORACLE_LENGTHS)
    assert {rule_set for _, rule_set in CLOCKS} == set(RULE_SETS)
    with pytest.raises(UnknownClock):
        plan_clock("hand_back", "2013", moment("2014-03-03 09:30"), OFFICIAL)


def test_a_length_that_no_law_sets_says_so():
    assert {key for key, clock in CLOCKS.items() if clock.basis == "local_default"} == {
        ("hand_up", "2013"),
        ("redo", "2013"),
        ("redo", "current"),
        ("review_answer", "2013"),
        ("supervision_reply", "current"),
        *(
            (name, rules)
            for name in ("objection", "more_time", "citizen_reply", "hearing", "part")
            for rules in RULE_SETS
        ),
        ("take_over", "2013"),
    }


def test_a_case_received_just_after_midnight_in_guangdong_starts_that_day_whatever_the_server_clock_says():
    in_guangdong = plan_clock("triage", "2013", moment("2014-03-04 00:30"), OFFICIAL)
    on_the_server = plan_clock("triage", "2013", datetime(2014, 3, 3, 16, 30, tzinfo=UTC), OFFICIAL)
    assert on_the_server.why.started_on == date(2014, 3, 4)
    assert replace(on_the_server, started_at=in_guangdong.started_at) == in_guangdong


def test_a_start_without_time_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        plan_clock("triage", "2013", datetime(2014, 3, 3, 9, 30), OFFICIAL)


def test_page_can_explain_a_last_day_moved_past_spring_festival():
    plan = plan_clock("supervision_reply", "2013", moment("2014-01-02 15:00"), OFFICIAL)
    assert plan.due_on == date(2014, 2, 7)
    assert plan.why.started_on == date(2014, 1, 2)
    assert plan.why.first_counted_on == date(2014, 1, 3)
    assert plan.why.moved_from == date(2014, 2, 1)
    assert [(fact.day.day, fact.kind, fact.occasion) for fact in plan.why.skipped] == [
        (day, DayKind.HOLIDAY, "spring_festival") for day in range(1, 7)
    ]
    assert plan.why.make_up_days == ()
    assert (plan.why.length, plan.why.unit) == (30, "calendar")
    assert plan.basis == plan.why.basis == "petition_regulation_2005_art_36"
    assert plan.why.counting_basis == "civil_law_principles_1986_art_154"
    assert plan.why.certainty is Certainty.OFFICIAL


def test_page_can_explain_working_days_with_the_free_days_and_the_make_up_day_among_them():
    plan = plan_clock("hand_back", "current", moment("2014-04-30 15:00"), OFFICIAL)
    assert plan.due_on == date(2014, 5, 8)
    assert plan.why.first_counted_on == date(2014, 5, 4)
    assert [(fact.day.day, fact.kind) for fact in plan.why.skipped] == [
        (1, DayKind.HOLIDAY),
        (2, DayKind.HOLIDAY),
        (3, DayKind.HOLIDAY),
    ]
    assert [(fact.day, fact.occasion) for fact in plan.why.make_up_days] == [(date(2014, 5, 4), "labour_day")]
    assert plan.why.moved_from is None
    assert plan.why.counting_basis == "civil_code_2020_art_201_203"


def test_a_last_day_on_a_make_up_working_day_stays_there():
    plan = plan_clock("triage", "2013", moment("2014-01-11 10:00"), OFFICIAL)
    assert plan.due_on == date(2014, 1, 26)
    assert plan.why.moved_from is None
    assert [fact.day for fact in plan.why.make_up_days] == [date(2014, 1, 26)]


def test_a_date_in_a_year_without_notice_is_provisional_until_an_administrator_decides():
    started_at = moment("2026-11-23 10:00")
    unsure = plan_clock("conclude", "current", started_at, OFFICIAL)
    assert unsure.due_on == date(2027, 1, 22)
    assert unsure.why.certainty is Certainty.PROVISIONAL
    settled = plan_clock("conclude", "current", started_at, WorkCalendar({date(2027, 1, 22): True}))
    assert settled.due_on == unsure.due_on
    assert settled.why.certainty is Certainty.OVERRIDE
    moved = plan_clock("conclude", "current", started_at, WorkCalendar({date(2027, 1, 22): False}))
    assert moved.due_on == date(2027, 1, 25)
    assert moved.why.moved_from == date(2027, 1, 22)
    assert moved.why.certainty is Certainty.PROVISIONAL
    assert unsure.is_provisional
    assert settled.is_provisional


def test_a_clock_is_planned_again_when_only_its_later_lights_fall_into_a_year_without_notice():
    early = plan_clock("triage", "current", moment("2026-11-23 10:00"), OFFICIAL)
    late = plan_clock("triage", "current", moment("2026-12-07 10:00"), OFFICIAL)
    assert early.due_on == date(2026, 12, 8)
    assert not early.is_provisional
    assert late.due_on == date(2026, 12, 22)
    assert late.why.certainty is Certainty.OFFICIAL
    assert late.is_provisional


def test_a_reminder_never_comes_before_the_start():
    short = by_name(Clock("call_back", "current", 1, "working", "local_default"))
    started_at = moment("2014-03-03 15:00")
    plan = plan_clock("call_back", "current", started_at, OFFICIAL, clocks=short)
    assert plan.remind_at == started_at
    assert plan.due_on == date(2014, 3, 4)
    assert light(started_at, plan) == "remind"


@pytest.mark.parametrize(
    "wrong",
    [{"length": 0}, {"remind_before": -1}, {"red_after": 0}, {"escalate_after": 0}, {"unit": "weeks"}],
    ids=lambda wrong: "-".join(wrong),
)
def test_a_row_whose_lights_would_be_out_of_order_is_refused(wrong):
    with pytest.raises(ValueError, match="of triage"):
        replace(CLOCKS["triage", "2013"], **wrong)


def test_nobody_can_change_the_table_or_a_plan():
    with pytest.raises(TypeError):
        CLOCKS["triage", "2013"] = CLOCKS["triage", "current"]
    with pytest.raises(FrozenInstanceError):
        CLOCKS["triage", "2013"].length = 90
    with pytest.raises(FrozenInstanceError):
        plan_clock("triage", "2013", moment("2014-03-03 09:30"), OFFICIAL).due_on = date(2099, 1, 1)


def test_light_changes_at_each_moment_and_not_a_second_earlier():
    plan = plan_clock("triage", "2013", moment("2014-03-03 09:30"), OFFICIAL)
    changes = [plan.remind_at, plan.due_at, plan.red_at, plan.escalate_at]
    assert changes == [
        moment("2014-03-14 09:00"),
        moment("2014-03-19 00:00"),
        moment("2014-03-25 09:00"),
        moment("2014-04-01 09:00"),
    ]
    assert [light(at - ONE_SECOND, plan) for at in changes] == ["green", "remind", "yellow", "red"]
    assert [light(at, plan) for at in changes] == ["remind", "yellow", "red", "escalated"]


def test_signals_missed_during_a_standstill_are_due_once_and_in_order():
    plan = plan_clock("triage", "2013", moment("2014-03-03 09:30"), OFFICIAL)
    assert next_signal(plan.started_at, plan, ()).due == ()
    assert next_signal(plan.started_at, plan, ()).next_at == plan.remind_at
    late = next_signal(plan.red_at, plan, ())
    assert late.due == ("remind", "yellow", "red")
    assert late.next_at == plan.escalate_at
    again = next_signal(plan.red_at, plan, set(late.due))
    assert again.due == ()
    assert again.next_at == plan.escalate_at
    last = next_signal(plan.escalate_at, plan, set(late.due))
    assert last.due == ("escalate",)
    assert last.next_at is None


def test_an_unknown_signal_is_refused():
    plan = plan_clock("triage", "2013", moment("2014-03-03 09:30"), OFFICIAL)
    with pytest.raises(ValueError, match="overdue"):
        next_signal(plan.red_at, plan, {"remind", "overdue"})


@by_hypothesis
@given(clock=ANY_CLOCK, started_at=ANY_START)
def test_lights_always_come_in_order_and_in_office_hours(clock, started_at):
    plan = plan_clock(*clock, started_at, OFFICIAL)
    assert started_at <= plan.remind_at < plan.due_at < plan.red_at < plan.escalate_at
    for at in (plan.remind_at, plan.red_at, plan.escalate_at):
        assert OFFICIAL.is_workday(at.date())
        assert at.time() == time(9)
    assert OFFICIAL.is_workday(plan.due_on)
    assert plan.due_at == datetime.combine(plan.due_on + ONE_DAY, time.min, tzinfo=SHANGHAI)


@by_hypothesis
@given(started_at=ANY_START, length=st.integers(1, 90))
def test_leaving_out_weekends_never_makes_a_deadline_earlier(started_at, length):
    table = by_name(
        Clock("in_days", "current", length, "calendar", "local_default"),
        Clock("in_working_days", "current", length, "working", "local_default"),
    )
    in_days = plan_clock("in_days", "current", started_at, OFFICIAL, clocks=table)
    in_working_days = plan_clock("in_working_days", "current", started_at, OFFICIAL, clocks=table)
    assert in_days.due_on >= started_at.date() + timedelta(days=length)
    assert in_working_days.due_on >= in_days.due_on


@by_hypothesis
@given(clock=ANY_CLOCK, first=ANY_START, second=ANY_START)
def test_a_later_start_never_falls_due_earlier(clock, first, second):
    earlier, later = sorted([first, second])
    assert plan_clock(*clock, earlier, OFFICIAL).due_at <= plan_clock(*clock, later, OFFICIAL).due_at


@by_hypothesis
@given(clock=ANY_CLOCK, started_at=CAMPAIGN_START, overrides=ANY_OVERRIDES)
def test_one_more_free_day_never_makes_a_deadline_earlier(clock, started_at, overrides):
    calendar = WorkCalendar(overrides)
    before = plan_clock(*clock, started_at, calendar)
    for free in (before.due_on, before.why.first_counted_on):
        after = plan_clock(*clock, started_at, WorkCalendar(overrides | {free: False}))
        assert after.due_on >= before.due_on
        assert after.started_at <= after.remind_at < after.due_at < after.red_at < after.escalate_at


@by_hypothesis
@given(clock=ANY_CLOCK, started_at=ANY_START)
def test_touching_a_case_never_moves_its_clock(clock, started_at):
    plan = plan_clock(*clock, started_at, OFFICIAL)
    assert plan_clock(*clock, started_at, WorkCalendar()) == plan
    assert plan_clock(*clock, plan.started_at.astimezone(UTC), OFFICIAL) == plan


@by_hypothesis
@given(clock=ANY_CLOCK, started_at=ANY_START)
def test_the_explanation_accounts_for_every_day(clock, started_at):
    plan = plan_clock(*clock, started_at, OFFICIAL)
    why = plan.why
    if why.unit == "working":
        counted = (plan.due_on - why.started_on).days - len(why.skipped)
        assert counted == why.length
        assert why.moved_from is None
    else:
        last_day = why.moved_from or plan.due_on
        assert (last_day - why.started_on).days == why.length
        assert len(why.skipped) == (plan.due_on - last_day).days
    assert all(not OFFICIAL.is_workday(fact.day) for fact in why.skipped)
    assert all(fact.day.weekday() >= 5 and OFFICIAL.is_workday(fact.day) for fact in why.make_up_days)


@by_hypothesis
@given(clock=ANY_CLOCK, started_at=CAMPAIGN_START, looks=st.lists(st.integers(0, 200 * 24), max_size=12))
def test_each_signal_is_given_exactly_once_however_rarely_one_looks(clock, started_at, looks):
    plan = plan_clock(*clock, started_at, OFFICIAL)
    given_so_far = []
    for hours in [*sorted(looks), 400 * 24]:
        now = started_at + timedelta(hours=hours)
        answer = next_signal(now, plan, given_so_far)
        assert answer.next_at is None or answer.next_at > now
        given_so_far += answer.due
        shown = light(now, plan)
        expected = "escalated" if given_so_far[-1:] == ["escalate"] else (given_so_far[-1:] or ["green"])[0]
        assert shown == expected
    assert given_so_far == list(SIGNALS)
