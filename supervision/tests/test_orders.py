"""What happens to a supervision order: issued, replied to, refused, raised, withdrawn, closed."""

from dataclasses import replace
from datetime import date, timedelta

import pgtrigger
import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.choices import Role
from accounts.models import User
from accounts.tests.factories import make_user
from cases.models import Case
from cases.services import MoveRefused, move_case, name_accused
from cases.tests.factories import make_case, unit, walk
from notices.models import Notice
from organizations.models import Tenure
from supervision.choices import OrderParty, OrderRefusal, OrderStage
from supervision.lifecycle import ORDER_MOVE_BY_NAME, ORDER_MOVES
from supervision.models import DemandReply, Order, OrderClock, OrderEvent
from supervision.selectors.leaders import document_word, leaders_on, stands_below
from supervision.services import OrderRefused, issue_order, move_order
from supervision.tests.factories import draft_for, is_supervised, make_order, move, seen_by, walk_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def handled(now, city_clerk, county_handler):
    """A case that the land bureau of Tianhe handles."""
    case = make_case(at=now)
    return walk(
        case, [("assign", city_clerk), ("sign_for", county_handler)], at=now, unit=unit("440106-land")
    )


def refused(call) -> tuple[str, ...]:
    with pytest.raises(OrderRefused) as why:
        call()
    assert all(why.value.sentences)
    return why.value.reasons


def told(user, wording) -> int:
    return Notice.objects.filter(user=user, wording=wording, channel="in_app").count()


class TestIssuing:
    def test_an_order_is_numbered_due_in_thirty_days_and_told_to_the_unit(
        self, now, city_inspector, county_handler, county_leader
    ):
        order = make_order(city_inspector, at=now)
        assert (order.number, order.stage, order.level) == ("穗纪督〔2026〕1号", "issued", "blue")
        assert order.due_on == date(2026, 12, 23)
        assert order.demands.get(position=1).text == "十日内足额发放补偿款。"
        assert told(county_handler, "order_issued") == told(county_leader, "order_issued") == 1
        assert order.events.get().move == "issue"

    def test_every_commission_counts_its_own_orders_of_a_year_without_a_gap(
        self, now, city_inspector, province_inspector
    ):
        make_order(city_inspector, at=now)
        undone = transaction.savepoint()
        assert make_order(city_inspector, at=now).serial == 2
        transaction.savepoint_rollback(undone)
        assert make_order(city_inspector, at=now).number == "穗纪督〔2026〕2号"
        of_province = make_order(province_inspector, at=now, issuer="440000-commission")
        assert of_province.number == "粤纪督〔2026〕1号"
        next_year = now + timedelta(days=60)
        assert make_order(city_inspector, at=next_year).number == "穗纪督〔2027〕1号"

    def test_the_database_leaves_no_number_out(self, now, city_inspector):
        order = make_order(city_inspector, at=now)
        order.pk, order.serial = None, 5
        with pytest.raises(DatabaseError, match="next number"):
            order.save(force_insert=True)

    def test_document_words_say_which_commission(self):
        words = {code: document_word(unit(f"{code}-commission")) for code in ("440000", "440106", "441900")}
        assert words == {"440000": "粤纪督", "440106": "穗天河纪督", "441900": "莞纪督"}

    def test_a_last_day_in_the_national_holiday_moves_to_the_next_working_day(self, now, city_inspector):
        order = make_order(city_inspector, at=now.replace(month=9, day=2))
        assert order.due_on == date(2026, 10, 8)

    def test_the_leader_who_is_named_holds_a_post_there_on_that_day(self, now, city_inspector):
        other = leaders_on(unit("440106-housing"), on=now.date()).first()
        assert refused(lambda: make_order(city_inspector, at=now, tenure=other)) == ("no_leader",)
        assert refused(lambda: make_order(city_inspector, at=now, tenure=None)) == ("no_leader",)

    def test_a_commission_orders_only_within_its_area_and_nobody_above(self, now, city_inspector):
        assert refused(lambda: make_order(city_inspector, at=now, to="440306-land")) == ("not_below",)
        assert "not_below" in refused(lambda: make_order(city_inspector, at=now, to="440100-commission"))
        assert "not_below" in refused(lambda: make_order(city_inspector, at=now, to="440000-land"))

    def test_it_takes_an_inspector_and_a_demand(self, now, city_inspector, county_handler):
        assert "not_your_move" in refused(lambda: make_order(county_handler, at=now))
        assert refused(lambda: make_order(city_inspector, at=now, demands=("", " "))) == ("no_demand",)

    def test_for_failing_supervision_the_order_goes_above_the_unit_concerned(self, now, city_inspector):
        failing = {"trigger": "supervision_failure"}
        about = unit("440106-land")
        assert refused(lambda: make_order(city_inspector, at=now, **failing)) == ("about_missing",)
        assert refused(lambda: make_order(city_inspector, at=now, about=about, **failing)) == (
            "about_not_below",
        )
        assert refused(lambda: make_order(city_inspector, at=now, to="440100-land", about=about)) == (
            "about_unfit",
        )
        order = make_order(city_inspector, at=now, to="440100-land", about=about, **failing)
        assert seen_by(make_user("city_land", Role.HANDLER, "440100-land"), order)
        assert not seen_by(make_user("below", Role.HANDLER, "440106-land"), order)


class TestAboutACase:
    def test_the_case_comes_under_supervision_and_leaves_it_with_the_order(
        self, now, handled, city_inspector, county_handler
    ):
        order = make_order(city_inspector, at=now, case=handled)
        assert is_supervised(handled)
        assert handled.events.get(move="supervise").details == {"ground": "overdue", "order": order.number}
        steps = [("sign_for", county_handler), ("reply", county_handler)]
        walk_order(order, [*steps, ("accept", city_inspector)], at=now)
        assert is_supervised(handled)
        move(order, "close", city_inspector, at=now)
        assert not is_supervised(handled)
        assert handled.events.filter(move="end_supervision").exists()

    def test_there_is_one_order_about_a_case_at_a_time(self, now, handled, city_inspector):
        first = make_order(city_inspector, at=now, case=handled)
        assert refused(lambda: make_order(city_inspector, at=now, case=handled)) == ("case_ordered",)
        move(first, "withdraw", city_inspector, at=now)
        assert not is_supervised(handled)
        assert make_order(city_inspector, at=now, case=handled).is_open

    def test_only_a_unit_that_has_the_case_is_ordered_about_it(self, now, handled, city_inspector):
        to_another = refused(lambda: make_order(city_inspector, at=now, case=handled, to="440106-housing"))
        assert to_another == ("not_at_case",)

    def test_supervision_of_many_cases_has_an_order_behind_each(self, now, handled, city_inspector):
        walk(handled, [("supervise", city_inspector)], at=now)
        order = Order.objects.get(case=handled)
        assert (order.addressee.code, order.trigger, order.leader) == (
            "440106-land",
            "serious",
            leaders_on(unit("440106-land"), on=now.date()).first().person,
        )

    def test_nothing_is_kept_of_a_supervision_that_nobody_can_be_ordered_about(
        self, now, handled, city_inspector
    ):
        Tenure.objects.filter(post__unit=handled.responsible, to_on=None).update(to_on=date(2026, 1, 1))
        with pytest.raises(MoveRefused) as why:
            walk(handled, [("supervise", city_inspector)], at=now)
        assert why.value.reasons == ("order_refused",)
        assert not is_supervised(handled)

    def test_a_case_that_is_recalled_takes_the_order_from_the_unit(
        self, now, handled, city_inspector, city_clerk, county_handler
    ):
        order = make_order(city_inspector, at=now, case=handled)
        move_case(case_id=handled.pk, move="recall", actor=city_clerk, at=now, note="误派")
        order.refresh_from_db(fields=["stage"])
        assert order.stage == OrderStage.WITHDRAWN
        assert not seen_by(county_handler, order)
        assert told(city_inspector, "order_withdrawn") == 1
        assert not Notice.objects.filter(user=county_handler, wording__startswith="order_").exists()

    def test_another_unit_is_ordered_anew(self, now, handled, city_inspector, city_clerk):
        order = make_order(city_inspector, at=now, case=handled)
        details = {"unit": unit("440106-environment")}
        move_case(case_id=handled.pk, move="reassign", actor=city_clerk, at=now, note="归口", details=details)
        order.refresh_from_db(fields=["stage"])
        assert (order.stage, is_supervised(handled)) == (OrderStage.WITHDRAWN, False)

    def test_a_closed_case_can_be_ordered_about(self, now, handled, city_inspector, county_handler):
        steps = [("answer", county_handler), ("close", city_inspector)]
        case = walk(handled, steps, at=now)
        make_order(city_inspector, at=now, case=case, trigger="bad_rating")
        assert is_supervised(case)


class TestFirewall:
    def test_an_accused_unit_is_never_ordered(self, now, city_clerk, city_inspector, county_handler):
        case = make_case(at=now, accused=[unit("440106-housing")])
        steps = [("assign", city_clerk), ("sign_for", county_handler)]
        case = walk(case, steps, at=now, unit=unit("440106-land"))
        barred = refused(lambda: make_order(city_inspector, at=now, case=case, to="440106-housing"))
        assert "firewall" in barred

    @pytest.mark.parametrize("accused", ["440106-land", "440100-land", "440106-government"])
    def test_the_database_refuses_it_whoever_asks(self, accused, now, handled, city_inspector):
        order = make_order(city_inspector, at=now)
        with pgtrigger.ignore("cases.Accused:accused_holds_no_case"):
            handled.accused.create(unit=unit(accused))
        order.pk, order.serial, order.case = None, 2, handled
        with pytest.raises(IntegrityError, match="firewall"):
            order.save(force_insert=True)

    def test_the_database_refuses_an_accused_leader(self, now, handled, city_inspector):
        order = make_order(city_inspector, at=now)
        with pgtrigger.ignore("cases.Accused:accused_holds_no_case"):
            handled.accused.create(person=order.leader)
        order.pk, order.serial, order.case = None, 2, handled
        with pytest.raises(IntegrityError, match="firewall"):
            order.save(force_insert=True)

    def test_who_comes_to_be_accused_loses_the_order_at_once(
        self, now, handled, city_inspector, county_handler
    ):
        order = make_order(city_inspector, at=now, case=handled)
        assert seen_by(county_handler, order)
        name_accused(case_id=handled.pk, actor=city_inspector, at=now, unit=unit("440106-land"))
        order.refresh_from_db(fields=["stage"])
        assert order.stage == OrderStage.WITHDRAWN
        assert not seen_by(county_handler, order)
        assert not Notice.objects.filter(user=county_handler, wording__startswith="order_").exists()

    def test_a_named_leader_who_comes_to_be_accused_ends_the_order(self, now, handled, city_inspector):
        order = make_order(city_inspector, at=now, case=handled)
        name_accused(case_id=handled.pk, actor=city_inspector, at=now, person=order.leader)
        order.refresh_from_db(fields=["stage"])
        assert order.stage == OrderStage.WITHDRAWN

    def test_orders_are_there_for_both_sides_and_the_commissions_above_alone(
        self, now, handled, city_inspector, county_handler, county_leader, province_inspector, system_admin
    ):
        order = make_order(city_inspector, at=now, case=handled)
        for user in (city_inspector, county_handler, county_leader, province_inspector):
            assert seen_by(user, order)
        strangers = [
            system_admin,
            make_user("county_inspector", Role.INSPECTOR, "440106-commission"),
            make_user("other_city", Role.INSPECTOR, "440300-commission"),
            make_user("above", Role.UNIT_LEADER, "440100-land"),
            make_user("beside", Role.HANDLER, "440106-environment"),
            make_user("clerk", Role.INTAKE_CLERK, "440100-commission"),
        ]
        assert [user for user in strangers if seen_by(user, order)] == []

    def test_whoever_is_tied_to_the_accused_sees_no_order_about_the_case(self, now, handled, city_inspector):
        order = make_order(city_inspector, at=now, case=handled)
        tied = make_user("tied", Role.INSPECTOR, "440100-commission")
        tied.ties.create(unit=unit("440106-housing"), relation="kin")
        name_accused(case_id=handled.pk, actor=city_inspector, at=now, unit=unit("440106-housing"))
        assert seen_by(city_inspector, order)
        assert not seen_by(tied, order)


class TestReplying:
    def test_every_demand_is_answered_by_itself(self, now, city_inspector, county_handler):
        order = walk_order(make_order(city_inspector, at=now), [("sign_for", county_handler)], at=now)
        first = order.demands.first()
        assert refused(lambda: move(order, "reply", county_handler, at=now, replies={first.pk: "好"})) == (
            "reply_missing",
        )
        order = move(order, "reply", county_handler, at=now)
        assert (order.stage, order.due_on, DemandReply.objects.count()) == ("replied", None, 2)
        assert told(city_inspector, "order_replied") == 1

    def test_a_refused_reply_gets_a_new_day_and_only_what_is_open_is_answered_again(
        self, now, city_inspector, county_handler
    ):
        steps = [("sign_for", county_handler), ("reply", county_handler)]
        order = walk_order(make_order(city_inspector, at=now), steps, at=now)
        last = order.demands.last()
        wanted = {"demands": [last.pk], "due_on": date(2026, 12, 5)}
        assert refused(lambda: move(order, "refuse", city_inspector, at=now, note=" ", **wanted)) == (
            "note_missing",
        )
        too_late = wanted | {"due_on": date(2027, 3, 1)}
        assert refused(lambda: move(order, "refuse", city_inspector, at=now, **too_late)) == ("due_unfit",)
        order = move(order, "refuse", city_inspector, at=now, **wanted)
        # The 5th is a Saturday.
        assert (order.stage, order.due_on, order.refused_count) == ("signed", date(2026, 12, 7), 1)
        assert [row.position for row in order.demands.filter(is_open=True)] == [2]
        order = move(order, "reply", county_handler, at=now)
        assert last.replies.count() == 2
        assert order.events.get(move="refuse").details == {"demands": [2], "due_on": "2026-12-05"}

    def test_nobody_decides_on_his_own_reply(self, now, city_inspector, county_handler):
        steps = [("sign_for", county_handler), ("reply", county_handler)]
        order = walk_order(make_order(city_inspector, at=now), steps, at=now)
        county_handler.duties.update(unit=unit("440100-commission"), role=Role.INSPECTOR)
        turncoat = User.objects.get(pk=county_handler.pk)
        assert refused(lambda: move(order, "accept", turncoat, at=now)) == ("own_reply",)

    def test_what_was_written_stays(self, now, city_inspector, county_handler):
        steps = [("sign_for", county_handler), ("reply", county_handler)]
        order = walk_order(make_order(city_inspector, at=now), steps, at=now)
        changes = [
            lambda: Order.objects.filter(pk=order.pk).update(reason="另一个理由"),
            lambda: order.demands.update(text="另一个要求"),
            lambda: DemandReply.objects.update(text="改"),
            lambda: OrderEvent.objects.update(note="改"),
            lambda: OrderEvent.objects.all().delete(),
            lambda: Order.objects.filter(pk=order.pk).update(stage="issued"),
            lambda: Order.objects.filter(pk=order.pk).update(stage="closed"),
        ]
        for change in changes:
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


class TestRaising:
    def test_blue_becomes_orange_at_the_city_and_red_at_the_province(
        self, now, city_inspector, province_inspector, county_handler
    ):
        county_inspector = make_user("county_inspector", Role.INSPECTOR, "440106-commission")
        blue = make_order(county_inspector, at=now, issuer="440106-commission")
        assert refused(lambda: move(blue, "reissue", city_inspector, at=now)) == ("not_late",)
        later = now + timedelta(days=40)
        move(blue, "reissue", city_inspector, at=later)
        orange = Order.objects.get(renews=blue)
        move(orange, "reissue", province_inspector, at=later + timedelta(days=40))
        red = Order.objects.get(renews=orange)
        line = [(row.number, row.level, row.stage) for row in Order.objects.order_by("pk")]
        assert line == [
            ("穗天河纪督〔2026〕1号", "blue", "reissued"),
            ("穗纪督〔2027〕1号", "orange", "reissued"),
            ("粤纪督〔2027〕1号", "red", "issued"),
        ]
        assert [row.text for row in red.demands.all()] == [row.text for row in blue.demands.all()]
        assert told(county_handler, "order_issued") == 3
        assert told(county_inspector, "order_reissued") == 1
        much_later = later + timedelta(days=120)
        assert "highest" in refused(lambda: move(red, "reissue", province_inspector, at=much_later))

    def test_the_issuer_itself_raises_only_at_the_top(self, now, city_inspector, province_inspector):
        later = now + timedelta(days=40)
        order = make_order(city_inspector, at=now)
        assert "not_your_move" in refused(lambda: move(order, "reissue", city_inspector, at=later))
        at_top = make_order(province_inspector, at=now, issuer="440000-commission")
        move(at_top, "reissue", province_inspector, at=later)
        assert Order.objects.get(renews=at_top).level == "orange"

    def test_the_case_stays_under_supervision(self, now, handled, city_inspector, province_inspector):
        order = make_order(city_inspector, at=now, case=handled)
        move(order, "reissue", province_inspector, at=now + timedelta(days=40))
        assert is_supervised(handled)
        assert Order.objects.get(renews=order).case_id == handled.pk


STAGES = {
    "issued": (),
    "signed": ("sign_for",),
    "replied": ("sign_for", "reply"),
    "accepted": ("sign_for", "reply", "accept"),
    "closed": ("sign_for", "reply", "accept", "close"),
    "withdrawn": ("withdraw",),
    "reissued": ("reissue",),
}
WHO = {
    "issuer": (Role.INSPECTOR, "440106-commission"),
    "issuing_leader": (Role.COMMISSION_LEADER, "440106-commission"),
    "clerk": (Role.INTAKE_CLERK, "440106-commission"),
    "above": (Role.INSPECTOR, "440100-commission"),
    "top": (Role.COMMISSION_LEADER, "440000-commission"),
    "handler": (Role.HANDLER, "440106-land"),
    "leader": (Role.UNIT_LEADER, "440106-land"),
    "superior": (Role.UNIT_LEADER, "440100-land"),
    "neighbour": (Role.HANDLER, "440106-housing"),
    "elsewhere": (Role.INSPECTOR, "440300-commission"),
    "admin": (Role.SYSTEM_ADMIN, "440000-commission"),
}
PARTY = {
    "issuer": OrderParty.ISSUER,
    "issuing_leader": OrderParty.ISSUER,
    "above": OrderParty.ABOVE,
    "top": OrderParty.ABOVE,
    "handler": OrderParty.ADDRESSEE,
    "leader": OrderParty.ADDRESSEE,
}


@pytest.mark.parametrize("stage", STAGES)
def test_every_move_from_every_stage_by_everybody_is_as_the_table_says(stage, now):
    cast = {name: make_user(name, *duty) for name, duty in WHO.items()}
    by = {"sign_for": "handler", "reply": "handler", "reissue": "above"}
    late = now + timedelta(days=40)
    order = make_order(cast["issuer"], at=now, issuer="440106-commission")
    for name in STAGES[stage]:
        order = move(order, name, cast[by.get(name, "issuer")], at=late)
    assert order.stage == stage
    for row in ORDER_MOVES[1:]:
        for name, user in cast.items():
            outcome = attempt(order, row.name, user, at=late)
            if name not in PARTY:
                assert outcome == "not there", (row.name, name)
            elif stage in row.sources and PARTY[name] in row.by:
                assert outcome == row.target, (row.name, name)
            else:
                assert set(outcome) & {"not_your_move", "wrong_stage"}, (row.name, name)


def attempt(order, name, user, *, at):
    """The stage after a move that is undone at once, or why it wasn't made."""
    before = transaction.savepoint()
    try:
        return move(order, name, user, at=at).stage
    except OrderRefused as refusal:
        return refusal.reasons
    except Order.DoesNotExist:
        return "not there"
    finally:
        transaction.savepoint_rollback(before)


def test_every_stage_is_reached_and_every_refusal_has_words():
    reached = {row.target for row in ORDER_MOVES}
    assert reached == set(OrderStage)
    assert set(ORDER_MOVE_BY_NAME) == {row.name for row in ORDER_MOVES}
    assert all(str(reason.label) for reason in OrderRefusal)


def test_whoever_may_not_read_the_case_orders_nothing_about_it(now, handled):
    stranger = make_user("stranger", Role.INSPECTOR, "440300-commission")
    draft = draft_for(unit("440106-land"), at=now, case=handled)
    with pytest.raises(Case.DoesNotExist):
        issue_order(draft=replace(draft), issuer=unit("440300-commission"), actor=stranger, at=now)


def test_an_order_that_is_over_has_no_clock(now, city_inspector):
    order = make_order(city_inspector, at=now)
    move_order(order_id=order.pk, move="withdraw", actor=city_inspector, at=now, note="已另行处理")
    assert not OrderClock.objects.filter(stopped_at=None).exists()


def test_nothing_stands_below_the_commission_above_the_province_which_is_refused_in_words(now):
    above = make_user("central", Role.INSPECTOR, "central-commission")
    assert not stands_below(unit("440106-land"), unit("central-commission"))
    draft = draft_for(unit("440106-land"), at=now)
    said = refused(lambda: issue_order(draft=draft, issuer=unit("central-commission"), actor=above, at=now))
    assert "not_below" in said
