"""Signing in and out, and who is turned away."""

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache

from accounts.tests.factories import PASSWORD
from common.tests.browsing import browse_as, words_of

pytestmark = pytest.mark.django_db

SIGN_IN = "/staff/sign-in/"


def sign_in(client, username, password=PASSWORD, *, REMOTE_ADDR="192.0.2.1", **more):  # noqa: N803
    data = {"username": username, "password": password, **more}
    return client.post(SIGN_IN, data, REMOTE_ADDR=REMOTE_ADDR)


def test_the_right_password_leads_home(city_clerk):
    client = browse_as()
    answer = sign_in(client, "city_clerk")
    assert (answer.status_code, answer.url) == (302, "/staff/")
    assert client.get("/staff/").status_code == 200


def test_signing_in_leads_back_to_the_page_that_was_asked_for(city_clerk):
    client = browse_as()
    asked = client.get("/staff/cases/?tab=all")
    assert asked.status_code == 302
    form = client.get(asked.url)
    assert 'name="next" value="/staff/cases/?tab=all"' in form.content.decode()
    assert sign_in(client, "city_clerk", next="/staff/cases/?tab=all").url == "/staff/cases/?tab=all"


def test_signing_in_never_leads_to_another_site(city_clerk):
    assert sign_in(browse_as(), "city_clerk", next="https://example.org/").url == "/staff/"


def test_a_wrong_password_and_an_unknown_user_get_the_same_answer(city_clerk):
    wrong = sign_in(browse_as(), "city_clerk", "not the password")
    unknown = sign_in(browse_as(), "no_such_user", "not the password")
    assert wrong.status_code == unknown.status_code == 200
    assert "The user name or the password is not right." in words_of(wrong)
    assert words_of(wrong) == words_of(unknown)


def test_what_was_typed_as_user_name_is_kept_and_the_password_is_not(city_clerk):
    body = sign_in(browse_as(), "city_clerk", "not the password").content.decode()
    assert 'value="city_clerk"' in body
    assert "not the password" not in body


def test_five_wrong_passwords_lock_the_account_from_here_and_say_so(city_clerk):
    client = browse_as()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = sign_in(client, "city_clerk", "not the password")
    assert answer.status_code == 429
    assert "Too many wrong passwords" in words_of(answer)
    assert sign_in(client, "city_clerk").status_code == 429


def test_signing_out_is_by_post_and_ends_the_session(city_clerk):
    client = browse_as(city_clerk)
    assert client.get("/staff/sign-out/").status_code == 405
    assert client.post("/staff/sign-out/").status_code == 302
    assert client.get("/staff/").status_code == 302


def test_whoever_has_no_duty_lands_on_a_page_that_says_so_and_can_sign_out(nobody):
    answer = sign_in(browse_as(), "nobody")
    assert answer.url == "/staff/"
    page = browse_as(nobody).get("/staff/")
    assert page.status_code == 403
    assert "nobody, you are signed in, but nobody has entered yet for which unit you act." in words_of(page)
    assert 'action="/staff/sign-out/"' in page.content.decode()


def test_the_menu_shows_only_what_is_open_to_the_user(
    city_clerk, city_inspector, county_handler, system_admin
):
    def menu(user):
        items = browse_as(user).get("/staff/notices/").context["nav_items"]
        return [item.label for item in items]

    first = ["Overview", "Waiting for me", "Cases", "Calendar", "Notices", "Campaign"]
    action, tools = ["Registers", "Hotline programme", "Bulletins"], ["Statistics", "Reply templates"]
    assert menu(county_handler) == [
        *(*first, *action, "Service windows", "Public appraisal"),
        *("Supervision orders", "Second person", *tools),
    ]
    assert menu(city_clerk) == [
        *(*first, "Hotline programme", "Bulletins", "Call-backs"),
        *("Supervision orders", "Second person", *tools, "Take down a complaint", "Sealed hand-overs"),
    ]
    assert menu(city_inspector) == [
        *(*first, *action, "Call-backs", "Service windows", "Public appraisal"),
        *("Supervision orders", "Leads", "Accountability ledger", "Second person", "Retention of records"),
        *(*tools, "Undelivered notices", "Console"),
    ]
    assert menu(system_admin) == ["Overview", "Notices", "Campaign", "Undelivered notices", "Console"]


def test_role_and_unit_stand_under_the_name(city_clerk):
    words = words_of(browse_as(city_clerk).get("/staff/"))
    assert "Intake clerk" in words
    assert "CPC Guangzhou Municipal Commission for Discipline Inspection" in words


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_page_is_there_in_each_language(language):
    page = browse_as(language=language).get(SIGN_IN)
    assert page.status_code == 200
    assert f'lang="{language}"' in page.content.decode()


@pytest.mark.parametrize("name", ["city_clerk", "no_such_user", "left"])
def test_the_password_is_reckoned_for_whatever_name_is_typed(city_clerk, nobody, monkeypatch, name):
    """The time would otherwise tell who works here, and who has left."""
    nobody.username, nobody.is_active = "left", False
    nobody.save()
    reckoned = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: reckoned.append(1) or encode(*given))
    answer = sign_in(browse_as(), name, "not the password")
    assert len(reckoned) == 1
    assert "The user name or the password is not right." in words_of(answer)


def test_an_unknown_name_is_locked_like_a_known_one(city_clerk):
    answers = [
        [sign_in(browse_as(), name, "not the password") for _ in range(6)][-1]
        for name in ("city_clerk", "no_such_user")
    ]
    assert [answer.status_code for answer in answers] == [429, 429]
    assert words_of(answers[0]) == words_of(answers[1])


def test_one_client_may_not_try_name_after_name(city_clerk, settings):
    settings.SIGN_INS_PER_CLIENT = 3
    guesser = browse_as()
    for number in range(3):
        sign_in(guesser, f"name{number}", "a common password", REMOTE_ADDR="203.0.113.7")
    assert sign_in(guesser, "city_clerk", REMOTE_ADDR="203.0.113.7").status_code == 429
    assert sign_in(guesser, "city_clerk", REMOTE_ADDR="203.0.113.8").status_code == 302


def test_no_address_of_whoever_fails_to_sign_in_is_kept(city_clerk):
    for _ in range(6):
        sign_in(browse_as(), "city_clerk", "not the password", REMOTE_ADDR="203.0.113.7")
    assert not AccessAttempt.objects.exists()
    assert not AccessFailureLog.objects.exists()
    redis = cache._cache.get_client()
    keys = list(redis.scan_iter("*"))
    assert keys
    assert not [key for key in keys if b"203.0.113" in key]
