"""A session that has ended: the next step leads to the sign-in page, which says why."""

import time

import pytest

from accounts.services import SEEN, STARTED
from common.tests.browsing import browse_as

pytestmark = pytest.mark.django_db
ENDED = "You were signed out because the session had ended."


@pytest.fixture
def client(city_clerk):
    client = browse_as(city_clerk)
    assert client.get("/staff/").status_code == 200
    return client


def let_pass(client, key, seconds):
    session = client.session
    session[key] = int(time.time()) - seconds
    session.save()


@pytest.mark.parametrize(
    ("key", "limit"), [(SEEN, "SESSION_IDLE_SECONDS"), (STARTED, "SESSION_ABSOLUTE_SECONDS")]
)
def test_after_the_limit_the_next_step_leads_to_the_sign_in_page_and_says_why(client, settings, key, limit):
    let_pass(client, key, getattr(settings, limit) + 1)
    answer = client.get("/staff/cases/", follow=True)
    assert answer.redirect_chain == [("/staff/sign-in/?next=/staff/cases/", 302)]
    assert ENDED in answer.content.decode()


def test_within_the_limit_nothing_ends(client, settings):
    let_pass(client, SEEN, settings.SESSION_IDLE_SECONDS - 60)
    assert client.get("/staff/cases/").status_code == 200


def test_what_a_page_asks_by_itself_gets_nothing_and_takes_the_reason_from_nobody(client, settings):
    let_pass(client, SEEN, settings.SESSION_IDLE_SECONDS + 1)
    assert client.get("/staff/cases/live/", headers={"x-by-itself": "1"}).status_code in (302, 401, 403)
    assert ENDED in client.get("/staff/cases/", follow=True).content.decode()
