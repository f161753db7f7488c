"""A citizen writes a complaint, sends it and gets a receipt."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from accounts.models import SealedIdentity
from accounts.services import open_name, open_phone
from cases.models import Accused, Case
from common.numbering import clean_receipt_code
from common.tests.browsing import browse_as
from complaints.models import Receipt, Submission
from complaints.services import open_by_receipt
from complaints.tests.factories import (
    STORY,
    code_on,
    complain,
    filled_in,
    follow,
    hidden_on,
    in_english,
    in_words,
    named,
    text_of,
)
from organizations.models import Person, Tenure, Unit

ERROR = "This could not be sent yet. Everything you entered is still here."
WHICH = "Which one do you mean?"


@pytest.fixture
def citizen() -> Client:
    """Somebody on a phone, without an account, who reads English."""
    return browse_as()


def send(citizen, form):
    """Send the form; the page that comes back."""
    response = citizen.post("/complain/", form)
    assert response.status_code == 200
    return response


def fields_of(response) -> dict:
    """What the form on the page would send if nobody changed it."""
    form = response.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in sent.items() if value}


@pytest.mark.django_db
class TestSending:
    def test_the_empty_form_asks_for_the_story_first(self, citizen):
        page = text_of(citizen.get("/complain/"))
        order = [
            page.index(f'name="{name}"') for name in ("story", "city", "county", "unit_text", "identity")
        ]
        assert order == sorted(order)
        assert 'value="anonymous" id="id_identity_0" required class="form-check-input" checked' in page

    def test_an_anonymous_complaint_becomes_a_case_at_the_desk_of_the_city(self, citizen):
        response = send(citizen, filled_in(place_text="猎德村"))
        case = Case.objects.get()
        assert case.number in text_of(response)
        assert (case.story, case.area.code, case.city.code) == (STORY, "440106", "440100")
        assert (case.desk.code, case.channel, case.place_text) == ("440100-commission", "web", "猎德村")
        assert case.identity is None
        assert not SealedIdentity.objects.exists()

    def test_the_receipt_says_what_happens_next_and_by_when(self, citizen):
        response = send(citizen, filled_in())
        assert f"By <strong>{in_words(Case.objects.get().due_on)}</strong>" in text_of(response)

    def test_the_receipt_can_be_neither_cached_nor_left_by_accident(self, citizen):
        response = send(citizen, filled_in())
        assert "no-store" in response.headers["Cache-Control"]
        assert "/i18n/setlang/" not in text_of(response)
        assert '<nav class="site-nav"' not in text_of(response)

    def test_the_code_opens_the_complaint_and_stands_nowhere_in_the_database(self, citizen):
        code = complain(citizen)
        assert clean_receipt_code(code) == code
        assert open_by_receipt(typed=code, client=None, at=timezone.now()).case == Case.objects.get()
        stored = Receipt.objects.get()
        assert stored.hash.startswith("$argon2id$")
        assert not tables_that_hold(code)
        assert not tables_that_hold(code[:6])

    def test_a_complaint_about_the_whole_province_goes_to_the_province(self, citizen):
        complain(citizen, city="440000", county="")
        assert Case.objects.get().desk.code == "440000-commission"

    def test_a_city_without_counties_needs_none(self, citizen):
        complain(citizen, city="441900", county="")
        assert Case.objects.get().area.code == "441900"

    def test_a_county_alone_says_which_city(self, citizen):
        complain(citizen, city="", county="440106")
        assert Case.objects.get().city.code == "440100"

    def test_a_line_break_counts_as_one_character_as_in_the_browser(self, citizen):
        complain(citizen, story="\r\n".join(["一" * 49] * 100))
        assert len(Case.objects.get().story) == 4999


@pytest.mark.django_db
class TestLeavingAName:
    def test_a_name_is_sealed_and_unreadable_in_the_database(self, citizen):
        send(citizen, named())
        identity = Case.objects.get().identity
        assert (open_name(identity), open_phone(identity)) == ("李秀英", "13800138000")
        assert not tables_that_hold("李秀英")
        assert not tables_that_hold("13800138000")

    def test_whoever_stays_anonymous_leaves_nothing_even_if_it_was_typed(self, citizen):
        send(citizen, named() | {"identity": "anonymous"})
        assert Case.objects.get().identity is None
        assert not SealedIdentity.objects.exists()

    def test_whoever_leaves_a_name_is_asked_for_both(self, citizen):
        page = text_of(send(citizen, filled_in(identity="named")))
        assert "Please enter your name, or choose to stay anonymous." in page
        assert "Please enter a phone number, or choose to stay anonymous." in page
        assert not Case.objects.exists()

    def test_a_number_that_nobody_could_dial_is_sent_back(self, citizen):
        page = text_of(send(citizen, named() | {"phone": "1380013800"}))
        assert "This doesn't look like a phone number." in page
        assert 'value="1380013800"' in page
        assert not Case.objects.exists()


@pytest.mark.django_db
class TestMistakes:
    def test_nothing_typed_is_lost(self, citizen):
        typed = named(
            place_text="猎德村",
            unit_text="不知名的单位",
            person_name="陈某",
            person_post="站长",
            city="440300",
        )
        response = send(citizen, typed)
        page = text_of(response)
        assert ERROR in page
        assert "Tianhe District belongs to Guangzhou. Please change one of the two." in page
        assert fields_of(response) == typed
        assert f">\n{STORY}</textarea>" in page
        assert 'value="named" id="id_identity_1" required class="form-check-input" checked' in page
        assert not Case.objects.exists()

    def test_the_error_stands_beside_its_field_and_in_the_summary(self, citizen):
        page = text_of(send(citizen, filled_in(story="")))
        assert '<a href="#id_story">What happened: Please write what happened.</a>' in page
        assert re.search(r'id="id_story_error">.{0,400}Please write what happened\.', page, re.DOTALL)
        assert re.search(r'<textarea[^>]*aria-invalid="true"', page)

    @pytest.mark.parametrize("story", ["", "   \n ", "钱没给"])
    def test_a_story_of_no_use_is_sent_back(self, citizen, story):
        assert ERROR in text_of(send(citizen, filled_in(story=story)))
        assert not Case.objects.exists()

    def test_the_summary_of_errors_has_chinese_punctuation(self):
        page = text_of(send(browse_as(language="zh-hans"), filled_in() | {"story": ""}))
        assert '<a href="#id_story">事情经过：' in page

    def test_a_story_that_is_too_long_is_kept_for_shortening(self, citizen):
        response = send(citizen, filled_in(story="长" * 5001))
        assert "长" * 5001 in text_of(response)
        assert not Case.objects.exists()

    @pytest.mark.parametrize("place", [{"city": "", "county": ""}, {"city": "999999", "county": ""}])
    def test_a_place_is_needed(self, citizen, place):
        assert "Please choose the city where it happened." in text_of(send(citizen, filled_in(**place)))
        assert not Case.objects.exists()

    def test_a_county_of_former_times_cannot_be_chosen(self, citizen):
        assert "440183" not in text_of(citizen.get("/complain/"))
        send(citizen, filled_in(city="", county="440183"))
        assert not Case.objects.exists()

    def test_a_page_without_its_key_is_accepted_all_the_same(self, citizen):
        send(citizen, filled_in() | {"key": ""})
        assert Submission.objects.get().key


@pytest.mark.django_db
class TestNamingThoseComplainedOf:
    def test_the_right_name_is_linked_to_the_register(self, citizen):
        complain(citizen, unit_text="广州市天河区国土资源局")
        assert accused() == ("440106-land", None, "", "")

    def test_the_right_name_in_traditional_characters_or_english_as_well(self, citizen):
        known = Unit.objects.get(code="440106-land")
        for name in (known.name_hant, known.name_en):
            complain(citizen, unit_text=name)
        assert {entry.unit for entry in Accused.objects.all()} == {known}

    def test_an_unknown_unit_is_kept_in_words(self, citizen):
        complain(citizen, unit_text="猎德村第三经济合作社")
        assert accused() == (None, None, "猎德村第三经济合作社", "")

    def test_a_name_that_several_have_is_asked_back_with_everything_kept(self, citizen):
        typed = filled_in(unit_text="天河区局", person_name="陈某")
        response = send(citizen, typed)
        page = text_of(response)
        assert WHICH in page
        assert in_english("440106-land") in page
        assert "None of these, or I don't know" in page
        assert fields_of(response) == typed | {"unit_asked": "天河区局"}
        assert not Case.objects.exists()

    def test_the_unit_chosen_then_is_the_accused(self, citizen):
        response = send(citizen, filled_in(unit_text="天河区局"))
        send(citizen, fields_of(response) | {"unit": "440106-land"})
        assert accused() == ("440106-land", None, "天河区局", "")

    def test_none_of_these_leaves_it_in_words(self, citizen):
        response = send(citizen, filled_in(unit_text="天河区局"))
        send(citizen, fields_of(response) | {"unit": "none"})
        assert accused() == (None, None, "天河区局", "")

    def test_a_choice_made_for_another_text_does_not_count(self, citizen):
        response = send(citizen, filled_in(unit_text="天河区局"))
        page = text_of(send(citizen, fields_of(response) | {"unit": "440106-land", "unit_text": "海珠区局"}))
        assert WHICH in page
        assert in_english("440105-land") in page

    def test_a_made_up_choice_is_asked_again(self, citizen):
        page = text_of(
            send(citizen, filled_in(unit_text="天河区局", unit_asked="天河区局", unit="no-such-unit"))
        )
        assert WHICH in page

    def test_a_leader_who_is_named_is_recognised_with_and_without_the_position(self, citizen):
        leader = leader_of("440106-land")
        for post in ("", "局长"):
            complain(citizen, unit_text="广州市天河区国土资源局", person_name=leader.name, person_post=post)
        assert [entry.person for entry in Accused.objects.all()] == [leader, leader]
        assert [entry.person_text for entry in Accused.objects.all()] == [
            leader.name,
            f"{leader.name}（局长）",
        ]

    def test_a_person_alone_is_kept_in_words(self, citizen):
        complain(citizen, person_name="陈某", person_post="村支书")
        assert accused() == (None, None, "", "陈某（村支书）")

    def test_nobody_named_is_fine(self, citizen):
        complain(citizen)
        assert not Accused.objects.exists()

    def test_a_complaint_about_the_city_commission_goes_one_level_up(self, citizen):
        complain(citizen, unit_text="中共广州市纪律检查委员会")
        assert Case.objects.get().desk.code == "440000-commission"


@pytest.mark.django_db
class TestSendingTwice:
    def test_the_same_page_sent_twice_is_one_case_and_both_codes_work(self, citizen):
        form = filled_in()
        first, second = send(citizen, form), send(citizen, form)
        assert "It had been received before and exists only once." in text_of(second)
        codes = {code_on(first), code_on(second)}
        assert len(codes) == 2
        assert {open_by_receipt(typed=code, client=None, at=timezone.now()).case for code in codes} == {
            Case.objects.get()
        }

    def test_another_complaint_from_the_same_page_is_asked_about_and_then_taken(self, citizen):
        form = filled_in()
        send(citizen, form)
        response = send(citizen, form | {"story": f"{STORY}今天村干部还威胁了我们。"})
        assert "You have already sent a complaint from this page." in text_of(response)
        assert Case.objects.count() == 1
        again = fields_of(response)
        assert hidden_on(response, "key") == again["key"] != form["key"]
        send(citizen, again)
        assert Case.objects.count() == 2

    def test_two_pages_are_two_complaints(self, citizen):
        send(citizen, filled_in())
        send(citizen, filled_in())
        assert Case.objects.count() == 2

    def test_every_page_comes_with_a_key_of_its_own(self, citizen):
        keys = {hidden_on(citizen.get("/complain/"), "key") for _ in range(2)}
        assert len(keys) == 2


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_are_one_case():
    form = filled_in()

    def press(_number):
        try:
            return code_on(Client().post("/complain/", form))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        codes = list(both.map(press, range(2)))
    assert len(set(codes)) == 2
    assert Case.objects.count() == 1


@pytest.mark.django_db
class TestPrivacy:
    def test_nothing_about_the_device_is_kept_and_no_cookie_but_the_forms_is_set(self, citizen):
        traces = {
            "REMOTE_ADDR": "203.0.113.77",
            "HTTP_USER_AGENT": "Canary/7.7",
            "HTTP_X_FORWARDED_FOR": "203.0.113.77",
        }
        citizen.get("/complain/", **traces)
        response = citizen.post("/complain/", named(), **traces)
        follow(citizen, code_on(response))
        assert set(citizen.cookies) <= {"csrftoken", "django_language"}
        assert not tables_that_hold("203.0.113.77")
        assert not tables_that_hold("Canary/7.7")

    def test_the_form_is_protected_against_other_sites(self):
        assert Client(enforce_csrf_checks=True).post("/complain/", filled_in()).status_code == 403

    def test_the_page_says_who_sees_what_before_sending(self, citizen):
        page = text_of(citizen.get("/complain/"))
        assert page.index("never see it, not even that it exists") < page.index("Send the complaint")
        assert page.index("but never sees your name or your phone number") < page.index("Send the complaint")
        assert "Please don't write state secrets here" in page


def accused() -> tuple:
    """The only accused entry: codes of unit and person, and what was kept in words."""
    entry = Accused.objects.select_related("unit", "person").get()
    return (
        entry.unit and entry.unit.code,
        entry.person and entry.person.code,
        entry.unit_text,
        entry.person_text,
    )


def leader_of(unit_code: str) -> Person:
    """Somebody who leads the unit today and has a name of his own there."""
    return (
        Tenure.objects.filter(post__unit__code=unit_code, to_on=None).select_related("person").first().person
    )


def tables_that_hold(text: str) -> list[str]:
    """The tables outside the register in which any row holds this text."""
    with connection.cursor() as cursor:
        tables = [
            name
            for name in connection.introspection.table_names(cursor)
            if not name.startswith("organizations_")
        ]
        found = []
        for table in tables:
            cursor.execute(f'SELECT 1 FROM "{table}" AS line WHERE line::text LIKE %s LIMIT 1', [f"%{text}%"])
            found += [table] if cursor.fetchone() else []
    return found
