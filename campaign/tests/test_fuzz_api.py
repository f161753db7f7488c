"""The API answers whatever is sent to it as its own description says: schemathesis draws calls from it, right and wrong ones."""

import json
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import given
from hypothesis import strategies as st
from knox.models import AuthToken
from rest_framework.throttling import UserRateThrottle
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from campaign.content_type import only_known_parameters

pytestmark = pytest.mark.django_db
SCHEMA = "/api/v1/schema/?format=json"
OPERATIONS = (
    ("/api/v1/complaints/", "POST"),
    ("/api/v1/complaints/", "GET"),
    ("/api/v1/complaints/{number}/", "GET"),
    ("/api/v1/call-backs/", "GET"),
    ("/api/v1/call-backs/{call_back}/", "POST"),
    ("/api/v1/visits/", "POST"),
    ("/api/v1/areas/", "GET"),
    ("/api/v1/units/", "GET"),
    ("/api/v1/sectors/", "GET"),
    ("/api/v1/plans/", "GET"),
    ("/api/v1/plans/{campaign}/{sector}/", "GET"),
    ("/api/v1/deployments/", "GET"),
    ("/api/v1/registers/", "GET"),
    ("/api/v1/registers/{register}/", "POST"),
)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


STORY = "村里征地两年，补偿款一直没有发到农户手里。"
BODIES = (
    (
        "complaints/",
        {
            "story": STORY,
            "area": "440106",
            "subject": "征地",
            "place_text": "凤凰街",
            "name": "何秀英",
            "phone": "13800138000",
            "accused": [{"unit": "440106-land"}, {"unit_text": "村委会", "person_text": "李某"}],
        },
    ),
    (
        "visits/",
        {
            "rows": [
                {
                    "unit": "440100-land",
                    "number": "1",
                    "visited_at": "2014-03-05 09:30",
                    "business": "不动产登记",
                    "phone": "13800138000",
                }
            ]
        },
    ),
    (
        "registers/projects/",
        {"rows": [{"unit": "440106-land", "number": "1", "area": "440106", "name": "一"}]},
    ),
)


@pytest.fixture(scope="module")
def described(django_db_setup, django_db_blocker):
    """The description, as the site gives it out."""
    with django_db_blocker.unblock():
        return schemathesis.openapi.from_wsgi(SCHEMA, only_known_parameters(WSGIHandler()))


@pytest.fixture(autouse=True)
def _steady_connection():
    """As Django's own test client does it: the end of a request closes no connection in the middle of a test."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def token(municipal_system, monkeypatch) -> str:
    """That of a municipal system which may call as often as it likes."""
    monkeypatch.setattr(UserRateThrottle, "allow_request", lambda *arguments: True)
    return AuthToken.objects.create(municipal_system)[1]


def test_every_operation_is_called(described):
    assert {(one.ok().path, one.ok().method.upper()) for one in described.get_all_operations()} == set(
        OPERATIONS
    )


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["right", "wrong"])
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
@given(st.data())
def test_every_answer_is_one_that_is_described(described, token, path, method, mode, data):
    call = data.draw(described[path][method].as_strategy(generation_mode=mode))
    # One call in ten comes without a token, or with a wrong one.
    sent = data.draw(st.sampled_from([*[f"Token {token}"] * 9, "Token wrong", ""]))
    call.call_and_validate(headers={"Authorization": sent} if sent else {}, checks=CHECKS)


def spoilt(body) -> Iterator:
    """The body once for each of its texts, with half of a sign in it: JSON can write what UTF-8 can't."""
    if isinstance(body, str):
        yield f"{body}\ud83d"
    elif isinstance(body, list):
        for place, one in enumerate(body):
            yield from ([*body[:place], worse, *body[place + 1 :]] for worse in spoilt(one))
    else:
        for name, one in body.items():
            yield from (body | {name: worse} for worse in spoilt(one))


@pytest.mark.parametrize(("path", "body"), BODIES)
def test_half_of_a_sign_is_refused_wherever_it_stands(client, token, path, body):
    for number, sent in enumerate(spoilt(body)):
        answer = client.post(
            f"/api/v1/{path}",
            json.dumps(sent),
            content_type="application/json",
            headers={"Authorization": f"Token {token}", "Idempotency-Key": f"half-of-a-sign-{number}"},
        )
        said = answer.json()
        assert answer.status_code in (200, 400), sent
        assert "errors" in said or said["rows"][0]["fate"] == "bad", sent
