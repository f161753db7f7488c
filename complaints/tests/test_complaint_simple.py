"""One question a page: the answers travel with the page, and the same rules hold as on one page."""

import pytest

from cases.models import Case
from common.tests.browsing import browse_as
from complaints.models import Submission
from complaints.tests.factories import STORY, filled_in, named, text_of
from files.tests.factories import upload

PATH = "/complain/simple/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen():
    """Somebody on a phone, without an account, who reads English."""
    return browse_as()


def shown(response) -> int:
    """The number of the question on the page."""
    return response.context["form"].number


def step(citizen, number: int, go: str = "next", **answers):
    """Press a button on the page with that number."""
    return citizen.post(PATH, filled_in(**answers) | {"step": number, "go": go})


def test_the_first_page_asks_only_what_happened(citizen):
    response = citizen.get(PATH)
    page = text_of(response)
    assert "Question 1 of 7" in page
    assert '<textarea name="story"' in page
    assert '<select name="city"' not in page


def test_a_page_with_something_wrong_is_not_left_forwards_but_backwards(citizen):
    assert shown(citizen.post(PATH, {"step": 1, "go": "next", "story": "短"})) == 1
    assert shown(citizen.post(PATH, {"step": 3, "go": "next", "story": STORY})) == 3
    assert shown(citizen.post(PATH, {"step": 3, "go": "2", "story": STORY})) == 2


def test_what_was_answered_travels_with_every_page(citizen):
    page = text_of(step(citizen, 1, place_text="猎德村"))
    assert '<input type="hidden" name="place_text" value="猎德村"' in page
    assert not Case.objects.exists()


def test_a_change_on_the_last_page_leads_back_to_it(citizen):
    assert shown(citizen.post(PATH, filled_in() | {"step": 2, "go": "next", "reviewed": "yes"})) == 7


def test_another_city_drops_the_county_of_the_first(citizen):
    response = step(citizen, 3, city="440300")
    assert shown(response) == 4
    assert response.context["form"]["county"].value() == ""


def test_a_name_that_several_departments_have_is_asked_back(citizen):
    response = step(citizen, 5, unit_text="国土")
    assert shown(response) == 5
    assert "Which one do you mean?" in text_of(response)


def test_sending_makes_the_same_case_with_files(citizen):
    response = citizen.post(PATH, named() | {"step": 7, "go": "send", "files": [upload("a.txt", b"a")]})
    case = Case.objects.get()
    assert case.number in text_of(response)
    assert case.identity is not None
    assert case.attachments.count() == 1
    assert Submission.objects.get().source == "web"


def test_files_chosen_on_the_last_page_are_kept_while_something_is_changed(citizen):
    response = citizen.post(PATH, filled_in() | {"step": 7, "go": "1", "files": [upload("a.txt", b"a")]})
    assert shown(response) == 1
    assert '<input type="hidden" name="kept"' in text_of(response)


def test_sending_with_a_gap_leads_to_the_question(citizen):
    response = citizen.post(PATH, {"story": STORY, "identity": "anonymous", "step": 7, "go": "send"})
    assert shown(response) == 3
    assert not Case.objects.exists()


@pytest.mark.parametrize("number", ["0", "8", "99999", "x", "²", "-1"])
def test_a_page_that_does_not_exist_is_no_crash(citizen, number):
    assert citizen.post(PATH, filled_in() | {"step": number, "go": number}).status_code == 200


def test_courts_and_offices_above_the_province_are_told_before_sending(citizen):
    story = f"{STORY}法院判决书已经下来。"
    assert "Is your matter before a court?" in text_of(step(citizen, 6, story=story))
    assert "Is your matter before a court?" not in text_of(step(citizen, 6))
    assert citizen.post("/sectors/", {"story": story}).json()["courts"] is True
    assert "Is your matter before a court?" in text_of(citizen.post("/complain/", filled_in(story=story)))
