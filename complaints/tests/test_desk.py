"""Somebody calls, and the desk takes the complaint down."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from cases.choices import Channel, Party
from cases.models import Case
from cases.tests.factories import make_case, unit
from common.tests.browsing import browse_as, words_of
from complaints.models import Receipt
from complaints.services import open_by_receipt

pytestmark = pytest.mark.django_db
PATH = "/staff/take-down/"
CALL = {
    "channel": "phone",
    "phone": "13800000000",
    "name": "某某",
    "story": "村里征地两年，补偿款一直没有发到农户手里，多次询问都没有结果。",
    "city": "440100",
    "county": "440106",
}


def code_on(answer) -> str:
    """The sixteen digits that the operator reads out."""
    block = re.search(r'class="receipt-digits".*?</p>', answer.content.decode(), re.S).group(0)
    return re.sub(r"\D", "", block)


def test_a_call_becomes_a_case_with_a_code_to_read_out(city_clerk):
    code = code_on(browse_as(city_clerk).post(PATH, CALL))
    case = Case.objects.get()
    assert (case.channel, case.desk.code) == (Channel.PHONE, "440100-commission")
    event = case.events.get()
    assert (event.party, event.actor) == (Party.DESK, city_clerk)
    assert len(code) == 16


def test_a_caller_may_stay_anonymous(city_clerk):
    browse_as(city_clerk).post(PATH, CALL | {"phone": "", "name": ""})
    assert Case.objects.get().identity is None


def test_a_number_without_a_name_is_asked_for_and_nothing_typed_is_lost(city_clerk):
    page = browse_as(city_clerk).post(PATH, CALL | {"name": ""})
    assert "Give the name that belongs to the phone number." in words_of(page)
    assert CALL["story"] in page.content.decode()
    assert not Case.objects.exists()


def test_the_code_of_the_operator_ends_at_the_first_visit(city_clerk):
    spoken = code_on(browse_as(city_clerk).post(PATH, CALL))
    citizen = Client(headers={"accept-language": "en"})
    own = code_on(citizen.post("/track/", {"code": spoken}))
    assert own != spoken
    assert (
        "There is no complaint with this code." in citizen.post("/track/", {"code": spoken}).content.decode()
    )
    assert open_by_receipt(typed=own, client=None, at=timezone.now()).case == Case.objects.get()
    assert Receipt.objects.filter(is_temporary=True).count() == 0


def test_an_own_code_stays_at_every_visit(city_clerk):
    spoken = code_on(browse_as(city_clerk).post(PATH, CALL))
    citizen = Client(headers={"accept-language": "en"})
    own = code_on(citizen.post("/track/", {"code": spoken}))
    for _ in range(2):
        assert "receipt-digits" not in citizen.post("/track/", {"code": own}).content.decode()


def test_a_message_sent_with_the_code_of_the_operator_leaves_it_as_it_is(city_clerk):
    spoken = code_on(browse_as(city_clerk).post(PATH, CALL))
    said = {"tracking_pass": "", "kind": "talk", "text": "补充一点情况。", "code": spoken}
    Client().post("/track/write/", said)
    assert Receipt.objects.get().is_temporary


def test_earlier_complaints_of_the_number_appear_while_it_is_typed(now, city_clerk):
    case = make_case(at=now, name="某某", phone="13800000000")
    make_case(at=now, name="某某", phone="13800000001")
    answer = browse_as(city_clerk).post(f"{PATH}earlier/", {"phone": "138 0000 0000"})
    assert case.number in words_of(answer)
    assert answer.content.decode().count("<li>") == 1


def test_half_a_number_finds_nothing(now, city_clerk):
    make_case(at=now, name="某某", phone="13800000000")
    assert "<li>" not in browse_as(city_clerk).post(f"{PATH}earlier/", {"phone": "1380000"}).content.decode()


def test_the_number_does_not_lead_to_cases_that_the_operator_may_not_see(now, city_clerk, other_city_clerk):
    make_case(at=now, name="某某", phone="13800000000")
    make_case(at=now, name="某某", phone="13800000000", accused=[unit("440100-commission")])
    seen = browse_as(city_clerk).post(f"{PATH}earlier/", {"phone": "13800000000"}).content.decode()
    elsewhere = browse_as(other_city_clerk).post(f"{PATH}earlier/", {"phone": "13800000000"}).content.decode()
    assert (seen.count("<li>"), elsewhere.count("<li>")) == (1, 0)


def test_only_intake_clerks_take_complaints_down(county_handler):
    assert browse_as(county_handler).get(PATH).status_code == 403
