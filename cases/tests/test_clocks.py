"""Each clock reminds, shows yellow, shows red and escalates, each exactly once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.choices import Signal
from cases.models import Case, CaseClock, ClockSignal
from cases.services import watch_clocks
from cases.tests.factories import make_case, unit, walk
from notices.models import Notice

ALL = [Signal.REMIND, Signal.YELLOW, Signal.RED, Signal.ESCALATE]


def signals_of(case, name):
    given = ClockSignal.objects.filter(clock__case=case, clock__name=name).order_by("id")
    return list(given.values_list("kind", flat=True))


@pytest.mark.django_db
class TestOneClock:
    def test_nothing_is_said_before_the_reminder(self, now):
        case = make_case(at=now)
        clock = case.clocks.get()
        assert watch_clocks(at=clock.remind_at - timedelta(seconds=1)) == 0
        assert watch_clocks(at=clock.remind_at) == 1
        assert signals_of(case, "triage") == [Signal.REMIND]

    def test_each_signal_comes_at_its_moment_and_once(self, now):
        case = make_case(at=now)
        clock = case.clocks.get()
        for moment in (clock.remind_at, clock.due_at, clock.red_at, clock.escalate_at):
            assert watch_clocks(at=moment) == 1
            assert watch_clocks(at=moment) == 0
        assert signals_of(case, "triage") == ALL

    def test_after_an_outage_every_missed_signal_is_given_once_and_in_order(self, now):
        case = make_case(at=now)
        much_later = now + timedelta(days=90)
        assert watch_clocks(at=much_later) == 4
        assert watch_clocks(at=much_later) == 0
        assert signals_of(case, "triage") == ALL

    def test_of_what_was_missed_only_the_gravest_is_told(self, now, city_clerk, city_inspector):
        """A reminder that red has overtaken isn't sent as if it were early."""
        case = make_case(at=now)
        watch_clocks(at=case.clocks.get().red_at + timedelta(hours=48))
        assert signals_of(case, "triage") == [Signal.REMIND, Signal.YELLOW, Signal.RED]
        told = Notice.objects.filter(wording__startswith="clock_").values_list("wording", flat=True)
        assert set(told) == {"clock_red"}

    def test_a_stopped_clock_is_silent(self, now, city_clerk):
        case = walk(make_case(at=now), [("decline", city_clerk)], at=now)
        assert watch_clocks(at=now + timedelta(days=90)) == 0
        assert signals_of(case, "triage") == []

    def test_a_clock_wound_back_says_nothing_twice(self, now):
        case = make_case(at=now)
        clock = case.clocks.get()
        watch_clocks(at=clock.due_at)
        assert watch_clocks(at=clock.remind_at) == 0
        assert signals_of(case, "triage") == [Signal.REMIND, Signal.YELLOW]


@pytest.mark.django_db
class TestWhoIsTold:
    def test_the_unit_is_reminded_and_the_commission_hears_of_red(
        self, now, city_clerk, county_handler, city_inspector
    ):
        case = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
        for days in (14, 25):
            watch_clocks(at=now + timedelta(days=days))
        told = set(
            Notice.objects.filter(wording__startswith="clock_").values_list("user__username", "wording")
        )
        assert ("county_handler", "clock_remind") in told
        assert ("city_inspector", "clock_red") in told
        assert ("city_inspector", "clock_remind") not in told
        assert case.clocks.filter(name="sign_for").exists()

    def test_when_nobody_moves_the_case_goes_to_the_next_level_up(self, now, city_clerk):
        above = make_user("city_land_leader", Role.UNIT_LEADER, "440100-land")
        case = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
        assert Case.objects.visible_to(above).count() == 1  # it steers its sector
        watch_clocks(at=now + timedelta(days=40))
        case.refresh_from_db(fields=["escalated_to"])
        assert case.escalated_to == unit("440100-land")
        assert Notice.objects.filter(user=above, wording="clock_escalate").exists()

    def test_escalation_is_not_skipped_when_nobody_is_assigned(self, now, province_inspector):
        case = make_case(at=now)
        watch_clocks(at=now + timedelta(days=60))
        case.refresh_from_db(fields=["escalated_to"])
        assert case.escalated_to == unit("440000-commission")
        assert Notice.objects.filter(user=province_inspector, wording="clock_escalate").exists()

    def test_escalation_passes_over_an_accused_superior(self, now, city_clerk, province_inspector):
        case = make_case(at=now, accused=[unit("440100-land")])
        case = walk(case, [("assign", city_clerk)], at=now, unit=unit("440000-land"))
        watch_clocks(at=now + timedelta(days=60))
        case.refresh_from_db(fields=["escalated_to"])
        assert case.escalated_to == unit("440100-commission")

    def test_a_reminder_never_falls_on_deaf_ears(self, now, city_clerk, province_inspector):
        walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-education"))
        watch_clocks(at=now + timedelta(days=14))
        assert Notice.objects.filter(user=province_inspector, wording="clock_remind").exists()


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_give_each_signal_once(now):
    for _ in range(20):
        make_case(at=now)
    at = now + timedelta(days=90)

    def beat(_):
        try:
            return watch_clocks(at=at)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        given = sum(pool.map(beat, range(8)))
    assert given == 80
    assert ClockSignal.objects.count() == 80
    assert CaseClock.objects.filter(next_signal_at__isnull=False, stopped_at=None).count() == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_who_press_at_once_one_wins(now, city_clerk):
    case = make_case(at=now)
    second = make_user("second_clerk", Role.INTAKE_CLERK, "440100-commission")

    def press(clerk):
        try:
            walk(case, [("accept", clerk)], at=now)
        except Exception as refused:  # the loser's refusal is what is looked at
            return type(refused).__name__
        finally:
            connection.close()
        return "moved"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(press, [city_clerk, second]))
    assert outcomes == ["MoveRefused", "moved"]
    assert case.events.filter(move="accept").count() == 1
