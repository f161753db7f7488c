"""Each detector finds its own pattern and nothing else, from the very number on that its limits say."""

import pytest

from accounts.choices import Role
from cases.models import Case
from cases.services import name_accused, write_as_citizen, write_note, write_to_citizen
from supervision.choices import Detector
from supervision.management.commands.measure_detectors import measure
from supervision.management.patterns import PATTERNS, Seeder, seed_clean
from supervision.rules import DETECTORS, defaults_of
from supervision.selectors.detectors import scan
from supervision.services import mark_answers

pytestmark = pytest.mark.django_db


def found(detector, *, at, **changed):
    """Unit and sector of everything that a detector finds."""
    return {one.key for one in scan(detector, limits=defaults_of(detector) | changed, at=at)}


def everything(at):
    mark_answers(since=at.replace(year=at.year - 1))
    return {row.name: keys for row in DETECTORS if (keys := found(row.name, at=at))}


def test_all_are_silent_where_the_work_is_done_as_it_should_be(now):
    seed_clean(Seeder(at=now), cases=24)
    assert everything(now) == {}


# What a limit has to be so that the seeded pattern just reaches it, and what it just misses.
EDGES = [
    (Detector.IDLE, "days", 47, 48),
    (Detector.IDLE, "cases", 2, 3),
    (Detector.PASSED_ON, "changes", 3, 4),
    (Detector.PASSED_ON, "cases", 1, 2),
    (Detector.EVE, "eve_days", 2, 1),
    (Detector.EVE, "share", 75, 76),
    (Detector.EVE, "cases", 6, 7),
    (Detector.NO_CONTACT, "share", 80, 81),
    (Detector.NO_CONTACT, "cases", 4, 5),
    (Detector.SAME_REPLY, "cases", 6, 7),
    (Detector.MONTH_END, "last_days", 2, 1),
    (Detector.MONTH_END, "share", 78, 79),
    (Detector.MONTH_END, "cases", 11, 12),
    (Detector.ORDER_IGNORED, "days", 11, 12),
    (Detector.ORDER_IGNORED, "cases", 1, 2),
    (Detector.REPEATED, "cases", 9, 10),
    (Detector.REPEATED, "proved", 0, 1),
    (Detector.OVERDUE, "share", 60, 61),
    (Detector.OVERDUE, "cases", 6, 7),
    (Detector.NO_GROUND, "cases", 4, 5),
    (Detector.NO_GROUND, "letters", 5, 4),
    (Detector.UNSETTLED, "cases", 1, 2),
]


@pytest.mark.parametrize("detector", Detector.values)
def test_each_finds_its_own_pattern_alone_and_from_the_very_number_of_its_limits_on(detector, now):
    expected = PATTERNS[detector](Seeder(at=now))
    assert everything(now) == {detector: expected}
    for _, name, reached, missed in (edge for edge in EDGES if edge[0] == detector):
        assert found(detector, at=now, **{name: reached}) == expected, (name, reached)
        assert found(detector, at=now, **{name: missed}) != expected, (name, missed)


@pytest.mark.parametrize("detector", [Detector.PASSED_ON, Detector.NO_CONTACT, Detector.NO_GROUND])
def test_what_lies_before_the_days_looked_back_is_left_alone(detector, now):
    PATTERNS[detector](Seeder(at=now))
    assert found(detector, at=now, window=1) == set()


def test_days_on_which_the_clock_stood_still_are_not_counted_against_a_unit(now):
    seeder = Seeder(at=now)
    unit = seeder.unit("440104-land")
    case = seeder.handed(unit, days=50)
    seeder.move(case, "ask_citizen", seeder.who(unit, Role.HANDLER), days=40)
    write_as_citizen(case_id=case.pk, text="补充如下。", at=seeder.ago(28))
    assert found(Detector.IDLE, at=now, days=28) == {(unit.pk, None)}
    assert found(Detector.IDLE, at=now, days=29) == set()


def test_an_internal_note_or_a_wish_for_more_time_is_no_act(now):
    seeder = Seeder(at=now)
    unit = seeder.unit("440104-land")
    case = seeder.handed(unit, days=50)
    handler = seeder.who(unit, Role.HANDLER)
    write_note(case_id=case.pk, text="已阅", circle="unit", actor=handler, at=seeder.ago(3))
    seeder.move(case, "ask_time", handler, days=2, days_more=10)
    assert found(Detector.IDLE, at=now, days=45) == {(unit.pk, None)}
    text = "正在核实，请稍候。"
    write_to_citizen(case_id=case.pk, text=text, actor=handler, at=seeder.ago(1))
    assert found(Detector.IDLE, at=now) == set()


def test_a_unit_that_turned_out_to_be_accused_did_not_pass_the_case_on(now):
    seeder = Seeder(at=now)
    first, second, third = (seeder.unit(f"440105-{line}") for line in ("land", "housing", "environment"))
    case = seeder.receive(first, days=40)
    clerk = seeder.clerk(case)
    for days, unit in ((38, first), (25, second), (12, third)):
        move = "assign" if unit == first else "reassign"
        seeder.move(case, move, clerk, days=days, unit=unit)
    assert found(Detector.PASSED_ON, at=now, changes=2)
    name_accused(case_id=case.pk, actor=clerk, at=seeder.ago(5), unit=third)
    seeder.move(case, "assign", clerk, days=3, unit=seeder.unit("440100-land"))
    assert found(Detector.PASSED_ON, at=now, changes=3) == set()


def test_other_refusals_that_do_not_hold_count_too(now):
    """An objection that was refused counts against the unit, a refusal that was taken up again against the desk."""
    seeder = Seeder(at=now)
    unit = seeder.unit("440104-land")
    case = seeder.receive(unit, days=20)
    seeder.move(case, "assign", seeder.clerk(case), days=18, unit=unit)
    seeder.move(case, "object", seeder.who(unit, Role.HANDLER), days=17)
    seeder.move(case, "overrule", seeder.clerk(case), days=16)
    other = seeder.receive(unit, days=20)
    way_out = {"reason": "other_organ", "way_out": "请向有权处理的机关提出。"}
    seeder.move(other, "decline", seeder.clerk(other), days=15, **way_out)
    seeder.move(other, "reconsider", seeder.inspector(other), days=10)
    expected = {(unit.pk, None), (case.desk_id, None)}
    assert found(Detector.NO_GROUND, at=now, cases=1) == expected


def test_the_table_of_precision_is_made_of_what_is_measured(now):
    rows = {row[0]: row for row in measure(clean=8)}
    assert list(rows) == Detector.values
    assert {row[5:] for row in rows.values()} == {(100, 100)}
    assert not Case.objects.exists()
