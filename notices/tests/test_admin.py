"""Messages in the console: whether they left, never what they say."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.services import seal_identity
from notices.choices import State
from notices.models import Notice
from notices.services import close_dead_notices, notify_citizen, notify_users

pytestmark = pytest.mark.django_db
LIST = "admin:notices_notice_changelist"


@pytest.fixture
def keeper(system_admin) -> Client:
    """The system administrator's browser."""
    client = Client()
    client.force_login(system_admin)
    return client


@pytest.fixture
def given_up(county_handler) -> Notice:
    """An e-mail that was given up."""
    notify_users(
        users=[county_handler],
        wording="clock_red",
        context={"number": "2026-0000777", "date": "2026-11-20"},
        path="/staff/cases/777/",
        about="event:1",
        at=timezone.now(),
        channels=["email"],
    )
    Notice.objects.update(state=State.DEAD, attempts=7, last_error="SMTPException: mailbox unavailable")
    return Notice.objects.get()


def test_the_list_tells_how_far_a_message_came_but_not_of_which_case(keeper, given_up):
    page = keeper.get(reverse(LIST)).content.decode()
    assert "mailbox unavailable" in page
    for hidden in ("2026-0000777", "/staff/cases/777/", "clock_red", given_up.text):
        assert hidden not in page


def test_a_message_has_no_page_of_its_own(keeper, given_up):
    for page in ("change", "history", "delete"):
        assert keeper.get(reverse(f"admin:notices_notice_{page}", args=[given_up.pk])).status_code == 403


def test_the_fault_of_a_message_to_a_citizen_does_not_repeat_his_number(keeper):
    identity = seal_identity(name="王某某", phone="13800138000", at=timezone.now())
    notify_citizen(identity=identity, wording="citizen_closed", about="event:2", at=timezone.now())
    Notice.objects.update(state=State.DEAD, last_error="ProviderRefused: no such number 13800138000")
    page = keeper.get(reverse(LIST)).content.decode()
    assert "ProviderRefused" in page
    assert "13800138000" not in page


def test_what_a_message_says_cannot_be_guessed_at_through_the_address(keeper, given_up):
    for query in (
        "context__number=2026-0000777",
        "path__startswith=/staff",
        "identity__name_box__startswith=a",
    ):
        assert keeper.get(f"{reverse(LIST)}?{query}").status_code == 400


def test_messages_that_were_given_up_are_tried_again(keeper, given_up, county_handler):
    sent = Notice.objects.create(
        user=county_handler,
        channel="in_app",
        wording="case_closed",
        dedupe_key="x",
        state=State.SENT,
        sent_at=timezone.now(),
    )
    chosen = {"action": "try_again", "_selected_action": [given_up.pk, sent.pk], "index": "0"}
    response = keeper.post(reverse(LIST), chosen, follow=True)
    assert response.status_code == 200
    given_up.refresh_from_db()
    sent.refresh_from_db()
    assert (given_up.state, given_up.attempts, sent.state) == (State.PENDING, 0, State.SENT)


def test_the_list_tells_who_left_a_message_undelivered_and_why(keeper, given_up, system_admin):
    close_dead_notices(
        notice_ids=[given_up.pk], reason="told by telephone", actor=system_admin, at=timezone.now()
    )
    assert "told by telephone (system admin)" in keeper.get(reverse(LIST)).content.decode()


def test_messages_are_nothing_for_inspectors(province_inspector, given_up):
    client = Client()
    client.force_login(province_inspector)
    chosen = {"action": "try_again", "_selected_action": [given_up.pk], "index": "0"}
    assert client.get(reverse(LIST)).status_code == 403
    assert client.post(reverse(LIST), chosen).status_code == 403
    given_up.refresh_from_db()
    assert given_up.state == State.DEAD


def test_the_statements_of_the_list_do_not_grow_with_it(
    keeper, county_handler, django_assert_max_num_queries
):
    keeper.get(reverse(LIST))
    for number in range(10):
        Notice.objects.create(
            user=county_handler, channel="sms", wording="case_closed", dedupe_key=f"k{number}"
        )
    with django_assert_max_num_queries(5) as captured:
        assert len(keeper.get(reverse(LIST)).context["cl"].result_list) == 10
    assert not [query for query in captured.captured_queries if "COUNT(" in query["sql"]]
