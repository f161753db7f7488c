"""The API answers whatever is sent to it as its own description says: schemathesis draws calls from it, right and wrong ones."""

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
