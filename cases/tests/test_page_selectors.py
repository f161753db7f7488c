"""What pages are told: lights and days, reasons of dates, queues, advice."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from accounts.choices import Role
from accounts.tests.factories import give_role, make_user
from cases.choices import ClockName, Light, Signal
from cases.deadlines import CLOCKS, plan_clock
from cases.models import Case, CaseClock
from cases.selectors.advice import advice_for, found_units, offered_units
from cases.selectors.lights import days_left, end_of_week, light_of, shows
from cases.selectors.queue import waiting_for
from cases.selectors.register import areas_within, forget_register, sectors
from cases.selectors.trail import trail_of
from cases.selectors.trail_words import SIGNAL_ICONS
from cases.selectors.why import OCCASIONS, stories_of
from cases.services import name_accused
from cases.tests.factories import area, make_case, unit, walk
from common.numbering import CHINA
from common.workdays import PROVISIONAL_OCCASIONS, Certainty, WorkCalendar
from organizations.models import Sector

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


class TestLights:
    def moments(self, now):
        hour = timedelta(hours=1)
        return SimpleNamespace(remind_at=now, due_at=now + hour, red_at=now + 2 * hour)

    @pytest.mark.parametrize(
        ("hours", "light"),
        [(-0.1, Light.GREEN), (0, Light.REMIND), (1, Light.YELLOW), (1.9, Light.YELLOW), (2, Light.RED)],
    )
    def test_each_light_begins_at_its_moment(self, now, hours, light):
        assert light_of(self.moments(now), at=now + timedelta(hours=hours)) == light

    def test_without_a_clock_there_is_no_light(self, now):
        assert light_of(SimpleNamespace(due_at=None), at=now) == Light.NONE
        assert days_left(None, at=now) == ""

    @pytest.mark.parametrize(
        ("days", "words"),
        [(3, "3 days left"), (1, "1 day left"), (0, "Due today"), (-1, "1 day late"), (-12, "12 days late")],
    )
    def test_the_days_are_counted_in_china(self, days, words):
        late_evening = datetime(2026, 11, 23, 23, 30, tzinfo=CHINA)
        assert days_left(date(2026, 11, 23) + timedelta(days=days), at=late_evening) == words

    def test_a_week_ends_with_sunday(self):
        monday = datetime(2026, 11, 30, tzinfo=CHINA)
        for day in range(23, 30):
            assert end_of_week(datetime(2026, 11, day, 15, tzinfo=CHINA)) == monday

    def test_the_database_and_the_page_agree_on_the_light_at_every_moment(self, now):
        case = make_case(at=now)
        moments = [case.remind_at, case.due_at, case.red_at]
        second = timedelta(seconds=1)
        for moment in [
            now,
            *(moment + step for moment in moments for step in (-second, timedelta(), second)),
        ]:
            light = light_of(case, at=moment)
            of_a_case = (Light.NONE, Light.GREEN, Light.REMIND, Light.YELLOW, Light.RED)
            lit = [word for word in of_a_case if Case.objects.filter(shows(word, at=moment)).exists()]
            assert lit == [light]


class TestWhyThisDate:
    def facts(self, name, started_at, rule_set="current", due_on=None):
        plan = plan_clock(name, rule_set, started_at, WorkCalendar())
        clock = CaseClock(name=name, started_at=started_at, due_on=due_on or plan.due_on)
        (story,) = stories_of([clock], rule_set=rule_set)
        return {fact["label"]: fact["value"] for fact in story.facts}

    def test_calendar_days_that_end_on_a_free_day_move_on(self):
        facts = self.facts("triage", datetime(2026, 9, 18, 9, tzinfo=CHINA))
        assert facts["Began"] == "2026-09-18 Friday; that day itself isn't counted."
        assert facts["Length"] == "15 days, the first of them 2026-09-19 Saturday; every day counts."
        assert facts["Moved"] == (
            "The last day would be 2026-10-03 Saturday, but offices are closed "
            "(National Day 2026-10-03 Saturday to 2026-10-07 Wednesday): it moves to 2026-10-08 Thursday."
        )
        assert facts["Last day"] == "2026-10-08 Thursday"
        assert facts["Set by"] == "Regulations on Petition Work (2022), art. 22"
        assert facts["How certain"] == "The holidays are those of the State Council's notice."

    def test_working_days_skip_holidays_and_count_make_up_days(self):
        facts = self.facts("hand_back", datetime(2026, 9, 29, 9, tzinfo=CHINA), due_on=date(2026, 10, 12))
        assert "National Day 2026-10-01 Thursday to 2026-10-07 Wednesday" in facts["Not counted"]
        assert "National Day 2026-10-10 Saturday" in facts["Counted although a weekend"]
        assert facts["Length"].startswith("5 working days, the first of them 2026-09-30")
        assert facts["Last day"] == "2026-10-12 Monday"
        assert "In force" not in facts

    def test_a_date_that_rests_on_an_unpublished_year_is_called_provisional(self):
        assert self.facts("conclude", datetime(2028, 12, 1, 9, tzinfo=CHINA))["How certain"].startswith(
            "Provisional"
        )

    def test_only_a_due_date_that_may_still_move_is_marked_so(self):
        def may_move(started_at):
            (story,) = stories_of(
                [CaseClock(name="conclude", started_at=started_at, due_on=started_at.date())],
                rule_set="current",
            )
            return story.may_move

        assert may_move(datetime(2028, 12, 1, 9, tzinfo=CHINA))
        assert not may_move(datetime(2026, 9, 1, 9, tzinfo=CHINA))

    def test_a_stored_date_that_would_be_counted_otherwise_today_is_told(self):
        facts = self.facts("triage", datetime(2026, 11, 23, 9, tzinfo=CHINA), due_on=date(2026, 12, 9))
        assert facts["Last day"] == "2026-12-08 Tuesday"
        assert facts["In force"] == "2026-12-09 Wednesday, as it was worked out when the clock began."

    @pytest.mark.parametrize(("name", "rule_set"), sorted(CLOCKS))
    def test_every_clock_of_both_rule_sets_is_explained(self, name, rule_set):
        facts = self.facts(name, datetime(2013, 12, 20, 9, tzinfo=CHINA), rule_set)
        assert {"Began", "Length", "Last day", "Set by", "Counted by", "How certain"} <= facts.keys()

    def test_a_clock_that_the_rule_set_does_not_know_has_no_story(self, now):
        (story,) = stories_of(
            [CaseClock(name="hand_back", started_at=now, due_on=now.date())], rule_set="2013"
        )
        assert story.facts == ()

    def test_every_holiday_has_its_name(self):
        calendar = WorkCalendar()
        days = (date(2010, 1, 1) + timedelta(days=step) for step in range(365 * 18))
        assert {calendar.describe(day).occasion for day in days} - {""} <= OCCASIONS.keys()
        assert set(PROVISIONAL_OCCASIONS.values()) <= OCCASIONS.keys()
        assert {certainty.value for certainty in Certainty} == {"official", "override", "provisional"}


class TestQueues:
    def waits(self, user, *, at):
        return set(waiting_for(user, at=at))

    def test_each_stage_waits_for_the_one_whose_turn_it_is(
        self, now, city_clerk, county_handler, city_inspector
    ):
        cast = {"clerk": city_clerk, "handler": county_handler, "inspector": city_inspector}
        turns = [
            (None, "clerk"),
            ("accept", "clerk"),
            ("assign", "handler"),
            ("sign_for", "handler"),
            ("answer", "inspector"),
        ]
        movers = {"accept": city_clerk, "assign": city_clerk}
        case = make_case(at=now)
        for move, whose in turns:
            if move:
                case = walk(
                    case, [(move, movers.get(move, county_handler))], at=now, unit=unit("440106-land")
                )
            waiting = {name for name, user in cast.items() if case in self.waits(user, at=now)}
            assert waiting == {whose}, case.stage

    def test_a_closed_case_waits_for_nobody(self, now, city_clerk, county_handler, city_inspector):
        steps = [
            ("assign", city_clerk),
            ("sign_for", county_handler),
            ("answer", county_handler),
            ("close", city_inspector),
        ]
        walk(make_case(at=now), steps, at=now, unit=unit("440106-land"))
        assert not any(self.waits(user, at=now) for user in (city_clerk, county_handler, city_inspector))

    def test_a_red_case_waits_for_the_commission_too(self, now, city_inspector):
        case = make_case(at=now)
        assert self.waits(city_inspector, at=case.red_at - timedelta(seconds=1)) == set()
        assert self.waits(city_inspector, at=case.red_at) == {case}

    def test_an_escalated_case_waits_for_the_unit_above(self, now, city_clerk):
        leader = make_user("city_land_leader", Role.UNIT_LEADER, "440100-land")
        case = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
        assert self.waits(leader, at=now) == set()
        Case.objects.filter(pk=case.pk).update(escalated_to=unit("440100-land"))
        assert self.waits(leader, at=now) == {case}

    def test_two_duties_bring_both_queues(self, now, city_clerk):
        give_role(city_clerk, Role.HANDLER, "440106-land")
        received = make_case(at=now)
        assigned = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
        assert self.waits(city_clerk, at=now) == {received, assigned}

    def test_what_accuses_the_own_side_waits_for_nobody_there(self, now, city_clerk):
        case = make_case(at=now)
        name_accused(case_id=case.pk, actor=city_clerk, at=now, unit=unit("440100-commission"))
        assert self.waits(city_clerk, at=now) == set()

    def test_nothing_waits_for_those_who_read_no_cases(self, now, nobody, system_admin, municipal_system):
        make_case(at=now - timedelta(days=90))
        assert not any(self.waits(user, at=now) for user in (nobody, system_admin, municipal_system))


class TestAdvice:
    def test_words_sector_and_unit_are_told(self, now, city_clerk):
        advice = advice_for(make_case(at=now), user=city_clerk, accused=[], at=now)
        assert advice.sector.code == "land_housing"
        assert "征地" in advice.words
        assert advice.owner.unit.code == "440106-land"

    def test_outside_the_eight_sectors_the_commission_is_advised(self, now, city_clerk):
        advice = advice_for(
            make_case(at=now, story="窗口人员态度生硬。"), user=city_clerk, accused=[], at=now
        )
        assert (advice.sector, advice.words) == (None, ())
        assert advice.owner.unit.code == "440100-commission"

    def test_every_unit_is_offered_once_and_the_chosen_ones_first(self, now):
        case = make_case(at=now)
        rows = offered_units(
            case, on=now.date(), sector=case.sector, chosen=[unit("440106-land")], query="国土"
        )
        codes = [row.unit.code for row in rows]
        assert len(codes) == len(set(codes))
        assert (rows[0].unit.code, rows[0].why) == ("440106-land", "Chosen")

    def test_the_nearest_unit_is_found_first(self):
        assert found_units(query="教育局", area=area("440106"))[0].unit.code == "440106-education"

    def test_a_blank_search_finds_nothing(self):
        assert found_units(query="  ", area=area("440106")) == []


class TestRegister:
    def test_a_changed_name_is_seen_after_it_was_forgotten(self):
        code = Sector.objects.filter(code="health")
        before = next(sector for sector in sectors().values() if sector.code == "health").name_en
        code.update(name_en="Care")
        forget_register()
        try:
            assert next(sector for sector in sectors().values() if sector.code == "health").name_en == "Care"
        finally:
            code.update(name_en=before)
            forget_register()

    def test_a_county_is_offered_only_itself(self):
        standing = SimpleNamespace(actings=[SimpleNamespace(area_code="440106")])
        assert [place.code for place in areas_within(standing)] == ["440106"]

    def test_nobody_is_offered_nothing(self):
        assert areas_within(SimpleNamespace(actings=[])) == []


def test_the_trail_names_units_that_have_left_the_case(now, city_clerk, county_handler):
    land = unit("440106-land")
    steps = [("assign", city_clerk), ("object", county_handler), ("consent", city_clerk)]
    case = walk(make_case(at=now), steps, at=now, unit=land)
    titles = [entry["title"] for entry in trail_of(case, accused=[], helpers=[])]
    assert titles[:3] == [
        f"Agreed that it isn't a matter of {land}",
        f"{land} objects that it isn't its own",
        f"Assigned to {land}",
    ]


def test_every_signal_and_clock_has_its_words():
    assert set(SIGNAL_ICONS) == set(Signal)
    assert {name for name, _rule_set in CLOCKS} <= set(ClockName.values)
