"""The keeper of the system gives a municipal system its token."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from knox.models import AuthToken
from rest_framework.test import APIClient

PATH = "/api/v1/sectors/"


def issue(*args) -> str:
    """What the command writes to the standard output."""
    out = StringIO()
    call_command("issue_token", *args, stdout=out, stderr=StringIO())
    return out.getvalue().strip()


def status_with(token: str) -> int:
    """How the API answers to a token."""
    return APIClient(HTTP_AUTHORIZATION=f"Token {token}").get(PATH).status_code


def test_the_token_is_printed_once_and_kept_only_as_a_digest(municipal_system):
    token = issue("municipal_system")
    assert status_with(token) == 200
    assert token not in str(AuthToken.objects.values().get())


def test_two_tokens_hold_at_once_so_that_one_can_follow_the_other(municipal_system):
    assert [status_with(token) for token in (issue("municipal_system"), issue("municipal_system"))] == [
        200,
        200,
    ]


def test_a_revoked_token_holds_no_longer(municipal_system):
    token = issue("municipal_system")
    assert issue("municipal_system", "--revoke") == ""
    assert status_with(token) == 401
    assert not AuthToken.objects.exists()


def test_a_token_holds_no_longer_than_its_day(municipal_system, now):
    token = issue("municipal_system")
    AuthToken.objects.update(expiry=now.replace(year=2000))
    assert status_with(token) == 401


@pytest.mark.parametrize("username", ["city_clerk", "nobody"])
def test_only_a_municipal_system_gets_a_token(city_clerk, nobody, username):
    with pytest.raises(CommandError, match="municipal system"):
        issue(username)


def test_a_system_that_was_switched_off_gets_no_token(municipal_system):
    municipal_system.is_active = False
    municipal_system.save()
    with pytest.raises(CommandError, match="not active"):
        issue("municipal_system")


def test_a_wrong_name_is_told(db):
    with pytest.raises(CommandError, match="no user 'stranger'"):
        issue("stranger")
