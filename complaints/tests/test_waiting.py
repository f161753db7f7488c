"""What a citizen reads when the department asks something or needs more time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.services import move_case
from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as
from complaints.services import issue_receipt
from complaints.tests.factories import follow, hidden_on, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def handled(city_clerk, county_handler):
    """A case that a unit works on, and its receipt code."""
    at = timezone.now() - timedelta(days=3)
    steps = [("assign", city_clerk), ("sign_for", county_handler)]
    case = walk(make_case(at=at), steps, at=at, unit=unit("440106-land"))
    return case, issue_receipt(case=case, at=at)


def move(case, name, actor, *, note="按规定", **details):
    return move_case(case_id=case.pk, move=name, actor=actor, at=timezone.now(), note=note, details=details)


def test_the_citizen_reads_the_question_replies_and_the_clock_runs_again(handled, county_handler):
    case, code = handled
    move(case, "ask_citizen", county_handler, note="Which month was it?")
    citizen = browse_as()
    page = follow(citizen, code)
    assert "You were asked something: please reply below by" in text_of(page)
    assert "Which month was it?" in text_of(page)
    data = {"tracking_pass": hidden_on(page, "tracking_pass"), "kind": "talk", "text": "It was in March."}
    citizen.post("/track/write/", data)
    after = text_of(follow(citizen, code))
    assert "You were asked something" not in after
    assert "The time of the department runs again." in after
    assert not case.clocks.filter(name="citizen_reply", stopped_at=None).exists()


def test_the_citizen_reads_why_it_takes_longer_and_until_when(handled, county_handler, county_leader):
    case, code = handled
    move(case, "ask_time", county_handler, note="The survey of 30 households is under way.", days=20)
    before = text_of(follow(browse_as(), code))
    assert "survey of 30 households" not in before
    move(case, "grant_time", county_leader)
    after = text_of(follow(browse_as(), code))
    assert "granted 20 days more, for this reason:" in after
    assert "The survey of 30 households is under way." in after
    assert "The department needs more time; the reason and the new date are on this page." in after


def test_an_objection_between_offices_is_no_business_of_the_citizen(city_clerk, county_handler):
    at = timezone.now()
    case = walk(make_case(at=at), [("assign", city_clerk)], at=at, unit=unit("440106-land"))
    code = issue_receipt(case=case, at=at)
    move(case, "object", county_handler, note="Not ours at all.")
    page = text_of(follow(browse_as(), code))
    assert "Not ours at all." not in page
    assert "the discipline commission decides who handles your complaint" in page
