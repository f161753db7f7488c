"""The description of the API, for programs and for people."""

import re

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import RequestFactory
from rest_framework.test import APIClient

from campaign.content_type import only_known_parameters

SCHEMA, DOCS = "/api/v1/schema/", "/api/v1/docs/"
SCHEMA_FILE = "schema.json"


@pytest.fixture
def stranger() -> APIClient:
    """Somebody without a token."""
    return APIClient()


def test_the_description_is_complete_and_valid(tmp_path):
    call_command("spectacular", fail_on_warn=True, validate=True, file=str(tmp_path / SCHEMA_FILE))


def test_everybody_may_read_the_description(stranger):
    schema = stranger.get(SCHEMA, {"format": "json"}).json()
    assert schema["openapi"].startswith("3.1")
    assert set(schema["paths"]) == {
        "/api/v1/areas/",
        "/api/v1/call-backs/",
        "/api/v1/call-backs/{call_back}/",
        "/api/v1/complaints/",
        "/api/v1/complaints/{number}/",
        "/api/v1/deployments/",
        "/api/v1/plans/",
        "/api/v1/plans/{campaign}/{sector}/",
        "/api/v1/registers/",
        "/api/v1/registers/{register}/",
        "/api/v1/sectors/",
        "/api/v1/units/",
        "/api/v1/visits/",
    }
    assert "yaml" in stranger.get(SCHEMA)["Content-Disposition"]


def test_every_problem_is_described(stranger):
    paths = stranger.get(SCHEMA, {"format": "json"}).json()["paths"]
    post = paths["/api/v1/complaints/"]["post"]["responses"]
    assert set(post) == {"200", "201", "400", "401", "403", "406", "409", "411", "413", "415", "429"}
    problems = {
        media_type
        for operations in paths.values()
        for operation in operations.values()
        for status, response in operation["responses"].items()
        if status >= "400"
        for media_type in response["content"]
    }
    assert problems == {"application/problem+json"}


@pytest.mark.parametrize("query", [{"lang": "../x"}, {"lang": "a\0"}, {"version": "1\n2"}, {"format": "exe"}])
def test_the_description_takes_no_orders_from_strangers(stranger, query):
    response = stranger.get(SCHEMA, query)
    assert response.status_code in (400, 404)
    assert response["Content-Type"] == "application/problem+json"


def test_the_documentation_page_needs_no_exception_from_the_content_security_policy(stranger):
    page = stranger.get(DOCS)
    assert "unsafe" not in page["Content-Security-Policy"]
    assert "<style" not in page.text
    assert " style=" not in page.text
    assert re.findall(r"<script(?! src=\"/)", page.text) == []
    assert "://" not in page.text
    script = stranger.get(DOCS, {"script": ""})
    assert script["Content-Type"].startswith("application/javascript")
    assert '"validatorUrl": null' in script.text


def test_strangers_leave_no_trace(stranger):
    for path in (SCHEMA, DOCS, f"{DOCS}?script=", "/api/v1/nothing/"):
        assert not stranger.get(path, REMOTE_ADDR="203.0.113.7").cookies
    keys = cache._cache.get_client().keys("*")
    assert not [key for key in keys if b"203.0.113.7" in key]


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/complaints", "/api/v1/complaints/x/y/", "/api/v1/%00"])
@pytest.mark.parametrize("method", ["get", "post", "options"])
def test_an_address_that_does_not_exist_is_a_problem_and_no_page(stranger, path, method):
    response = getattr(stranger, method)(path)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("application/json", "application/json"),
        ("application/json; charset=zlib", "application/json"),
        ("application/json; x*=none''%41", "application/json"),
        ("multipart/form-data; charset=idna; boundary=a-b", 'multipart/form-data; boundary="a-b"'),
        ('multipart/form-data; boundary="a b"; x=1', 'multipart/form-data; boundary="a b"'),
        ("", ""),
    ],
)
def test_of_a_content_type_only_the_boundary_is_kept(sent, kept):
    seen = {}
    only_known_parameters(lambda environ, _: seen.update(environ))({"CONTENT_TYPE": sent}, None)
    assert seen == {"CONTENT_TYPE": kept}


@pytest.mark.django_db
@pytest.mark.parametrize("content_type", ["a/b; charset=zlib", "a/b; charset=utf-8", "a/b; x*=none''%41"])
def test_no_content_type_stops_the_server(content_type):
    query = "&".join(["a=%E6"] * 1_001)
    environ = RequestFactory()._base_environ(PATH_INFO=DOCS, QUERY_STRING=query, CONTENT_TYPE=content_type)
    statuses = []
    only_known_parameters(WSGIHandler())(environ, lambda status, *_: statuses.append(status))
    assert statuses == ["400 Bad Request"]
