"""Several people complain together, and at most five speak for them (R4)."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import Representative
from accounts.services import Contact, open_representatives
from cases.choices import Decision
from cases.models import Case
from cases.search import fold
from cases.selectors.leaks import leaks_in
from cases.services import ask_for_identity, decide_on_identity
from cases.tests.factories import make_case
from common.tests.browsing import browse_as, words_of
from complaints.forms import ComplaintForm
from complaints.tests import test_api, test_desk, test_guided
from complaints.tests.factories import filled_in, named, text_of

pytestmark = pytest.mark.django_db
LINES = "王小明 138 0013 8001\n020-83330000，陈大文"
TWO = (Contact("王小明", "13800138001"), Contact("陈大文", "02083330000"))
NEW_KEY = "new:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


@pytest.fixture
def citizen():
    """Somebody who reads English."""
    return browse_as()


def sent(citizen, form):
    """The page that answers the form."""
    return text_of(citizen.post("/complain/", form))


def joint(**changes):
    """Thirty people, two of whom speak for all."""
    return named(people="30", representatives=LINES, **changes)


def test_a_joint_complaint_keeps_the_number_and_seals_those_who_speak_for_all(citizen):
    sent(citizen, joint())
    case = Case.objects.get()
    assert case.people == 30
    assert case.events.get().details["people"] == 30
    assert open_representatives(case.identity) == TWO
    kept = f"{list(Representative.objects.values())} {case.search_text} {case.events.get().details}"
    for readable in ("王小明", "陈大文", "13800138001", "83330000"):
        assert readable not in kept
        assert fold(readable) not in kept


def test_whoever_complains_alone_need_not_answer(citizen):
    sent(citizen, filled_in())
    assert Case.objects.get().people == 1


def test_an_anonymous_joint_complaint_keeps_the_number_alone(citizen):
    sent(citizen, joint() | {"identity": "anonymous"})
    assert Case.objects.get().people == 30
    assert not Representative.objects.exists()


@pytest.mark.parametrize(
    ("people", "lines", "sentence"),
    [
        (
            "30",
            "\n".join(f"某{n} 1380013800{i}" for i, n in enumerate("甲乙丙丁戊己")),
            "At most five representatives.",
        ),
        ("30", "王小明 13800138001\n陈大文 12345", "Line 2: this doesn't look like a phone number."),
        ("30", "陈大文 13800138001\n\n王小明", "Line 3: this doesn't look like a phone number."),
        ("30", "13800138001", "Line 1: please write the name and then the phone number."),
        ("1", LINES, "Please enter how many you are, since there are representatives."),
        ("2", f"{LINES}\n李四 13800138003", "These are more representatives than people."),
        ("0", "", "Ensure this value is greater than or equal to 1."),
        ("10000", "", "Ensure this value is less than or equal to 9999."),
        ("2.5", "", "Enter a whole number."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(citizen, people, lines, sentence):
    page = sent(citizen, named(people=people, representatives=lines))
    assert sentence in page
    assert lines.strip().splitlines()[-1:] == [] or lines.splitlines()[-1] in page
    assert '<details class="more" open>' in page
    assert not Case.objects.exists()


def test_names_of_representatives_are_never_in_a_draft():
    form = ComplaintForm(on=timezone.localdate())
    assert "data-no-draft" in str(form["representatives"])


def test_the_same_page_sent_with_other_representatives_is_another_complaint(citizen):
    form = joint()
    sent(citizen, form)
    assert "You have already sent a complaint" in sent(citizen, form | {"people": "31"})
    assert "You have already sent" in sent(citizen, form | {"representatives": "王小明 13800138001"})
    sent(citizen, form)
    assert Case.objects.count() == 1


def test_a_new_key_seals_representatives_too_and_the_old_one_may_go(now, settings):
    case = make_case(at=now, name="某某", people=3, representatives=TWO)
    before = set(Representative.objects.values_list("phone_mark", flat=True))
    settings.IDENTITY_KEYS = [NEW_KEY, *settings.IDENTITY_KEYS]
    settings.IDENTITY_INDEX_KEY = "another"
    call_command("seal_identities_anew", all_marks=True, stdout=StringIO())
    settings.IDENTITY_KEYS = [NEW_KEY]
    assert open_representatives(case.identity) == TWO
    assert before.isdisjoint(Representative.objects.values_list("phone_mark", flat=True))


def test_a_representative_who_calls_is_known_by_the_number(now, city_clerk):
    case = make_case(at=now, name="某某", phone="13800000000", people=3, representatives=TWO)
    make_case(at=now, name="某某", phone="13800000001")
    answer = browse_as(city_clerk).post("/staff/take-down/earlier/", {"phone": "138 0013 8001"})
    assert case.number in words_of(answer)
    assert answer.content.decode().count("<li>") == 1


def test_opening_the_identity_shows_the_representatives(now, city_inspector, commission_leader):
    case = make_case(at=now, name="某某某", people=3, representatives=TWO)
    asked = ask_for_identity(case_id=case.pk, reason="需要核实。", actor=city_inspector, at=timezone.now())
    decide_on_identity(
        request_id=asked.pk,
        decision=Decision.GRANTED,
        note="同意。",
        actor=commission_leader,
        at=timezone.now(),
    )
    page = words_of(
        browse_as(city_inspector).post(reverse("cases:case-identity", args=[case.pk]), {"open": "1"})
    )
    assert "王小明" in page
    assert "13800138001" in page


def test_a_text_for_the_public_must_not_name_a_representative(now):
    case = make_case(at=now, name="某某某", people=3, representatives=TWO)
    text = "经核实，王小明等村民所说属实。"
    assert [text[found.begins : found.ends] for found in leaks_in(text, case=case)] == ["王小明"]


def test_officials_see_how_many_complain_but_no_names(now, city_clerk):
    case = make_case(at=now, name="某某某", people=30, representatives=TWO)
    official = browse_as(city_clerk)
    page = words_of(official.get(reverse("cases:case-detail", args=[case.pk])))
    assert "Joint complaint of 30 people" in page
    assert "王小明" not in page
    assert "30 people" in words_of(official.get(reverse("cases:case-list")))


def test_one_question_a_page_asks_for_them_only_with_a_name():
    walk = test_guided.Walk()
    test_guided.at_the_end(walk, identity="named", name="李秀英", phone="13800138000")
    walk.answer(go="together")
    walk.answer(people="3", representatives="王小明 1")
    assert "look like a phone number." in walk.page
    assert walk.answer(people="3", representatives=LINES) == "Is everything right?"
    assert "陈大文 02083330000" in walk.page
    walk.answer(go="send")
    assert open_representatives(Case.objects.get().identity) == TWO


def test_one_question_a_page_asks_the_anonymous_for_the_number_alone():
    walk = test_guided.Walk()
    test_guided.at_the_end(walk)
    walk.answer(go="together")
    assert 'name="people"' in walk.page
    assert '<textarea name="representatives"' not in walk.page
    walk.answer(people="12")
    walk.answer(go="send")
    assert Case.objects.get().people == 12


def test_the_desk_takes_a_joint_complaint_down(city_clerk):
    call = test_desk.CALL | {"people": "8", "representatives": LINES}
    page = words_of(browse_as(city_clerk).post(test_desk.PATH, call | {"name": "", "phone": ""}))
    assert "Give the name of whoever complains together with these." in page
    browse_as(city_clerk).post(test_desk.PATH, call)
    assert open_representatives(Case.objects.get().identity) == TWO


def test_a_municipal_system_hands_a_joint_complaint_in(municipal_system):
    system = test_api.caller(municipal_system)
    people = [{"name": one.name, "phone": one.phone} for one in TWO]
    for wrong, pointer in (
        ({"people": 3, "representatives": people}, "#/name"),
        ({"name": "某某", "representatives": people}, "#/representatives"),
        ({"name": "某某", "people": 0}, "#/people"),
        ({"name": "某某", "people": 9, "representatives": people * 3}, "#/representatives"),
        (
            {"name": "某某", "people": 9, "representatives": [{"name": "某", "phone": "1"}]},
            "#/representatives/0/phone",
        ),
    ):
        refused = test_api.hand_in(system, **wrong)
        assert refused.status_code == 400
        assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]
    taken = test_api.hand_in(system, name="某某", people=3, representatives=people)
    assert taken.status_code == 201
    assert open_representatives(Case.objects.get().identity) == TWO
    assert "王小明" not in taken.content.decode()
