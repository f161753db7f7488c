"""Whoever asks the programme one question a page comes into the queue of the session like everybody else (M71)."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from cases.tests.factories import STORY
from complaints.tests.test_guided import URL, WHOLE_URL, Walk
from hotline.models import Question
from hotline.tests.factories import make_on_air

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(city_inspector):
    return make_on_air(city_inspector, at=timezone.now())


def begun(live) -> Walk:
    """Somebody without JavaScript who has pressed the button of the session's page."""
    address = f"{URL}?on=hotline:{live.pk}"
    walk = Walk()
    session = walk.client.get(reverse("hotline:public-session", args=[live.pk]))
    assert address in session.content.decode()
    walk.see(walk.client.get(address))
    return walk


def go_through(walk) -> None:
    pages = (
        {"story": STORY},
        {"danger": ""},
        {"city": "440100"},
        {"place_text": "棠下街"},
        {"unit_text": ""},
        {},
        {"identity": "anonymous"},
        {"people": "1"},
    )
    for answers in pages:
        walk.answer(**answers)
    assert walk.question == "Is everything right?"


def test_the_session_travels_along_to_the_end(live):
    walk = begun(live)
    go_through(walk)
    walk.answer(go="story")
    walk.answer(story=f"{STORY}补充。")
    walk.answer(go="send")
    assert "receipt-digits" in walk.page
    question = Question.objects.get()
    assert (question.session, question.case, question.lane) == (live, Case.objects.get(), "web")
    assert question.text == f"{STORY}补充。"


def test_the_session_travels_along_when_the_form_is_changed_on_the_way(live):
    walk = begun(live)
    walk.answer(story=STORY)
    switch = f"{WHOLE_URL}?on=hotline%3A{live.pk}"
    assert switch in walk.page
    walk.see(walk.client.post(switch, walk.carried | {"go": "whole"}))
    assert f"{URL}?on=hotline%3A{live.pk}" in walk.page
    sent = {
        "key": walk.carried["key"],
        "occasion": walk.carried["occasion"],
        "story": STORY,
        "city": "440100",
    }
    walk.see(walk.client.post(WHOLE_URL, sent | {"identity": "anonymous", "people": "1"}))
    assert "receipt-digits" in walk.page
    assert Question.objects.get().session == live


def test_the_session_is_still_there_when_the_language_is_changed_on_the_way(live):
    walk = begun(live)
    walk.see(walk.client.post(f"{URL}?on=hotline:{live.pk}", walk.carried | {"story": STORY, "go": "next"}))
    assert f'name="next" value="{URL}?on=hotline:{live.pk}"' in walk.page


def test_what_is_no_session_goes_the_way_of_every_complaint(live):
    walk = Walk()
    walk.see(Client(HTTP_ACCEPT_LANGUAGE="en").get(f'{URL}?on="><script>'))
    assert '<script>"' not in walk.page
    walk.client = Client(HTTP_ACCEPT_LANGUAGE="en")
    go_through(walk)
    walk.answer(go="send")
    assert Case.objects.count() == 1
    assert not Question.objects.exists()
