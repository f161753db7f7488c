"""More than one department or person is complained of: none of them gets to see the complaint."""

import pytest

from accounts.choices import Role
from accounts.tests.factories import make_user
from cases.models import Accused, Case
from common.tests.browsing import browse_as
from complaints.forms.others import MOST_OTHERS
from complaints.tests import test_desk, test_guided
from complaints.tests.factories import filled_in, text_of

pytestmark = pytest.mark.django_db
LAND, HOUSING = "广州市天河区国土资源局", "广州市天河区住房和城乡建设局"
WHICH = "Which one do you mean by “天河区局”?"


@pytest.fixture
def citizen():
    """Somebody who reads English."""
    return browse_as()


def sent(citizen, **answers):
    """The answer to the form."""
    return citizen.post("/complain/", filled_in(**answers))


def named() -> set[tuple]:
    """Whom the only case accuses: code of the unit, and what was kept in words."""
    entries = Accused.objects.select_related("unit")
    return {(entry.unit and entry.unit.code, entry.unit_text, entry.person_text) for entry in entries}


def fields_of(response) -> dict:
    """What the form on the page would send if nobody changed it."""
    form = response.context["form"]
    return {name: value for name in form.fields if (value := form[name].value())}


def test_every_department_that_is_named_is_kept_out(citizen):
    others = [make_user(f"of_{name}", Role.HANDLER, f"440106-{name}") for name in ("land", "housing")]
    sent(citizen, unit_text=LAND, others=HOUSING)
    assert named() == {("440106-land", "", ""), ("440106-housing", "", "")}
    assert Case.objects.exists()
    for user in others:
        assert not Case.objects.visible_to(user).exists()


def test_a_line_may_name_the_department_and_the_person(citizen):
    sent(citizen, others=f"{HOUSING}，李某（科长）\n猎德村委会、陈主任\n王某\n\n石牌小学")
    assert named() == {
        ("440106-housing", "", "李某（科长）"),
        (None, "猎德村委会", "陈主任"),
        (None, "", "王某"),
        (None, "石牌小学", ""),
    }


def test_a_blank_parts_the_person_from_the_department_as_well(citizen):
    sent(citizen, others=f"{HOUSING} 李某")
    assert named() == {("440106-housing", "", "李某")}


def test_whoever_is_named_twice_is_kept_once(citizen):
    sent(citizen, unit_text=LAND, others=f"{LAND}\n{LAND}\n王某\n王某")
    assert named() == {("440106-land", "", ""), (None, "", "王某")}


class TestSeveralUnitsGoByTheName:
    def test_the_line_is_asked_back_with_everything_kept(self, citizen):
        response = sent(citizen, others="王某\n天河区局，李某")
        assert WHICH in text_of(response)
        assert fields_of(response)["others"] == "王某\n天河区局，李某"
        assert not Case.objects.exists()

    def test_the_unit_chosen_then_is_kept_out(self, citizen):
        response = sent(citizen, others="王某\n天河区局，李某")
        citizen.post("/complain/", fields_of(response) | {"others_unit": "440106-land"})
        assert named() == {(None, "", "王某"), ("440106-land", "", "李某")}

    def test_none_of_them_leaves_it_in_words(self, citizen):
        response = sent(citizen, others="天河区局")
        citizen.post("/complain/", fields_of(response) | {"others_unit": "none"})
        assert named() == {(None, "天河区局", "")}

    def test_the_next_line_is_asked_after_the_first(self, citizen):
        first = sent(citizen, others="天河区局\n海珠区局")
        second = citizen.post("/complain/", fields_of(first) | {"others_unit": "none"})
        assert "Which one do you mean by “海珠区局”?" in text_of(second)
        citizen.post("/complain/", fields_of(second) | {"others_unit": "440105-land"})
        assert named() == {(None, "天河区局", ""), ("440105-land", "", "")}

    def test_a_made_up_choice_is_asked_again(self, citizen):
        response = sent(citizen, others="天河区局")
        again = citizen.post("/complain/", fields_of(response) | {"others_unit": "no-such-unit"})
        assert WHICH in text_of(again)


def test_too_many_lines_and_too_long_ones_are_said_beside_the_field(citizen):
    assert "At most ten lines." in text_of(sent(citizen, others="某\n" * (MOST_OTHERS + 1)))
    assert "This line is too long" in text_of(sent(citizen, others="某" * 300))
    assert not Case.objects.exists()


def test_one_question_a_page_asks_for_others_too():
    walk = test_guided.Walk()
    test_guided.at_the_end(walk, others=f"{HOUSING}\n王某")
    assert "Is everything right?" in walk.page
    assert walk.page.count("王某") == 2
    walk.answer("send")
    assert named() == {("440106-housing", "", ""), (None, "", "王某")}


def test_the_desk_takes_several_down(city_clerk):
    browse_as(city_clerk).post(test_desk.PATH, test_desk.CALL | {"others": HOUSING})
    assert named() == {("440106-housing", "", "")}
