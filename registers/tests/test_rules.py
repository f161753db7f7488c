"""Rules on seeded rows: each good row raises nothing, each bad one the alarm that it was made for and no other."""

from datetime import date

import pytest
from django.conf import settings

from registers.choices import REGISTERS
from registers.choices.limits import LIMITS
from registers.rules import CHECKS, RULES, Asked, Row, hits_of, masked, wrongs_of
from registers.rules.base import months_after
from registers.services import read_columns
from registers.tests.factories import GOOD, TODAY

DISPLAYED = tuple(
    Row({"kind": kind, "is_met": True}, "land-notices") for kind in ("plan", "compensation", "households")
)

IN_THE_BOOKS = (Row({}, "collective-assets"),)


def values_of(register: str, cells: dict) -> dict:
    values, wrong = read_columns(REGISTERS[register], GOOD[register] | cells)
    assert wrong == []
    return values


def found(register: str, cells: dict, mates=(), **asked) -> set[str]:
    asked = Asked(today=TODAY, limits=settings.REGISTER_LIMITS, mates=tuple(mates), **asked)
    return set(hits_of(register, Row(values_of(register, cells), register, "1", 1), asked))


def refused(register: str, **cells) -> set[str]:
    asked = Asked(today=TODAY, limits=settings.REGISTER_LIMITS)
    return {wrong.why for wrong in wrongs_of(register, values_of(register, cells), asked)}


def mates(register: str, *rows: dict) -> list[Row]:
    return [
        Row(values_of(register, row), register, str(number), number) for number, row in enumerate(rows, 2)
    ]


def test_every_register_has_its_rules_checks_and_limits():
    assert RULES.keys() == CHECKS.keys() == REGISTERS.keys() == GOOD.keys()
    for name, register in REGISTERS.items():
        assert set(RULES[name]) == {alarm.name for alarm in register.alarms}
        assert register.column(register.title)
        assert set(register.limits) <= settings.REGISTER_LIMITS.keys()
        names = {column.name for column in register.columns}
        assert not register.follow_up or set(register.follow_up.columns) <= names
    assert settings.REGISTER_LIMITS.keys() == LIMITS.keys()


@pytest.mark.parametrize("register", REGISTERS)
def test_a_good_row_raises_nothing_and_is_refused_nothing(register):
    assert (
        found(register, {}, {"projects": DISPLAYED, "collective-deals": IN_THE_BOOKS}.get(register, ()))
        == set()
    )
    assert refused(register) == set()


BAD = [
    ("projects", {"approved_on": "2026-10-01"}, {"undisclosed"}),
    ("projects", {"approved_on": "2026-06-01"}, {"undisclosed", "ledger_gap"}),
    ("compensation", {"paid": "0", "paid_on": ""}, {"late"}),
    ("compensation", {"paid_on": "2026-10-20"}, {"late"}),
    ("compensation", {"paid": "100000"}, {"short"}),
    ("compensation", {"approved_on": "2026-09-01", "paid": "0", "paid_on": ""}, set()),
    ("compensation", {"approved_on": "2026-09-01", "paid": "5"}, set()),
    ("land-notices", {"removed_on": "2026-09-20", "is_met": "否"}, {"short_notice"}),
    ("land-notices", {"removed_on": "", "is_met": "否"}, {"not_marked"}),
    ("land-notices", {"posted_on": "2026-11-10", "removed_on": "", "is_met": "否"}, set()),
    ("village-projects", {"voted_on": ""}, {"no_vote"}),
    ("village-projects", {"approval": "50"}, {"no_vote"}),
    ("village-projects", {"per_head": "20.01"}, {"over_cap"}),
    ("village-projects", {"disclosed_on": ""}, {"undisclosed"}),
    ("rural-fees", {"in_catalogue": "no"}, {"not_in_catalogue"}),
    ("rural-fees", {"in_catalogue": "no", "stopped_on": "2026-11-01"}, set()),
    ("hazards", {"due_on": "2026-11-20"}, {"overdue"}),
    ("hazards", {"due_on": "2026-11-10", "extended_to": "2026-12-01"}, set()),
    ("hazards", {"due_on": "2026-11-10", "extended_to": "2026-11-20"}, {"overdue", "overdue_twice"}),
    ("hazards", {"repaired_on": "2026-11-02"}, {"not_rechecked"}),
    ("hazards", {"repaired_on": "2026-11-02", "rechecked_on": "2026-11-04"}, set()),
    ("workshops", {"visit_found": "active"}, {"active_again"}),
    ("workshops", {"visit_found": "active", "closed_on": "2026-11-01"}, set()),
    ("workshops", {"closed_on": "", "visited_on": "", "visit_found": ""}, {"not_closed"}),
    ("workshops", {"visited_on": "", "visit_found": ""}, {"not_visited"}),
    ("recalls", {"announced_on": "2026-09-01", "destroyed": "900"}, {"incomplete"}),
    ("recalls", {"announced_on": "2026-08-01", "destroyed": "600", "taken_back": "400"}, {"not_destroyed"}),
    ("action-plans", {"due_on": "2026-11-01"}, {"behind"}),
    ("action-plans", {"reported_on": "2026-07-01"}, {"silent"}),
    ("action-plans", {"reported_on": "2026-07-01", "progress": "100"}, set()),
    ("local-rules", {"due_on": "2026-11-01"}, {"in_force"}),
    ("local-rules", {"due_on": "", "reviewed_on": "2026-08-01"}, {"in_force"}),
    ("local-rules", {"due_on": "2026-11-01", "abolished_on": "2026-10-30"}, set()),
    ("fee-watch", {"sampled_on": "2026-10-01"}, {"no_sample"}),
    ("fee-watch", {"sampled_on": "2026-10-01", "period": "quarter"}, set()),
    ("fee-watch", {"sampled_on": "", "is_watched": "no"}, set()),
    ("fee-watch", {"items_over": "2", "refund": "300"}, {"overcharged"}),
    ("fee-watch", {"items_over": "2", "refund": "300", "refunded_on": "2026-11-12"}, set()),
    ("school-pages", {"answers": "no"}, {"no_page"}),
    ("school-pages", {"link": ""}, {"no_page"}),
    ("school-pages", {"shows_fees": "no"}, {"incomplete"}),
    ("school-pages", {"checked_on": "2026-09-01"}, {"not_checked"}),
    ("drug-prices", {"paid": "8.21"}, {"above_award"}),
    ("subsidy-claims", {"claimed": "12"}, {"false_claim"}),
    ("subsidy-claims", {"approved_by": "农技站干部"}, {"collusion"}),
    ("subsidy-claims", {"checked_on": "2026-06-03"}, {"collusion"}),
    ("subsidy-claims", {"checked_by": "", "checked_on": ""}, {"collusion"}),
    ("subsidy-claims", {"passbook": "village"}, {"withheld"}),
    ("subsidy-claims", {"paid": "900"}, {"withheld"}),
    ("subsidy-claims", {"approved_on": "2026-11-01", "paid": "", "paid_on": ""}, set()),
    ("collective-assets", {"counted_on": "2025-10-01"}, {"not_counted"}),
    ("collective-assets", {"disclosed_on": "2026-08-01"}, {"undisclosed"}),
    ("collective-assets", {"use": "let"}, {"let_off_books"}),
    ("collective-deals", {"on_platform": "no"}, {"off_platform"}),
    ("collective-deals", {"price": "29999"}, {"below_reserve"}),
    ("collective-deals", {"disclosed_on": ""}, {"undisclosed"}),
    ("hospital-openness", {"bills": "no"}, {"gaps"}),
    ("hospital-openness", {"checked_on": "2026-06-01"}, {"not_checked"}),
]  # fmt: skip


@pytest.mark.parametrize(("register", "cells", "alarms"), BAD)
def test_a_bad_row_raises_its_alarm_and_no_other(register, cells, alarms):
    others = {
        "projects": [Row({"kind": "plan", "is_met": True}, "land-notices")],
        "collective-deals": IN_THE_BOOKS,
    }.get(register, ())
    assert found(register, cells, others) == alarms


def test_every_alarm_is_raised_by_some_row_of_these_tests():
    compared = {("burdens", "rise"), ("collective-deals", "unknown_asset"), ("acceptance", "unreturned"), ("joint-actions", "entered_twice"), ("drug-use", "outlier"), ("clean-hospitals", "revoked")}  # fmt: skip
    raised = {(register, alarm) for register, _cells, alarms in BAD for alarm in alarms}
    wanted = {(name, alarm.name) for name, register in REGISTERS.items() for alarm in register.alarms}
    assert wanted - raised == compared


def test_a_burden_is_compared_with_the_month_before():
    earlier = mates("burdens", {"month": "2026-08", "value": "10"}, {"month": "2026-09", "value": "28"})
    assert found("burdens", {}, earlier) == set()
    assert found("burdens", {"value": "30.80"}, earlier) == {"rise"}
    assert found("burdens", {"month": "2026-07", "value": "99"}, earlier) == set()


def test_an_injected_outlier_is_found_and_nobody_else():
    doses = [18, 19, 20, 20, 21, 22, 90]
    rows = [{"hospital": f"医院{number}", "doses": str(dose)} for number, dose in enumerate(doses)]
    for place, row in enumerate(rows):
        others = mates("drug-use", *rows[:place], *rows[place + 1 :])
        assert found("drug-use", row, others) == ({"outlier"} if row["doses"] == "90" else set())
    few = mates("drug-use", *rows[:3])
    assert found("drug-use", rows[-1], few) == set()


def test_the_same_land_claimed_twice_is_a_false_claim_though_each_claim_for_itself_fits():
    assert found("subsidy-claims", {}, mates("subsidy-claims", {"claimed_by": "村主任"})) == {"false_claim"}


def test_property_is_dealt_in_on_the_platform_only_where_there_has_to_be_one():
    off = {"on_platform": "no"}
    assert found("collective-deals", off) == {"off_platform", "unknown_asset"}
    assert found("collective-deals", off, is_required=False) == set()
    assert found("collective-assets", {"use": "let"}, is_required=False) == set()
    assert found("collective-assets", {"use": "let"}, [Row({}, "collective-deals")]) == set()
    assert found("collective-deals", off | {"price": "1"}, is_required=False) == {"below_reserve"}


def test_schools_that_owe_fees_mark_the_acceptance_list_of_their_area_until_they_pay():
    watched = mates("fee-watch", {"items_over": "2"}, {"school": "另一所", "items_over": "0"})
    assert found("acceptance", {}, watched) == {"unreturned"}
    assert found("acceptance", {"result": "failed", "decided_on": "2026-11-01"}, watched) == set()
    paid = mates("fee-watch", {"items_over": "2", "refund": "90", "refunded_on": "2026-11-12"})
    assert found("acceptance", {}, paid) == set()


def test_the_same_action_entered_by_another_unit_is_flagged():
    assert found("joint-actions", {}, mates("joint-actions", {})) == {"entered_twice"}


def test_a_proved_case_takes_the_name_away_and_one_from_before_does_not():
    assert found("clean-hospitals", {}, proved_on=date(2026, 11, 1)) == {"revoked"}
    assert found("clean-hospitals", {}, proved_on=date(2026, 2, 1)) == set()


@pytest.mark.parametrize(
    ("register", "cells", "why"),
    [
        ("compensation", {"paid": "120001"}, "more_paid"),
        ("compensation", {"paid_on": ""}, "paid_when"),
        ("compensation", {"paid_on": "2026-12-01"}, "future"),
        ("land-notices", {"removed_on": "2026-09-30"}, "not_met_yet"),
        ("land-notices", {"posted_on": "2026-11-01", "removed_on": ""}, "not_met_yet"),
        ("land-notices", {"removed_on": "2026-08-30", "is_met": "no"}, "order"),
        ("hazards", {"extended_to": "2026-12-10"}, "order"),
        ("hazards", {"repaired_on": "2026-10-10"}, "order"),
        ("joint-actions", {"units": "区安监局"}, "few_units"),
        ("workshops", {"closed_on": ""}, "not_closed"),
        ("workshops", {"visit_found": ""}, "no_result"),
        ("recalls", {"taken_back": "1"}, "not_adding_up"),
        ("action-plans", {"progress": "101"}, "over_hundred"),
        ("fee-watch", {"since": ""}, "missing"),
        ("subsidy-claims", {"paid": "1020.01"}, "more_paid"),
        ("subsidy-claims", {"approved_on": "", "paid": "", "paid_on": ""}, "missing"),
        ("subsidy-claims", {"paid_on": "2026-05-30"}, "order"),
        ("acceptance", {"result": "passed"}, "missing"),
        ("acceptance", {"result": "passed", "decided_on": "2026-05-01"}, "order"),
        ("school-pages", {"checked_on": ""}, "missing"),
        ("drug-use", {"level": "1"}, "low_level"),
        ("clean-hospitals", {"score": "84"}, "low_score"),
    ],
)
def test_what_cannot_be_is_refused(register, cells, why):
    assert refused(register, **cells) == {why}


def test_the_thirtieth_day_of_a_notice_is_enough():
    assert refused("land-notices", posted_on="2026-09-01", removed_on="2026-10-01") == set()


@pytest.mark.parametrize(
    ("register", "cells", "column", "why"),
    [
        ("hazards", {"local_duty": ""}, "local_duty", "missing"),
        ("compensation", {"paid": "12.345"}, "paid", "no_money"),
        ("compensation", {"paid": "-1"}, "paid", "no_money"),
        ("compensation", {"household": "440106197001011234"}, "household", "personal"),
        ("village-projects", {"village": "电话13800138000"}, "village", "personal"),
        ("compensation", {"approved_on": "2026-02-30"}, "approved_on", "no_day"),
        ("burdens", {"month": "2026-13"}, "month", "no_month"),
        ("recalls", {"sold": "-5"}, "sold", "no_number"),
        ("hazards", {"grade": "huge"}, "grade", "no_choice"),
        ("school-pages", {"link": "javascript:alert(1)"}, "link", "no_link"),
        ("school-pages", {"answers": "vielleicht"}, "answers", "no_yesno"),
        ("hazards", {"place": "x" * 201}, "place", "too_long"),
        ("hazards", {"place": "a\0b"}, "place", "unreadable"),
    ],
)
def test_a_cell_that_cannot_be_read_says_why(register, cells, column, why):
    _values, wrong = read_columns(REGISTERS[register], GOOD[register] | cells)
    assert [(one.column, one.why) for one in wrong] == [(column, why)]


def test_three_months_after_the_end_of_november_is_the_end_of_february():
    assert months_after(date(2013, 11, 30), 3) == date(2014, 2, 28)
    assert months_after(date(2013, 12, 31), 12) == date(2014, 12, 31)
    assert months_after(date(2014, 9, 5), 3) == date(2014, 12, 5)


def test_of_a_household_number_only_the_ends_are_shown():
    assert masked("TH-00123") == "TH*****3"
    assert masked("12") == "1*"
