"""Where nobody has the duty somebody else hears of it and decides: never nobody, and never the accused side."""

from datetime import timedelta

import pytest

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.choices import Decision, Party
from cases.models import Case, CaseClock
from cases.permissions import parties_of
from cases.selectors.queue import waiting_for
from cases.services import MoveRefused, move_case, watch_clocks
from cases.tests.factories import make_case, unit, walk
from notices.models import Notice

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def make(case, move, actor, *, at, note="按规定办理", **details):
    return move_case(case_id=case.pk, move=move, actor=actor, at=at, note=note, details=details)


def refused(case, move, actor, *, at, note="按规定办理", **details):
    with pytest.raises(MoveRefused) as problem:
        make(case, move, actor, at=at, note=note, **details)
    return problem.value.reasons


def handled(clerk, handler, *, at, **fields):
    steps = [("assign", clerk), ("sign_for", handler)]
    return walk(make_case(at=at, **fields), steps, at=at, unit=unit("440106-land"))


def told(wording):
    return set(Notice.objects.filter(wording=wording).values_list("user__username", flat=True))


class TestMoreTimeWithoutAHead:
    """The head decides; where there is none: the superior unit's, else the commission (2005: art. 33; 2022: art. 34)."""

    def test_the_head_of_the_superior_unit_decides(self, now, city_clerk, county_handler):
        above = make_user("city_land_leader", Role.UNIT_LEADER, "440100-land")
        case = handled(city_clerk, county_handler, at=now)
        case = make(case, "ask_time", county_handler, at=now, days=10)
        assert case.escalated_to == unit("440100-land")
        assert (told("time_asked"), parties_of(above, case)) == ({"city_land_leader"}, {Party.STAND_IN})
        assert case in waiting_for(above, at=now)
        case = make(case, "grant_time", above, at=now)
        event = case.events.get(move="grant_time")
        assert (event.party, event.unit) == (Party.STAND_IN, unit("440100-land"))
        assert case.requests.get().decision == Decision.GRANTED
        assert case.clocks.get(name="conclude").extended_days == 10

    def test_without_a_superior_head_the_commission_decides(
        self, now, city_clerk, county_handler, city_inspector
    ):
        case = handled(city_clerk, county_handler, at=now)
        case = make(case, "ask_time", county_handler, at=now, days=10)
        assert told("time_asked") == {"city_inspector"}
        case = make(case, "refuse_time", city_inspector, at=now)
        assert case.requests.get().decision == Decision.REFUSED

    def test_the_accused_superior_does_not_decide(self, now, city_clerk, county_handler, city_inspector):
        make_user("city_land_leader", Role.UNIT_LEADER, "440100-land")
        make_user("province_land_leader", Role.UNIT_LEADER, "440000-land")
        case = walk(
            make_case(at=now, accused=[unit("440100-land")]),
            [("assign", city_clerk)],
            at=now,
            unit=unit("440106-education"),
        )
        handler = make_user("education", Role.HANDLER, "440106-education")
        case = walk(case, [("sign_for", handler)], at=now)
        case = make(case, "ask_time", handler, at=now, days=10)
        assert told("time_asked") == {"city_inspector"}

    def test_who_is_the_only_head_and_asks_himself_is_decided_on_above(
        self, now, city_clerk, county_handler, county_leader, city_inspector
    ):
        case = handled(city_clerk, county_handler, at=now)
        case = make(case, "ask_time", county_leader, at=now, days=10)
        assert refused(case, "grant_time", county_leader, at=now) == ("own_request",)
        assert make(case, "grant_time", city_inspector, at=now).waits_for == ""

    def test_where_there_is_a_head_nobody_else_decides(
        self, now, city_clerk, county_handler, county_leader, city_inspector
    ):
        case = handled(city_clerk, county_handler, at=now)
        case = make(case, "ask_time", county_handler, at=now, days=10)
        assert told("time_asked") == {"county_leader"}
        assert "not_your_move" in refused(case, "grant_time", city_inspector, at=now)

    def test_a_head_who_lets_the_time_to_decide_run_out_loses_it_to_the_next_level(
        self, now, city_clerk, county_handler, county_leader, city_inspector
    ):
        above = make_user("city_land_leader", Role.UNIT_LEADER, "440100-land")
        case = handled(city_clerk, county_handler, at=now)
        case = make(case, "ask_time", county_handler, at=now, days=10)
        over = CaseClock.objects.get(case=case, name="more_time", stopped_at=None).escalate_at
        watch_clocks(at=over)
        case = Case.objects.get(pk=case.pk)
        assert case.escalated_to == unit("440100-land")
        case = make(case, "grant_time", above, at=over)
        assert case.events.get(move="grant_time").unit == unit("440100-land")


class TestNeverNobody:
    """A signal always finds somebody: the superior unit, then the commission of the desk, then the province."""

    def test_the_superior_hears_where_the_unit_has_nobody(self, now, city_clerk, city_inspector):
        make_user("city_land_leader", Role.UNIT_LEADER, "440100-land")
        walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
        watch_clocks(at=now + 14 * DAY)
        assert told("clock_remind") == {"city_land_leader"}

    def test_of_red_a_commission_hears_even_where_the_desk_has_none(
        self, now, city_clerk, county_handler, province_inspector
    ):
        walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
        watch_clocks(at=now + 23 * DAY)
        assert told("clock_red") == {"county_handler", "province_inspector"}

    def test_it_escalates_past_units_where_nobody_works(
        self, now, city_clerk, county_handler, city_inspector
    ):
        case = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
        watch_clocks(at=now + 40 * DAY)
        case.refresh_from_db(fields=["escalated_to"])
        assert case.escalated_to == unit("440100-commission")
        assert "city_inspector" in told("clock_escalate")

    def test_the_accused_superior_hears_nothing(self, now, city_clerk, city_inspector):
        make_user("city_land_leader", Role.UNIT_LEADER, "440100-land")
        case = make_case(at=now, accused=[unit("440100-land")])
        walk(case, [("assign", city_clerk)], at=now, unit=unit("440106-education"))
        for days in (14, 18, 25, 40):
            watch_clocks(at=now + days * DAY)
        assert not Notice.objects.filter(user__username="city_land_leader").exists()
        assert told("clock_remind") == {"city_inspector"}


class TestAReleasedUnit:
    """A unit whose objection was agreed to gets the case again by decision of the commission alone (R6)."""

    @pytest.fixture
    def released(self, now, city_clerk, county_handler):
        case = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
        case = make(case, "object", county_handler, at=now, note="不属本单位职责")
        return make(case, "consent", city_clerk, at=now)

    def test_the_desk_is_refused_with_a_plain_reason(self, released, now, city_clerk):
        assert refused(released, "assign", city_clerk, at=now, unit=unit("440106-land")) == ("unit_released",)
        case = make(released, "assign", city_clerk, at=now, unit=unit("440106-housing"))
        assert refused(case, "reassign", city_clerk, at=now, unit=unit("440106-land")) == ("unit_released",)

    def test_the_commission_decides_and_then_it_stands(
        self, released, now, city_clerk, city_inspector, county_handler
    ):
        case = make(released, "impose", city_inspector, at=now, unit=unit("440106-land"), note="三定方案写明")
        assert (case.stage, case.responsible) == ("assigned", unit("440106-land"))
        assert Notice.objects.filter(user=city_clerk, wording="case_imposed").exists()
        assert refused(case, "object", county_handler, at=now) == ("objection_decided",)

    def test_without_an_objection_the_desk_assigns(self, now, city_clerk, city_inspector):
        case = walk(make_case(at=now), [("accept", city_clerk)], at=now)
        assert refused(case, "impose", city_inspector, at=now, unit=unit("440106-land")) == ("nothing_asked",)
