"""The citizen writes from the tracking page, without an account."""

import re

import pytest
from django.test import Client

from cases.models import CaseMessage
from cases.tests.factories import make_case
from complaints.permissions import grant_pass
from complaints.services import issue_receipt

pytestmark = pytest.mark.django_db
TEXT = "补充一点：公告贴在村委会门口，没有日期。"


@pytest.fixture
def client():
    """A citizen who reads English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def case(now):
    return make_case(at=now)


def test_a_message_is_sent_and_stands_on_the_page(client, case):
    answer = client.post("/track/write/", {"tracking_pass": grant_pass(case), "kind": "talk", "text": TEXT})
    body = answer.content.decode()
    assert TEXT in body
    assert "has been sent" in body
    assert CaseMessage.objects.get().case == case


def test_an_empty_message_is_asked_for_again(client, case):
    answer = client.post("/track/write/", {"tracking_pass": grant_pass(case), "kind": "talk", "text": " "})
    assert "Please write something." in answer.content.decode()
    assert not CaseMessage.objects.exists()


def test_a_page_opened_long_ago_asks_for_the_code_and_keeps_what_was_typed(client, case, now):
    code = issue_receipt(case=case, at=now)
    asked = client.post("/track/write/", {"tracking_pass": "old", "kind": "talk", "text": TEXT})
    assert TEXT in asked.content.decode()
    assert "Receipt code" in asked.content.decode()
    client.post("/track/write/", {"tracking_pass": "old", "kind": "talk", "text": TEXT, "code": code})
    assert CaseMessage.objects.get().text == TEXT


def test_a_wrong_code_sends_nothing(client, case):
    client.post("/track/write/", {"tracking_pass": "", "kind": "talk", "text": TEXT, "code": "1" * 16})
    assert not CaseMessage.objects.exists()


def test_revenge_goes_to_the_commission_and_the_citizen_is_told_so(client, case):
    form = {"tracking_pass": grant_pass(case), "kind": "revenge", "text": "今天有人上门威胁。"}
    body = client.post("/track/write/", form).content.decode()
    assert "has been alerted" in body
    assert CaseMessage.objects.get().kind == "revenge"


def test_no_hour_of_a_message_stands_on_the_citizens_page(client, case):
    form = {"tracking_pass": grant_pass(case), "kind": "talk", "text": TEXT}
    thread = re.search(
        r'<ol class="thread">.*?</ol>', client.post("/track/write/", form).content.decode(), re.S
    )
    assert not re.search(r"\d\d:\d\d", thread.group(0))


def test_a_reloaded_address_leads_back_to_the_code(client):
    assert client.get("/track/write/").url == "/track/"
