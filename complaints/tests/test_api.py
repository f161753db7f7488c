"""A municipal system hands complaints in over the API."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.utils import timezone
from knox.models import AuthToken
from rest_framework.test import APIClient
from rest_framework.throttling import UserRateThrottle

from accounts.choices import Role
from accounts.services import open_name, open_phone
from accounts.tests.factories import make_user
from cases.choices import Channel, Party
from cases.models import Case, CaseEvent
from complaints.services import open_by_receipt

PATH = "/api/v1/complaints/"
STORY = "村里征地两年，补偿款一直没有发到农户手里，多次询问都没有结果。"
BODY = {"story": STORY, "area": "440106"}


def caller(user) -> APIClient:
    """A client that calls with a token of this user."""
    _, token = AuthToken.objects.create(user)
    return APIClient(HTTP_AUTHORIZATION=f"Token {token}")


@pytest.fixture
def system(municipal_system) -> APIClient:
    """The complaint system of Guangzhou, with its token."""
    return caller(municipal_system)


@pytest.fixture
def other_system(db) -> APIClient:
    """The complaint system of Shenzhen, with its token."""
    return caller(make_user("other_system", Role.MUNICIPAL_SYSTEM, "440300-commission"))


def hand_in(client: APIClient, key: str = "k-1", **fields):
    """The answer to a complaint about Tianhe, unless said otherwise."""
    body = json.dumps(BODY | fields)
    return client.post(PATH, body, content_type="application/json", headers={"Idempotency-Key": key})


def places(response) -> dict[str, str]:
    """Where each error of a problem lies, with its word."""
    found = response.json()["errors"]
    return {
        error.get("pointer") or error.get("parameter") or error.get("header"): error["code"]
        for error in found
    }


def is_problem(response, status: int) -> bool:
    """Whether the answer is a problem document of that status."""
    body = response.json()
    return (
        response.status_code == body["status"] == status
        and response["Content-Type"] == "application/problem+json"
        and {"type", "title", "detail"} <= set(body)
    )


def test_a_complaint_that_is_handed_in_becomes_a_case_with_a_receipt(system, municipal_system):
    response = hand_in(system, subject="征地补偿", place_text="珠吉街", accused=[{"unit": "440106-land"}])
    case = Case.objects.get()
    answer = response.json()
    assert response.status_code == 201
    assert answer["number"] == case.number
    assert answer["status_url"] == response["Location"] == f"http://testserver{PATH}{case.number}/"
    assert answer["due_on"] == case.due_on.isoformat()
    assert answer["received_at"].endswith("+08:00")
    assert open_by_receipt(typed=answer["receipt_code"], client=None, at=timezone.now()).case == case
    assert (case.channel, case.submitted_by, case.subject) == (Channel.API, municipal_system, "征地补偿")
    assert [entry.unit.code for entry in case.accused.all()] == ["440106-land"]
    assert CaseEvent.objects.get().party == Party.SUBMITTER


def test_a_municipal_system_hands_the_same_complaint_in_twice_and_gets_one_case(system):
    first, second = hand_in(system), hand_in(system)
    assert (first.status_code, second.status_code) == (201, 200)
    assert "Idempotent-Replay" not in first
    assert second["Idempotent-Replay"] == "true"
    assert first.json()["number"] == second.json()["number"]
    assert first.json()["receipt_code"] != second.json()["receipt_code"]
    case = Case.objects.get()
    assert {
        open_by_receipt(typed=answer.json()["receipt_code"], client=None, at=timezone.now()).case
        for answer in (first, second)
    } == {case}


def test_a_key_that_comes_with_another_complaint_is_refused(system):
    hand_in(system)
    assert is_problem(hand_in(system, story=f"{STORY}请尽快处理。"), 409)
    assert Case.objects.count() == 1


def test_two_systems_may_use_the_same_key(system, other_system):
    assert {hand_in(system).status_code, hand_in(other_system).status_code} == {201}
    assert Case.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_complaint_handed_in_twice_at_once_becomes_one_case(municipal_system):
    clients = [caller(municipal_system), caller(municipal_system)]

    def send(client):
        try:
            return hand_in(client)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(clients)) as pool:
        responses = list(pool.map(send, clients))
    assert sorted(response.status_code for response in responses) == [200, 201]
    assert len({response.json()["number"] for response in responses}) == Case.objects.count() == 1


def test_a_complaint_against_the_systems_own_authority_is_kept_and_then_hidden_from_it(system):
    response = hand_in(system, accused=[{"unit": "440100-commission"}])
    assert response.status_code == 201
    assert Case.objects.get().desk.code == "440000-commission"
    assert system.get(response.json()["status_url"]).status_code == 404
    assert system.get(PATH).json()["results"] == []
    assert hand_in(system, accused=[{"unit": "440100-commission"}]).status_code == 200


def test_the_citizens_name_and_phone_are_sealed_and_never_returned(system):
    response = hand_in(system, name="何秀英", phone="138 0013 8000")
    identity = Case.objects.get().identity
    assert (open_name(identity), open_phone(identity)) == ("何秀英", "13800138000")
    answers = [response, system.get(response.json()["status_url"]), system.get(PATH)]
    assert not any(secret in answer.text for answer in answers for secret in ("何秀英", "13800138000"))


def test_a_name_without_a_phone_is_enough(system):
    assert hand_in(system, name="何秀英").status_code == 201
    assert open_phone(Case.objects.get().identity) == ""


def test_whoever_is_accused_may_be_named_in_words(system):
    accused = [{"unit_text": "村委会", "person_text": "老李"}, {"person_text": "老王"}]
    assert hand_in(system, accused=accused).status_code == 201
    assert {str(entry) for entry in Case.objects.get().accused.all()} == {"村委会 · 老李", "老王"}


def test_handing_in_costs_no_more_than_these_statements(system, django_assert_max_num_queries):
    hand_in(system, "warm")
    with django_assert_max_num_queries(19):
        hand_in(system, "k-2", accused=[{"unit": "440106-land"}], name="何秀英", phone="13800138000")


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        ({"story": "太短"}, "#/story", "min_length"),
        ({"story": "长" * 5001}, "#/story", "max_length"),
        ({"story": 12345678901}, "#/story", "invalid"),
        ({"story": [[STORY]]}, "#/story", "invalid"),
        ({"story": None}, "#/story", "null"),
        ({"story": f"{STORY}\0"}, "#/story", "null_characters_not_allowed"),
        ({"story": f"{STORY}\ud800"}, "#/story", "surrogate_characters_not_allowed"),
        ({"subject": "题" * 121}, "#/subject", "max_length"),
        ({"area": "44010"}, "#/area", "invalid"),
        ({"area": "４４０１０６"}, "#/area", "invalid"),
        ({"area": "440116"}, "#/area", "unknown"),
        ({"area": 440106}, "#/area", "invalid"),
        ({"accused": "440106-land"}, "#/accused", "not_a_list"),
        ({"accused": [{}]}, "#/accused/0", "invalid"),
        ({"accused": [{"unit": "440106-land"}, {"unit": "no-such"}]}, "#/accused/1/unit", "unknown"),
        ({"accused": [{"unit_text": "村委会"}, "老李"]}, "#/accused/1", "invalid"),
        ({"accused": [{"person_text": "某"}] * 21}, "#/accused", "max_length"),
        ({"phone": "13800138000"}, "#/name", "required"),
        ({"name": "何秀英", "phone": "12"}, "#/phone", "invalid"),
        ({"received_on": "2026-01-01"}, "#/received_on", "unknown"),
        ({"a/b~c 村": 1}, "#/a~1b~0c%20%E6%9D%91", "unknown"),
        ({"\ud800": 1}, "#/%3F", "unknown"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(system, change, place, code):
    response = hand_in(system, **change)
    assert is_problem(response, 400)
    assert places(response) == {place: code}
    assert not Case.objects.exists()


def test_all_that_is_wrong_is_told_at_once(system):
    body = {"name": "", "storey": STORY, "accused": [{"unit": "440106-land", "who": "?"}]}
    response = system.post(PATH, body, format="json", headers={"Idempotency-Key": "k"})
    assert places(response) == {
        "#/story": "required",
        "#/area": "required",
        "#/name": "blank",
        "#/storey": "unknown",
        "#/accused/0/who": "unknown",
    }


@pytest.mark.parametrize("key", [None, "", " ", "a b", "键", "x" * 101, "a\tb", "\x7f"])
def test_a_complaint_needs_a_key_of_visible_characters(system, key):
    headers = {} if key is None else {"Idempotency-Key": key}
    response = system.post(PATH, BODY, format="json", headers=headers)
    assert is_problem(response, 400)
    assert places(response) == {"Idempotency-Key": "header"}


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b'{"story": NaN}',
        b'{"story": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"story": ' + b"[" * 900 + b"]" * 900 + b"}",
        b'{"accused": ' + b'[{"unit": ' * 300 + b"1" + b"}]" * 300 + b"}",
        b"null",
        b"[]",
        b'"text"',
        b"1e400",
        b'{"story": 1e400}',
        b"",
    ],
)
def test_hostile_bodies_are_refused(system, body):
    response = system.post(PATH, body, content_type="application/json", headers={"Idempotency-Key": "k"})
    assert is_problem(response, 400)


def test_every_refusal_is_a_problem(system, city_clerk, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000
    anonymous = hand_in(APIClient())
    assert is_problem(anonymous, 401)
    assert anonymous["WWW-Authenticate"] == "Token"
    assert is_problem(hand_in(caller(city_clerk)), 403)
    assert is_problem(system.get("/api/v1/nothing/"), 404)
    assert is_problem(system.put(PATH), 405)
    assert is_problem(
        system.post(PATH, b"", content_type="application/json", HTTP_TRANSFER_ENCODING="chunked"), 411
    )
    assert is_problem(system.get(PATH, headers={"Accept": "text/html"}), 406)
    assert is_problem(hand_in(system, story="长" * 1_000), 413)
    assert is_problem(
        system.post(PATH, "a=1", content_type="text/plain", headers={"Idempotency-Key": "k"}), 415
    )
    assert is_problem(system.get(PATH, QUERY_STRING="&".join("a=1" for _ in range(1_001))), 400)


@pytest.mark.parametrize(
    "token", ["", "Token", "Token a b", "Token \xff\xfe", "Bearer x", "Token " + "f" * 64]
)
def test_a_token_that_is_none_is_refused(db, token):
    client = APIClient(HTTP_AUTHORIZATION=token)
    assert is_problem(client.get(PATH), 401)


def test_a_system_that_was_switched_off_is_refused(system, municipal_system):
    municipal_system.is_active = False
    municipal_system.save()
    assert is_problem(system.get(PATH), 401)


def test_a_system_that_asks_too_often_is_told_when_to_come_back(system, other_system, monkeypatch):
    monkeypatch.setattr(UserRateThrottle, "rate", "2/min", raising=False)
    assert [system.get(PATH).status_code for _ in range(2)] == [200, 200]
    refused = system.get(PATH)
    assert is_problem(refused, 429)
    assert 0 < int(refused["Retry-After"]) <= 60
    assert other_system.get(PATH).status_code == 200


def test_a_fault_of_ours_is_a_problem_without_particulars(system, monkeypatch, caplog):
    def fail(**_):
        raise RuntimeError("row " * 2)

    monkeypatch.setattr("complaints.api.views.hand_in", fail)
    with pytest.raises(RuntimeError):
        hand_in(system)
    system.raise_request_exception = False
    response = hand_in(system)
    assert is_problem(response, 500)
    assert "row row" not in response.text + caplog.text
    assert "RuntimeError" in caplog.text


def test_the_methods_of_an_address_can_be_asked_for(system):
    answer = system.options(PATH)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["Allow"] == "GET, POST, HEAD, OPTIONS"


def test_answers_set_no_cookie_and_are_kept_by_nobody(system):
    for response in (hand_in(system), system.get(PATH), system.get("/api/v1/nothing")):
        assert not response.cookies
    assert "no-store" in system.get(PATH)["Cache-Control"]
