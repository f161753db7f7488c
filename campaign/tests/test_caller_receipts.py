"""A caller at the live desk gets a code that the operator reads out; nobody else ever sees it (M71)."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from cases.tests.factories import unit
from common.tests.browsing import browse_as, main_of, words_of
from complaints.models import Receipt
from complaints.tests.test_desk import code_on
from hotline.models import Question
from hotline.tests.factories import housing_head, make_on_air

pytestmark = pytest.mark.django_db
CALL = {
    "act": "add",
    "ask-key": "7f2c6a52-9f0e-4a43-9a0e-2f5f0d6f7a11",
    "ask-text": "公租房申请半年没有回音，为什么？",
    "ask-outlet": "radio",
    "ask-lane": "phone",
    "ask-place": "440106",
}


@pytest.fixture
def live(city_inspector):
    return make_on_air(city_inspector, at=timezone.now())


def url(name, *args) -> str:
    return reverse(f"hotline:{name}", args=args)


def test_a_caller_gets_a_code_that_opens_the_case_once_and_ends_then(live, city_clerk):
    answer = browse_as(city_clerk).post(url("desk", live.pk), CALL)
    spoken, case = code_on(answer), Case.objects.get()
    assert len(spoken) == 16
    assert "no-store" in answer["Cache-Control"]
    assert 'data-draft-done="hotline-ask"' in answer.content.decode()
    assert Receipt.objects.get().is_temporary
    citizen = Client(headers={"accept-language": "en"})
    opened = citizen.post("/track/", {"code": spoken})
    assert case.number in words_of(opened)
    assert code_on(opened) != spoken
    assert (
        "There is no complaint with this code." in citizen.post("/track/", {"code": spoken}).content.decode()
    )


def test_the_code_stands_on_no_other_page(live, city_clerk, city_inspector):
    browser = browse_as(city_clerk)
    code = code_on(browser.post(url("desk", live.pk), CALL))
    question = Question.objects.get()
    browser.post(url("question", question.pk), {"act": "clear", "air_text": "公租房申请为何没有回音？"})
    browser.post(url("question", question.pk), {"act": "put"})
    host, everybody = browse_as(housing_head()), browse_as()
    pages = [
        browser.get(url("desk", live.pk)),
        browser.get(url("question", question.pk)),
        browser.get(url("screen", live.pk)),
        browser.get(reverse("cases:case-detail", args=[question.case_id])),
        browse_as(city_inspector).get(url("session", live.pk)),
        host.get(url("session", live.pk)),
        everybody.get(url("public-session", live.pk)),
        everybody.get(url("public-sessions")),
        everybody.get(url("public-calendar")),
    ]
    assert "公租房申请为何没有回音？" in words_of(pages[2])
    assert "公租房申请为何没有回音？" in words_of(pages[6])
    for page in pages:
        assert page.status_code == 200
        assert code not in re.sub(r"\D", "", page.content.decode())
        assert "receipt-digits" not in page.content.decode()


def test_the_same_page_sent_again_is_the_same_question_and_another_caller_is_another_one(live, city_clerk):
    browser = browse_as(city_clerk)
    codes = [code_on(browser.post(url("desk", live.pk), CALL)) for _ in range(2)]
    assert Question.objects.count() == Case.objects.count() == 1
    # The first answer may have been lost on the way, so there is another code, and both open the case.
    assert len(set(codes)) == 2
    for other in (
        {"ask-text": "另一个来电人的问题是什么？"},
        {"ask-name": "某某", "ask-phone": "13800138000"},
    ):
        browser.post(url("desk", live.pk), CALL | other)
    assert Question.objects.count() == Case.objects.count() == 3
    browser.post(url("desk", live.pk), CALL | {"ask-key": ""})
    browser.post(url("desk", live.pk), CALL | {"ask-key": ""})
    assert Question.objects.count() == 5


def test_a_text_message_that_is_read_out_has_nobody_on_the_line_and_no_code(live, city_clerk):
    page = main_of(browse_as(city_clerk).post(url("desk", live.pk), CALL | {"ask-lane": "sms"}))
    assert Case.objects.get().number in page
    assert "receipt-digits" not in page
    assert not Receipt.objects.exists()


def test_whoever_complains_of_the_studio_gets_a_code_as_well(live, city_clerk):
    code = code_on(browse_as(city_clerk).post(url("desk", live.pk), CALL | {"ask-complains_of_guest": "on"}))
    question = Question.objects.get()
    assert question.stage == "passed_on"
    assert question.case.accused.get().unit == unit("440100-housing")
    assert question.case.number in words_of(Client().post("/track/", {"code": code}))


def test_nothing_typed_is_lost_when_something_is_missing_and_there_is_no_code_then(live, city_clerk):
    answer = browse_as(city_clerk).post(url("desk", live.pk), CALL | {"ask-phone": "13800138000"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert CALL["ask-text"] in page
    assert CALL["ask-key"] in page
    assert not Receipt.objects.exists()
