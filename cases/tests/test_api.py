"""A municipal system reads how its cases stand."""

from datetime import timedelta

import pytest
from django.utils import timezone
from knox.models import AuthToken
from rest_framework.test import APIClient

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.choices import Channel
from cases.tests.factories import ANSWER, STORY, make_case, unit, walk

PATH = "/api/v1/complaints/"


def caller(user) -> APIClient:
    """A client that calls with a token of this user."""
    _, token = AuthToken.objects.create(user)
    return APIClient(HTTP_AUTHORIZATION=f"Token {token}")


@pytest.fixture
def system(municipal_system) -> APIClient:
    """The complaint system of Guangzhou, with its token."""
    return caller(municipal_system)


@pytest.fixture
def at():
    """A moment ago, because the API looks at the clock on the wall."""
    return timezone.now() - timedelta(minutes=1)


@pytest.fixture
def own_case(municipal_system, at):
    """A case that the system of Guangzhou has handed in."""
    return make_own(municipal_system, at)


def make_own(user, at, **fields):
    """A case that this user has handed in."""
    return make_case(at=at, channel=Channel.API, submitted_by=user, **fields)


def read(client: APIClient, case) -> dict:
    """The status of a case as the client reads it."""
    response = client.get(f"{PATH}{case.number}/")
    assert response.status_code == 200
    return response.json()


def test_a_new_case_is_received_and_due(system, own_case, at):
    status = read(system, own_case)
    assert status["number"] == own_case.number
    assert (status["stage"], status["light"]) == ("received", "green")
    assert status["due_on"] == own_case.due_on.isoformat()
    assert status["sector"]["code"] == own_case.sector.code
    nothing_yet = (
        "responsible_unit",
        "accepted_at",
        "assigned_at",
        "answered_at",
        "closed_at",
        "answer",
        "decline",
    )
    assert [status[name] for name in nothing_yet] == [None] * len(nothing_yet)


def test_an_answer_is_shown_once_it_is_released(
    system, own_case, city_clerk, county_handler, city_inspector, at
):
    steps = [
        ("accept", city_clerk),
        ("assign", city_clerk),
        ("sign_for", county_handler),
        ("answer", county_handler),
    ]
    case = walk(own_case, steps, at=at, unit=unit("440106-land"))
    status = read(system, case)
    assert (status["stage"], status["answer"]) == ("answered", None)
    assert status["responsible_unit"] == {"code": "440106-land", "name": unit("440106-land").label}
    assert ANSWER["facts"] not in str(status)

    walk(case, [("close", city_inspector)], at=at)
    status = read(system, case)
    assert (status["stage"], status["light"], status["due_on"]) == ("closed", "none", None)
    assert {name: status["answer"][name] for name in ANSWER} == ANSWER
    assert None not in (
        status["accepted_at"],
        status["assigned_at"],
        status["answered_at"],
        status["closed_at"],
    )


def test_a_declined_case_says_why_and_where_to_turn(system, own_case, city_clerk, at):
    walk(own_case, [("decline", city_clerk)], at=at)
    decline = read(system, own_case)["decline"]
    assert decline["reason"] == "other_organ"
    assert decline["reason_label"]
    assert decline["way_out"]


def test_labels_come_in_the_language_that_is_asked_for(system, own_case):
    response = system.get(f"{PATH}{own_case.number}/", headers={"Accept-Language": "en"})
    assert response["Content-Language"] == "en"
    assert response.json()["stage_label"] == "Received"
    assert response.json()["sector"]["name"] == "Land and housing"
    assert read(system, own_case)["sector"]["name"] == "土地与住房"


def test_nothing_of_the_people_in_a_case_is_told(system, municipal_system, at):
    case = make_own(municipal_system, at, accused=[unit("440106-land")], name="何秀英", phone="13800138000")
    told = [system.get(f"{PATH}{case.number}/").text, system.get(PATH).text]
    secrets = (STORY, "何秀英", "13800138000", unit("440106-land").name, case.desk.name)
    assert not any(secret in text for text in told for secret in secrets)


def test_a_case_of_somebody_else_does_not_exist(system, own_case, at):
    strangers = make_user("other_system", Role.MUNICIPAL_SYSTEM, "440300-commission")
    foreign = [make_own(strangers, at), make_case(at=at)]
    assert [system.get(f"{PATH}{case.number}/").status_code for case in foreign] == [404, 404]
    assert numbers(system.get(PATH)) == [own_case.number]


def test_a_case_against_the_systems_own_side_does_not_exist(system, municipal_system, at):
    case = make_own(municipal_system, at, accused=[unit("440100-commission")])
    assert system.get(f"{PATH}{case.number}/").status_code == 404
    assert numbers(system.get(PATH)) == []


@pytest.mark.parametrize(
    "number",
    ["x", "2026-", "1999-{pk:07d}", "2026-{pk:08d}", "２０２６-{pk:07d}", "2026-999999999999", "%00"],
)
def test_a_number_that_is_none_is_not_found(system, own_case, number):
    response = system.get(f"{PATH}{number.format(pk=own_case.pk)}/")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def numbers(response) -> list[str]:
    """The numbers on a page of the list."""
    assert response.status_code == 200
    return [case["number"] for case in response.json()["results"]]


def test_own_cases_are_listed_newest_first_and_page_by_page(system, municipal_system, at, monkeypatch):
    monkeypatch.setattr("cases.api.views.NewestFirst.page_size", 2)
    expected = [make_own(municipal_system, at).number for _ in range(5)][::-1]
    first = system.get(PATH)
    second = system.get(first.json()["next"])
    third = system.get(second.json()["next"])
    assert numbers(first) + numbers(second) + numbers(third) == expected
    assert (first.json()["previous"], third.json()["next"]) == (None, None)
    assert numbers(system.get(third.json()["previous"])) == numbers(second)


def test_the_list_is_narrowed_by_stage_and_by_time(system, municipal_system, city_clerk, at):
    old = make_own(municipal_system, at - timedelta(days=2))
    new = walk(make_own(municipal_system, at), [("accept", city_clerk)], at=at)
    day_before = (at - timedelta(days=1)).isoformat()
    assert numbers(system.get(PATH, {"stage": "accepted"})) == [new.number]
    assert numbers(system.get(PATH, {"received_after": day_before})) == [new.number]
    assert numbers(system.get(PATH, {"received_before": day_before})) == [old.number]
    assert numbers(system.get(PATH, {"received_after": at.isoformat()})) == [new.number]
    assert numbers(system.get(PATH, {"received_before": at.isoformat()})) == [old.number]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("stage", "lost"),
        ("stage", ""),
        ("received_before", ""),
        ("cursor", ""),
        ("stage", "a\0b"),
        ("received_after", "yesterday"),
        ("received_after", "2026-01-01T00:00:00+99:99"),
        ("received_before", "99999-01-01T00:00:00Z"),
        ("cursor", "村"),
        ("cursor", "cD0nOw=="),
        ("cursor", "cD1hYmM="),
        ("cursor", "bz0tMQ=="),
        ("cursor", "bz01"),
        ("cursor", "cD0xAA=="),
        ("cursor", "cD0lMDA="),
    ],
)
def test_a_wrong_parameter_is_named(system, own_case, name, value):
    response = system.get(PATH, {name: value})
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == [name]


@pytest.mark.parametrize(
    "value",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "0341-11-13T14:23:24+17:20",
        "2026-11-13T14:23:24-23:59",
        "0001-01-01",
        "9999-12-31",
    ],
)
def test_the_ends_of_time_are_moments_like_others(system, own_case, value):
    for name in ("received_after", "received_before"):
        assert system.get(PATH, {name: value}).status_code in (200, 400)


def test_reading_costs_no_more_than_these_statements(
    system, municipal_system, at, django_assert_max_num_queries
):
    cases = [make_own(municipal_system, at) for _ in range(3)]
    with django_assert_max_num_queries(5):
        system.get(PATH)
    with django_assert_max_num_queries(6):
        system.get(f"{PATH}{cases[0].number}/")
