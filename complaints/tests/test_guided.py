"""A citizen answers one question after the other, goes back and forth, loses nothing, and gets the same receipt."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.models import Accused, Case
from cases.tests.factories import STORY
from files.tests.factories import picture

pytestmark = pytest.mark.django_db
URL, WHOLE_URL = reverse("complaints:complaint-guided"), reverse("complaints:complaint-create")
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?')
STEP = re.compile(r"<h1[^>]*>([^<]+)</h1>")


class Walk:
    """Somebody without JavaScript: sends on what the page carries, with the answers to its question."""

    def __init__(self):
        self.client = Client(HTTP_ACCEPT_LANGUAGE="en")
        self.see(self.client.get(URL))

    def see(self, response):
        self.response, self.page = response, response.content.decode()
        self.carried = {}
        for name, value in HIDDEN.findall(self.page):
            self.carried.setdefault(name, []).append(value)

    def answer(self, go="next", **answers):
        self.see(self.client.post(URL, self.carried | answers | {"go": go}))
        return self.question

    @property
    def question(self):
        return STEP.search(self.page)[1]


@pytest.fixture
def walk():
    return Walk()


def at_the_end(walk, **answers):
    """Answer everything up to the page to read it over."""
    given = {
        "story": STORY,
        "danger": "",
        "city": "440100",
        "county": "440106",
        "place_text": "棠下街",
        "unit_text": "",
        "person_name": "",
        "others": "",
        "identity": "anonymous",
    } | answers
    pages = (
        ["story"],
        ["danger"],
        ["city"],
        ["county", "place_text"],
        ["unit_text", "person_name", "others"],
        [],
    )
    for names in pages:
        walk.answer(**{name: given[name] for name in names})
    walk.answer(**{name: given[name] for name in ("identity", "name", "phone") if name in given})
    if walk.question == "Do others complain together with you?":
        walk.answer(people="1")
    return walk


def test_every_answer_arrives_in_the_case(walk):
    at_the_end(walk, unit_text="某某村委会", person_name="王主任", danger="violence")
    assert walk.question == "Is everything right?"
    assert STORY[:20] in walk.page
    walk.answer(go="send")
    assert "receipt-digits" in walk.page
    case = Case.objects.get()
    assert (case.story, case.area.code, case.place_text, case.danger) == (
        STORY,
        "440106",
        "棠下街",
        "violence",
    )
    assert case.identity is None
    accused = Accused.objects.get()
    assert (accused.unit_text, accused.person_text) == ("某某村委会", "王主任")


def test_a_page_without_the_answer_it_needs_is_shown_again_with_the_reason(walk):
    assert walk.answer(story="") == "What happened?"
    assert "Please write what happened." in walk.page
    walk.answer(story=STORY)
    walk.answer(danger="")
    assert walk.answer() == "In which city did it happen?"
    assert "Please choose the city" in walk.page


def test_a_page_that_was_not_answered_yet_shows_no_fault(walk):
    walk.answer(story=STORY)
    assert "alert-error" not in walk.page
    walk.answer(danger="")
    assert "alert-error" not in walk.page


def test_going_back_keeps_what_was_typed_even_if_it_is_not_good_yet(walk):
    walk.answer(story=STORY)
    walk.answer(danger="")
    walk.answer(city="440100")
    assert walk.answer(go="back", county="", place_text="街" * 300) == "In which city did it happen?"
    walk.answer(city="440100")
    assert "街" * 300 in walk.page


def test_only_the_districts_of_the_chosen_city_are_offered(walk):
    walk.answer(story=STORY)
    walk.answer(danger="")
    walk.answer(city="440100")
    assert 'value="440106"' in walk.page
    assert 'value="440305"' not in walk.page


def test_a_change_on_the_last_page_leads_back_to_it(walk):
    at_the_end(walk)
    assert walk.answer(go="story") == "What happened?"
    assert walk.answer(story=STORY + "补充一句。") == "Is everything right?"
    walk.answer(go="send")
    assert Case.objects.get().story.endswith("补充一句。")


def test_a_unit_that_goes_by_several_names_is_asked_for_on_its_page(walk):
    walk.answer(story=STORY)
    walk.answer(danger="")
    walk.answer(city="440100")
    walk.answer(county="440106", place_text="")
    assert walk.answer(unit_text="国土局") == "Who did it?"
    codes = re.findall(r'type="radio" name="unit" value="([^"]+)"', walk.page)
    assert "none" in codes
    walk.answer(unit_text="国土局", unit=codes[0])
    walk.answer()
    walk.answer(identity="anonymous")
    walk.answer(go="send")
    assert Accused.objects.get().unit.code == codes[0]


def test_a_name_needs_a_number_and_both_are_sealed(walk):
    at_the_end(walk, identity="named", name="张三", phone="")
    assert walk.question == "Do you want to leave your name?"
    walk.answer(identity="named", name="张三", phone="13800138000")
    walk.answer(people="1")
    assert walk.question == "Is everything right?"
    walk.answer(go="send")
    assert Case.objects.get().identity is not None


def test_a_file_stays_with_the_complaint_over_the_pages(walk):
    for names in (
        {"story": STORY},
        {"danger": ""},
        {"city": "440100"},
        {"place_text": ""},
        {"unit_text": ""},
    ):
        walk.answer(**names)
    assert walk.question == "Do you have photos or papers?"
    walk.answer(files=SimpleUploadedFile("合同.jpg", picture()))
    assert walk.question == "Do you want to leave your name?"
    walk.answer(identity="anonymous")
    walk.answer(people="1")
    assert "合同" in walk.page
    walk.answer(go="send")
    assert Case.objects.get().attachments.count() == 1


def test_sending_twice_makes_one_case(walk):
    at_the_end(walk)
    kept = dict(walk.carried)
    walk.answer(go="send")
    walk.see(walk.client.post(URL, kept | {"go": "send"}))
    assert Case.objects.count() == 1


def test_nothing_is_sent_when_the_page_is_answered_out_of_order(walk):
    walk.answer(go="send", story=STORY)
    assert walk.question == "In which city did it happen?"
    assert not Case.objects.exists()


def test_whoever_changes_to_the_other_form_and_back_loses_nothing_and_reads_no_fault(walk):
    walk.answer(story=STORY)
    walk.answer(danger="")
    walk.answer(city="440100")
    whole = walk.client.post(WHOLE_URL, walk.carried | {"county": "", "place_text": "棠下街", "go": "whole"})
    page = whole.content.decode()
    assert (whole.status_code, Case.objects.count()) == (200, 0)
    assert "alert-error" not in page
    assert STORY in page
    assert "棠下街" in page
    assert '<option value="440100" selected>' in page
    file = SimpleUploadedFile("合同.jpg", picture())
    typed = {
        "key": walk.carried["key"],
        "story": STORY + "又及。",
        "city": "440100",
        "place_text": "棠下街",
        "sector": "land_housing",
        "identity": "named",
        "name": "张三",
        "go": "story",
        "files": file,
    }
    walk.see(walk.client.post(URL, typed))
    assert walk.question == "What happened?"
    assert "alert-error" not in walk.page
    carried = {name: values[0] for name, values in walk.carried.items()}
    assert carried.items() >= {"place_text": "棠下街", "sector": "land_housing", "name": "张三"}.items()
    assert "又及。" in walk.page
    assert carried["kept"]
    assert carried["key"] == typed["key"][0]


def test_enter_in_a_field_of_the_long_form_sends_it(walk):
    page = walk.client.get(WHOLE_URL).content.decode()
    form = page[page.index('data-draft="complaint"') :]
    assert 'name="go"' not in form[: form.index("</button>")]


def test_words_that_are_no_step_show_the_same_page_again(walk):
    assert walk.answer(go="../../etc", story=STORY) == "What happened?"
    assert STORY[:20] in walk.page


def test_what_courts_decide_is_told_before_sending_and_can_be_sent_all_the_same(walk):
    at_the_end(walk, story=f"{STORY}法院判决书已经下来。")
    assert "Is your matter before a court?" in walk.page
    walk.answer(go="send")
    assert "Is your matter before a court?" in walk.page
    assert Case.objects.count() == 1


def test_an_office_above_the_province_is_told_to_be_passed_up(walk):
    at_the_end(walk, unit_text="中共中央纪律检查委员会")
    assert walk.question == "Is everything right?"
    assert "stands above the province" in walk.page
    walk.answer(go="send")
    assert Case.objects.get().desk.code == "440100-commission"


def test_the_words_that_are_typed_are_asked_for_courts(client):
    asked = client.post("/sectors/", {"story": f"{STORY}法院判决书已经下来。"})
    assert asked.json()["courts"] is True
    assert client.post("/sectors/", {"story": STORY}).json()["courts"] is False
