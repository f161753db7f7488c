"""Each move has its form, and the form asks for what the move requires."""

import pytest
from django.utils.translation import override

from cases.choices import Party
from cases.forms import BULK_FORMS, MOVE_FORMS, AccuseForm
from cases.forms.units import picked_ids
from cases.lifecycle import MOVES
from cases.tests.factories import ANSWER, make_case, unit, walk

pytestmark = pytest.mark.django_db

# A case is put under supervision by an order, on a page of another app; here only many at once.
FORMS = MOVE_FORMS | {"supervise": BULK_FORMS["supervise"]}
DESK_PARTIES = {
    Party.DESK,
    Party.UNIT,
    Party.UNIT_HEAD,
    Party.CO_HANDLER,
    Party.REVIEWER,
    Party.STEERING,
    Party.COMMISSION,
}
# Joining takes one key beside a related case, and no form.
MADE_AT_A_DESK = [move for move in MOVES if DESK_PARTIES & set(move.by) and move.name != "join"]


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.mark.parametrize("move", MADE_AT_A_DESK, ids=lambda move: move.name)
def test_every_move_made_at_a_desk_has_its_form(move):
    assert move.name in FORMS


def test_no_form_stands_for_a_move_that_is_not_made_at_a_desk():
    assert set(FORMS) == {move.name for move in MADE_AT_A_DESK}


@pytest.mark.parametrize("move", MADE_AT_A_DESK, ids=lambda move: move.name)
def test_a_form_insists_on_everything_that_its_move_requires(move):
    fields = FORMS[move.name].base_fields
    insisted = {name for name, field in fields.items() if field.required}
    # A refusal that diverts the matter may leave the way out to the usual words; the form sees to it that there is one.
    assert insisted >= set(move.required) - ({"way_out"} if move.name == "decline" else set())
    assert ("note" in insisted) == move.needs_note


def test_the_details_of_a_form_leave_the_note_out():
    form = BULK_FORMS["supervise"]({"ground": "serious", "note": "Report within ten days."})
    assert form.is_valid()
    assert form.note == "Report within ten days."
    assert form.details == {"ground": "serious"}


def test_a_case_can_be_put_outside_the_eight_sectors():
    form = MOVE_FORMS["accept"]({"sector": "", "note": ""})
    assert form.is_valid()
    assert form.details == {"sector": None}


def test_blanks_are_no_reason():
    form = MOVE_FORMS["object"]({"note": "   "})
    assert "note" in form.errors


def test_a_returned_answer_is_worked_on_not_written_anew(now, city_clerk, county_handler, city_inspector):
    steps = [
        ("assign", city_clerk),
        ("sign_for", county_handler),
        ("answer", county_handler),
        ("return", city_inspector),
    ]
    case = walk(make_case(at=now), steps, at=now, unit=unit("440106-land"))
    assert MOVE_FORMS["answer"].initial_for(case) == ANSWER


def test_a_unit_that_is_no_longer_active_cannot_be_chosen(now):
    land = unit("440106-land")
    type(land).objects.filter(pk=land.pk).update(is_active=False)
    form = MOVE_FORMS["assign"]({"unit": land.pk})
    assert form.errors["unit"] == ["This unit isn't in the register, or is no longer active."]


@pytest.mark.parametrize(
    "typed", ["", "0x10", "-1", "1e3", "９９９９９９９９９９９９９９９９９９９", "9" * 30, "'; --"]
)
def test_only_ids_are_read_from_what_was_typed(typed):
    assert picked_ids([typed, "12", None]) == {12}


class TestNamingTheAccused:
    def form(self, now, **data):
        return AccuseForm(data, case=make_case(at=now), on=now.date())

    def test_somebody_has_to_be_named(self, now):
        assert self.form(now).non_field_errors() == ["Please name a unit or a person."]

    def test_a_leader_of_the_unit_is_found_in_the_register_by_name(self, now):
        land = unit("440106-land")
        leader = land.posts.get(is_first=True).tenures.get(to_on=None).person
        form = self.form(now, unit=land.pk, person_text=f" {leader.name} ")
        assert form.is_valid()
        assert form.cleaned_data["person"] == leader

    def test_a_name_that_the_register_does_not_know_stays_in_words(self, now):
        form = self.form(now, unit_text="Shijiao village", person_text="He")
        assert form.is_valid()
        assert form.cleaned_data == {
            "unit": None,
            "unit_text": "Shijiao village",
            "person_text": "He",
            "person": None,
        }

    def test_the_same_is_not_entered_twice(self, now):
        case = make_case(at=now, accused=[unit("440106-education")])
        form = AccuseForm({"unit": unit("440106-education").pk}, case=case, on=now.date())
        assert form.non_field_errors() == ["This is entered already."]
