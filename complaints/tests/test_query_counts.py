"""How many statements the database gets for each page of a citizen; exact, so that a slip shows.

Counted as Django logs them; where a case is written, two of each are BEGIN and COMMIT.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.selectors import register
from cases.tests.factories import make_case, unit, walk
from complaints.services import issue_receipt
from complaints.tests.factories import filled_in, named
from files.tests.factories import upload
from organizations.selectors import suggestions

pytestmark = pytest.mark.django_db(transaction=True)

UNIT = {"unit": "440106-land", "unit_asked": "天河国土", "unit_text": "天河国土"}
SUBMITTING = {
    "anonymous, the story alone": (filled_in(), 8),
    "anonymous, a unit from the register": (filled_in(**UNIT), 10),
    "named, a unit from the register and a person": (named(**UNIT, person_name="张三"), 12),
}
READING = {"/": 1, "/complain/": 0, "/track/": 0, "/help/": 0}


@pytest.fixture
def warm(citizen, monkeypatch):
    """The words of the sectors and the places are read once a minute, not for each complaint; here not in between."""
    monkeypatch.setattr(register, "REGISTER_SECONDS", 3600)
    monkeypatch.setattr(suggestions, "LEXICON_SECONDS", 3600)
    citizen.post("/complain/", filled_in())


@pytest.mark.parametrize(("form", "expected"), SUBMITTING.values(), ids=SUBMITTING)
def test_submitting(citizen, warm, form, expected):
    assert statements(lambda: citizen.post("/complain/", form)) == expected


def test_submitting_with_two_files(citizen, warm):
    form = filled_in() | {"files": [upload("a.jpg"), upload("b.txt", b"b")]}
    assert statements(lambda: citizen.post("/complain/", form)) == 11


@pytest.mark.parametrize(("path", "expected"), READING.items())
def test_reading(citizen, warm, path, expected):
    assert statements(lambda: citizen.get(path)) == expected


def test_searching_a_unit(citizen, warm):
    assert statements(lambda: citizen.post("/units/", {"q": "国土", "place": "440106"})) == 1


def test_following_a_case_just_received(citizen):
    code = issue_receipt(case=make_case(at=timezone.now()), at=timezone.now())
    assert statements(lambda: citizen.post("/track/", {"code": code})) == 5


def test_following_an_answered_case(citizen, city_clerk, county_handler, city_inspector):
    steps = [
        ("assign", city_clerk),
        ("sign_for", county_handler),
        ("answer", county_handler),
        ("close", city_inspector),
    ]
    case = walk(make_case(at=timezone.now()), steps, at=timezone.now(), unit=unit("440106-land"))
    code = issue_receipt(case=case, at=timezone.now())
    assert statements(lambda: citizen.post("/track/", {"code": code})) == 6


def statements(act) -> int:
    """How many statements the act makes, and that its page was shown."""
    with CaptureQueriesContext(connection) as captured:
        assert act().status_code == 200
    return len(captured)
