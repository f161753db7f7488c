"""A municipal system hands rows of registers in."""

import json

import pytest
from knox.models import AuthToken
from rest_framework.test import APIClient

from accounts.choices import Role
from accounts.tests.factories import make_user
from registers.choices import REGISTERS
from registers.models import Record
from registers.tests.factories import GOOD

pytestmark = pytest.mark.django_db
PATH = "/api/v1/registers/"


def caller(user) -> APIClient:
    return APIClient(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(user)[1]}")


def row(**more) -> dict:
    long_ago = {"approved_on": "2014-01-02", "households": 2}
    return {"number": "P-1", "area": "440106", "unit": "440106-land"} | GOOD["projects"] | long_ago | more


def fates(answer) -> list[str]:
    assert answer.status_code == 200, answer.json()
    return [one["fate"] for one in answer.json()["rows"]]


def hand_in(client, *rows, register="projects"):
    return client.post(f"{PATH}{register}/", {"rows": rows}, format="json")


def test_rows_come_in_once_however_often_they_are_sent_and_bad_ones_say_why(municipal_system):
    client = caller(municipal_system)
    rows = (
        row(),
        row(number="P-2", payable="x"),
        row(number="P-3", unit="440306-land"),
        row(number="", extra=1),
    )
    answer = hand_in(client, *rows)
    assert fates(answer) == ["recorded", "bad", "bad", "bad"]
    errors = [[(one["column"], one["code"]) for one in each["errors"]] for each in answer.json()["rows"]]
    assert errors == [[], [("payable", "no_money")], [("unit", "not_yours")], [("extra", "unknown_column"), ("number", "missing")]]  # fmt: skip
    assert fates(hand_in(client, *rows)) == ["known", "bad", "bad", "bad"]
    assert fates(hand_in(client, row(households=3))) == ["changed"]
    record = Record.objects.get()
    assert (record.source, record.cells["households"]) == ("api", 3)
    assert record.events.count() == 4  # recorded, two alarms, changed


def test_a_list_of_names_comes_as_a_list(municipal_system):
    cells = GOOD["joint-actions"] | {"units": ["甲", "乙"], "held_on": "2014-03-05"}
    answer = hand_in(caller(municipal_system), {"number": "1", "area": "440106", "unit": "440106-work-safety"} | cells, register="joint-actions")  # fmt: skip
    assert fates(answer) == ["recorded"]
    assert Record.objects.get().cells["units"] == ["甲", "乙"]


@pytest.mark.parametrize(
    "body", [{}, {"rows": []}, {"rows": [1]}, {"rows": [{}], "x": 1}, [], {"rows": [row()] * 201}]
)
def test_a_body_of_another_shape_is_refused_whole(municipal_system, body):
    answer = caller(municipal_system).post(f"{PATH}projects/", body, format="json")
    assert answer.status_code == 400
    assert not Record.objects.exists()


@pytest.mark.parametrize("cell", [{}, [], {"a": 1}, "a\0b", "\ud83d", True, 1e300, -1, None])
def test_no_cell_stops_the_server(municipal_system, cell):
    cells = {"name": cell, "payable": cell, "approved_on": cell, "unit": cell, "number": cell, str(cell): 1}
    body = json.dumps({"rows": [row(**cells)]})
    answer = caller(municipal_system).post(f"{PATH}projects/", body, content_type="application/json")
    assert answer.status_code in (200, 400)
    assert not Record.objects.exists()


def test_only_systems_hand_in_and_a_register_must_exist(municipal_system, county_handler):
    assert APIClient().post(f"{PATH}projects/", {}, format="json").status_code == 401
    assert hand_in(caller(county_handler), row()).status_code == 403
    assert hand_in(caller(municipal_system), row(), register="nothing").status_code == 404
    land = caller(make_user("land-system", Role.MUNICIPAL_SYSTEM, "440100-land"))
    assert fates(hand_in(land, row())) == ["recorded"]
    hazard = {"number": "1", "area": "440106", "unit": "440106-work-safety"} | GOOD["hazards"]
    long_ago = {"found_on": "2014-03-05", "due_on": "2014-04-05"}
    assert fates(hand_in(land, hazard | long_ago, register="hazards")) == ["bad"]


def test_the_registers_are_described(municipal_system):
    described = caller(municipal_system).get(PATH).json()
    assert [one["name"] for one in described] == list(REGISTERS)
    hazards = next(one for one in described if one["name"] == "hazards")
    assert next(one for one in hazards["columns"] if one["name"] == "grade")["options"] == [
        "general",
        "major",
    ]
