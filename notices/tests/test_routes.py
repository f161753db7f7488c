"""Who is told by which channel: safe by default, chosen in the console, at the pace that each user likes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from accounts.tests.factories import give_role, make_user
from common.numbering import CHINA
from common.tests.browsing import browse_as, main_of
from notices.choices import Channel, State, Wording
from notices.models import Notice, Preference, Route
from notices.rules import ALARMS, HEARERS, MUST_REACH, next_morning
from notices.selectors import ready_to_be_told
from notices.services import (
    bundle_gathered,
    choose_pace,
    notify_users,
    send_due_notices,
    set_route,
    withdraw_notices,
)

WISHES = "/staff/notices/settings/"


@pytest.fixture
def reader(db):
    return make_user("reader", Role.HANDLER, "440106-land", phone="13800138000")


def tell(users, *, at, wording="case_assigned", about="event:1", path="/staff/cases/1/"):
    notify_users(
        users=users,
        wording=wording,
        context={"number": "2026-0000001", "unit": "国土局", "date": "2026-11-30"},
        path=path,
        about=about,
        at=at,
    )


def told(user, **fields) -> set[str]:
    return set(Notice.objects.filter(user=user, **fields).values_list("channel", flat=True))


@pytest.mark.django_db
class TestRoutes:
    def test_by_default_work_comes_by_mail_and_what_is_overdue_rings(self, reader, now):
        tell([reader], at=now)
        assert told(reader) == {"in_app", "email"}
        tell([reader], at=now, wording="clock_red", about="event:2")
        assert told(reader, wording="clock_red") == {"in_app", "email", "sms"}

    def test_another_choice_holds_for_its_role_and_step_alone(self, reader, system_admin, county_leader, now):
        set_route(wording="case_assigned", role=Role.HANDLER, channels=["sms"], actor=system_admin, at=now)
        tell([reader, county_leader], at=now)
        assert told(reader) == {"in_app", "sms"}
        assert told(county_leader) == {"in_app", "email"}

    def test_the_newest_choice_holds_and_the_built_in_one_comes_back(self, reader, system_admin, now):
        for channels in ([], ["sms"], None):
            set_route(
                wording="case_assigned", role=Role.HANDLER, channels=channels, actor=system_admin, at=now
            )
        tell([reader], at=now)
        assert told(reader) == {"in_app", "email"}

    @pytest.mark.parametrize("wording", sorted(MUST_REACH))
    def test_what_must_reach_people_cannot_be_switched_off_or_put_off(
        self, wording, reader, system_admin, now
    ):
        set_route(wording=wording, role=Role.HANDLER, channels=[], actor=system_admin, at=now)
        choose_pace(user=reader, email="morning", sms="morning", at=now)
        tell([reader], at=now, wording=wording)
        assert told(reader, state__in=["pending", "sent"]) == set(Channel.values)

    def test_who_has_two_duties_is_told_by_what_either_asks_for(self, reader, system_admin, now):
        give_role(reader, Role.UNIT_LEADER, "440106-land")
        set_route(wording="case_assigned", role=Role.HANDLER, channels=["sms"], actor=system_admin, at=now)
        tell([reader], at=now)
        assert told(reader) == {"in_app", "email", "sms"}

    def test_telling_many_costs_no_more_statements_than_telling_one(
        self, reader, now, django_assert_num_queries
    ):
        others = [make_user(f"user{number}", Role.HANDLER, "440106-land") for number in range(5)]
        tell([reader], at=now, about="before")
        with django_assert_num_queries(2):
            tell([reader], at=now)
        with django_assert_num_queries(2):
            tell(others, at=now)
        ready = list(ready_to_be_told(User.objects.order_by("pk"), on=now.date()))
        with django_assert_num_queries(1):
            tell(ready, at=now, about="event:2")

    def test_the_console_shows_who_hears_of_what_and_changes_it(self, system_admin, province_inspector, now):
        client = Client(headers={"Accept-Language": "en"})
        client.force_login(system_admin)
        page = reverse("admin:notices_route_channels", args=["case_assigned"])
        client.post(page, {"do": "save", "handler-sms": "on", "unit_leader-email": "on"})
        [route] = Route.objects.all()
        assert (route.role, route.channels, route.set_by) == ("handler", ["in_app", "sms"], system_admin)
        matrix = client.get(reverse("admin:notices_route_changelist")).content.decode()
        assert matrix.count(">changed</span>") == 1
        assert matrix.count(">always</span>") == len(MUST_REACH)
        client.post(page, {"do": "reset"})
        assert Route.objects.first().channels is None
        assert "system admin" in client.get(page).content.decode()
        client.force_login(province_inspector)
        assert client.get(page).status_code == 200
        assert client.post(page, {"do": "reset"}).status_code == 403

    def test_the_console_leaves_what_must_reach_people_alone(self, system_admin):
        client = Client()
        client.force_login(system_admin)
        page = reverse("admin:notices_route_channels", args=["case_urgent"])
        assert "checkbox" not in client.get(page).content.decode()
        client.post(page, {"do": "save"})
        assert not Route.objects.exists()

    def test_every_alarm_is_told_to_somebody(self):
        assert set(HEARERS) >= ALARMS
        assert all(HEARERS.values())


def china(text):
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("at", "morning"),
    [
        ("2026-11-23 07:59", "2026-11-23 08:00"),
        ("2026-11-23 08:00", "2026-11-24 08:00"),
        ("2026-11-27 17:00", "2026-11-30 08:00"),
        # The National Day holiday ends on 7 October 2014; Saturday the 11th was worked.
        ("2014-09-30 09:00", "2014-10-08 08:00"),
        ("2014-10-10 09:00", "2014-10-11 08:00"),
    ],
)
def test_a_summary_comes_on_the_next_working_morning(at, morning):
    assert next_morning(china(at), hour=8) == china(morning)


@pytest.mark.django_db
class TestSummaries:
    def test_what_has_gathered_comes_in_one_letter_on_the_working_morning(self, reader, now):
        choose_pace(user=reader, email="morning", sms="at_once", at=now)
        for number in range(3):
            tell([reader], at=now, about=f"event:{number}", path=f"/staff/cases/{number}/")
        assert bundle_gathered(at=now) == 0
        morning = now + timedelta(hours=22)
        assert (bundle_gathered(at=morning), bundle_gathered(at=morning)) == (1, 0)
        mail.outbox.clear()
        send_due_notices(at=morning)
        [letter] = mail.outbox
        assert letter.body.count("2026-0000001") == 3
        assert all(f"/staff/cases/{number}/" in letter.body for number in range(3))
        assert set(Notice.objects.filter(channel="email").values_list("state", flat=True)) == {
            State.BUNDLED,
            State.SENT,
        }

    def test_what_was_taken_back_meanwhile_is_in_no_summary(self, reader, now):
        choose_pace(user=reader, email="morning", sms="at_once", at=now)
        tell([reader], at=now)
        bundle_gathered(at=now + timedelta(days=1))
        withdraw_notices(users=[reader], path="/staff/cases/1/")
        mail.outbox.clear()
        send_due_notices(at=now + timedelta(days=1))
        assert mail.outbox == []
        assert not Notice.objects.filter(wording=Wording.DIGEST).exists()

    def test_whoever_wants_to_be_told_at_once_again_gets_what_has_gathered(self, reader, now):
        choose_pace(user=reader, email="morning", sms="at_once", at=now)
        tell([reader], at=now)
        choose_pace(user=reader, email="at_once", sms="at_once", at=now)
        mail.outbox.clear()
        send_due_notices(at=now)
        assert len(mail.outbox) == 1

    def test_each_chooses_for_himself_on_his_page(self, reader):
        client = browse_as(reader)
        assert "URGENT" in main_of(client.get(WISHES))
        assert client.post(WISHES, {"email": "morning", "sms": "never"}).status_code == 200
        assert client.post(WISHES, {"email": "morning", "sms": "at_once"}).status_code == 302
        assert Preference.objects.get(user=reader).email == "morning"


@pytest.mark.django_db(transaction=True)
def test_two_beats_make_one_summary(now):
    reader = make_user("reader", Role.HANDLER, "440106-land")
    choose_pace(user=reader, email="morning", sms="at_once", at=now)
    for number in range(20):
        tell([reader], at=now, about=f"event:{number}")
    morning = now + timedelta(days=1)

    def beat(_):
        try:
            return bundle_gathered(at=morning)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(beat, range(4))) == 1
    assert Notice.objects.filter(wording=Wording.DIGEST).count() == 1
    assert Notice.objects.filter(state=State.BUNDLED).count() == 20
