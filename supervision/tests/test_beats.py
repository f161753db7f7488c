"""The clocks of orders and of the ledger, beaten by several workers at once and after one was away for two days."""

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest

from cases.tests.factories import FOUND_PROVED, unit
from common.tests.beats import at_once
from notices.models import Notice
from supervision.models import AccountEvent, Order, OrderClock, OrderEvent, OrderSignal
from supervision.services import (
    decide_on_measure,
    open_account,
    propose_measure,
    record_appeal,
    serve_measure,
    watch_accounts,
    watch_orders,
)
from supervision.services.accountability import Answerable
from supervision.tests.factories import close_with, make_order

HOUR = timedelta(hours=1)
MOMENT = {"remind": "remind_at", "yellow": "due_at", "red": "red_at"}
ORDERS, FILES, BEATS = 6, 3, 3
UNITS = ("440106-land", "440106-housing", "440106-environment", "440104-land", "440105-land", "440103-land")


@pytest.fixture
def orders(now, transactional_db, city_inspector, county_handler):
    """One order to each of six units, which nobody replies to."""
    return [make_order(city_inspector, at=now, to=code) for code in UNITS]


@pytest.fixture
def appealed(now, transactional_db, city_clerk, county_handler, city_inspector, commission_leader):
    """Files whose measures were appealed against, so that an answer is due in thirty days."""
    who = {"clerk": city_clerk, "handler": county_handler, "inspector": city_inspector}
    case = close_with(FOUND_PROVED, at=now, **who)
    by = {"actor": city_inspector, "at": now}
    files = []
    for name in ("甲某", "乙某", "丙某")[:FILES]:
        person = Answerable(
            liability="direct",
            unit=unit("440106-housing"),
            happened_on=now.date(),
            name=name,
            post_name="科员",
        )
        file = open_account(case_id=case.pk, who=person, note="违规发放", **by)
        proposal = propose_measure(
            file_id=file.pk, measure="party_warning", basis="条例", reason="事实清楚", **by
        )
        decide_on_measure(
            proposal_id=proposal.pk, decision="granted", note="同意", actor=commission_leader, at=now
        )
        serve_measure(file_id=file.pk, served_on=now.date(), note="当面", **by)
        files.append(record_appeal(file_id=file.pk, made_on=now.date(), words="处理过重", **by))
    return files


def told(wording):
    """How often each person was told of each matter in these words."""
    rows = Notice.objects.filter(channel="in_app", wording=wording)
    return Counter(rows.values_list("user", "context__number"))


def test_several_beats_at_once_give_every_signal_of_an_order_once(now, orders):
    for days, wording in (
        (28, "order_remind"),
        (31, "order_yellow"),
        (37, "order_red"),
        (45, "order_escalate"),
    ):
        given = at_once(*[partial(watch_orders, at=now + timedelta(days=days))] * BEATS)
        rest = watch_orders(at=now + timedelta(days=days))
        assert sum(given) + rest == ORDERS, wording
        numbers = {number for _user, number in told(wording)}
        assert numbers == {order.number for order in orders}
        assert set(told(wording).values()) == {1}, wording
    kinds = Counter(OrderSignal.objects.values_list("kind", flat=True))
    assert kinds == dict.fromkeys(("remind", "yellow", "red", "escalate"), ORDERS)
    assert OrderEvent.objects.filter(name="order.clock_signalled").count() == 4 * ORDERS


def test_after_48_hours_without_a_beat_all_is_written_in_order_and_the_gravest_told(now, orders):
    red_at = OrderClock.objects.earliest("red_at").red_at
    at_once(*[partial(watch_orders, at=red_at - 47 * HOUR)] * BEATS)
    watch_orders(at=red_at - 47 * HOUR)
    before = OrderSignal.objects.count()
    given = at_once(*[partial(watch_orders, at=red_at + HOUR)] * BEATS)
    assert sum(given) + watch_orders(at=red_at + HOUR) == OrderSignal.objects.count() - before
    for order in Order.objects.all():
        clock = order.clocks.get()
        due = [kind for kind in ("remind", "yellow", "red") if getattr(clock, MOMENT[kind]) <= red_at + HOUR]
        assert list(clock.signals.order_by("pk").values_list("kind", flat=True)) == due
    assert set(told("order_red").values()) == {1}


def test_several_beats_at_once_remind_of_the_answer_to_an_appeal_once_and_call_it_late_once(now, appealed):
    remind_at, due_at = appealed[0].remind_at, appealed[0].due_at
    for at, wording in ((remind_at, "account_due"), (due_at + 48 * HOUR, "account_late")):
        given = at_once(*[partial(watch_accounts, at=at)] * BEATS)
        assert sum(given) + watch_accounts(at=at) == FILES
        assert set(told(wording).values()) == {1}
        assert {number for _user, number in told(wording)} == {file.number for file in appealed}
    names = Counter(AccountEvent.objects.values_list("name", flat=True))
    assert (names["account.reminded"], names["account.late"]) == (FILES, FILES)


def test_48_hours_over_both_moments_write_both_and_tell_of_the_gravest(now, appealed):
    at = appealed[0].due_at + HOUR
    at_once(*[partial(watch_accounts, at=at)] * BEATS)
    watch_accounts(at=at)
    names = Counter(AccountEvent.objects.values_list("name", flat=True))
    assert (names["account.reminded"], names["account.late"]) == (FILES, FILES)
    assert not told("account_due")
    assert set(told("account_late").values()) == {1}
