"""The time for the reply: reminded, overdue, brought before those above, each exactly once."""

from datetime import date, datetime, timedelta

import pytest

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.models import DayDecision
from cases.tests.factories import make_case, unit, walk
from common.numbering import CHINA
from notices.models import Notice
from supervision.models import OrderSignal
from supervision.services import replan_orders, watch_orders
from supervision.tests.factories import make_order, move, walk_order

pytestmark = pytest.mark.django_db


def on(day: str, hour: int = 9) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, minute=1, tzinfo=CHINA)


def heard(user) -> list[str]:
    rows = Notice.objects.filter(user=user, channel="in_app", wording__startswith="order_").order_by("pk")
    return list(rows.values_list("wording", flat=True))


def test_an_order_that_nobody_replies_to_is_reminded_of_overdue_and_brought_before_those_above(
    now, city_inspector, county_handler, province_inspector
):
    superior = make_user("superior", Role.UNIT_LEADER, "440100-land")
    order = make_order(city_inspector, at=now)
    assert order.due_on == date(2026, 12, 23)
    assert watch_orders(at=on("2026-12-20")) == 0
    assert watch_orders(at=on("2026-12-21")) == 1
    assert watch_orders(at=on("2026-12-24", hour=0)) == 1
    assert heard(city_inspector) == []
    assert watch_orders(at=on("2026-12-30")) == 1
    assert heard(city_inspector) == ["order_red"]
    assert heard(province_inspector) == []
    assert watch_orders(at=on("2027-01-07")) == 1
    usual = ["order_issued", "order_remind", "order_yellow", "order_red", "order_escalate"]
    assert heard(county_handler) == usual
    assert heard(city_inspector) == ["order_red", "order_escalate"]
    assert heard(province_inspector) == heard(superior) == ["order_escalate"]
    assert Notice.objects.filter(user=superior).first().path == ""
    kinds = [event.details["signal"] for event in order.events.filter(name="order.clock_signalled")]
    assert kinds == ["remind", "yellow", "red", "escalate"]


def test_after_a_long_outage_every_signal_is_written_once_and_people_hear_of_the_gravest(
    now, city_inspector, county_handler
):
    make_order(city_inspector, at=now)
    later = now + timedelta(days=90)
    assert watch_orders(at=later) == 4
    assert watch_orders(at=later) == 0
    assert heard(county_handler) == ["order_issued", "order_escalate"]
    assert OrderSignal.objects.count() == 4


def test_a_reply_stops_the_clock_and_a_refusal_starts_another(now, city_inspector, county_handler):
    order = make_order(city_inspector, at=now)
    order = walk_order(order, [("sign_for", county_handler), ("reply", county_handler)], at=now)
    assert watch_orders(at=now + timedelta(days=90)) == 0
    order = move(order, "refuse", city_inspector, at=now, due_on=date(2026, 12, 4))
    assert order.due_on == date(2026, 12, 4)
    watch_orders(at=on("2026-12-05", hour=1))
    assert heard(county_handler)[-1] == "order_yellow"


def test_where_nobody_works_for_the_unit_its_commission_hears(now, city_inspector):
    other = make_user("colleague", Role.INSPECTOR, "440100-commission")
    make_order(city_inspector, at=now)
    assert heard(other) == ["order_issued"]


def test_nobody_who_is_accused_hears_of_an_order_about_the_case(now, city_clerk, city_inspector):
    case = make_case(at=now, accused=[unit("440100-land")])
    handler = make_user("handler", Role.HANDLER, "440106-environment")
    superior = make_user("superior", Role.UNIT_LEADER, "440100-land")
    case = walk(
        case, [("assign", city_clerk), ("sign_for", handler)], at=now, unit=unit("440106-environment")
    )
    make_order(city_inspector, at=now, case=case, to="440106-environment")
    watch_orders(at=now + timedelta(days=90))
    assert heard(superior) == []
    assert heard(handler)[-1] == "order_escalate"


def test_a_day_that_is_entered_as_free_moves_the_reply_and_the_unit_is_told(
    now, city_inspector, county_handler, system_admin
):
    order = make_order(city_inspector, at=now)
    entered = {"source": "通知", "entered_by": system_admin}
    DayDecision.objects.create(
        day=date(2026, 12, 23), kept="free", entered_at=now + timedelta(days=1), **entered
    )
    assert replan_orders(at=now + timedelta(days=1)) == 1
    assert replan_orders(at=now + timedelta(days=2)) == 0
    order.refresh_from_db()
    assert order.due_on == date(2026, 12, 24)
    assert heard(county_handler) == ["order_issued", "order_moved"]
