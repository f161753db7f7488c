"""Moving a case through the pages: from intake to closure, refused with every reason, nothing typed lost."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.choices import Stage
from cases.forms import MOVE_FORMS
from cases.lifecycle import MOVES
from cases.models import Case
from cases.selectors.trail_words import MOVE_DONE, MOVE_ICONS
from cases.services import name_accused
from cases.tests.factories import ANSWER, make_case, unit, walk
from common.tests.browsing import browse_as, words_of
from notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    """Yesterday, so that nothing is late."""
    return timezone.now() - timedelta(days=1)


@pytest.fixture
def land():
    """The land bureau of Tianhe."""
    return unit("440106-land")


def address(case, move=""):
    return f"/staff/cases/{case.pk}/" + (f"moves/{move}/" if move else "")


def make_move(user, case, move, **data):
    return browse_as(user).post(address(case, move), data, follow=True)


def stage_of(case):
    return Case.objects.values_list("stage", flat=True).get(pk=case.pk)


def test_a_case_goes_from_intake_to_closure_through_the_pages(
    at, land, city_clerk, county_handler, city_inspector
):
    case = make_case(at=at, name="林秀英", phone="13800138000")

    done = make_move(city_clerk, case, "accept", sector=case.sector_id)
    assert f"{case.number}: “Accept” is done. Stage: Accepted, to be assigned." in words_of(done)

    helping = unit("440106-environment")
    done = make_move(
        city_clerk, case, "assign", unit=land.pk, co_handlers=[helping.pk], sector=case.sector_id
    )
    assert "Assigned to Bureau of Land and Resources of Tianhe District" in words_of(done)
    assert "Co-handlers: Bureau of Environmental Protection of Tianhe District" in words_of(done)

    assert stage_of(case) == Stage.ASSIGNED
    make_move(county_handler, case, "sign_for")
    assert stage_of(case) == Stage.HANDLING
    walk(case, [("supervise", city_inspector)], at=at)
    make_move(county_handler, case, "answer", **ANSWER)
    assert stage_of(case) == Stage.ANSWERED

    make_move(city_inspector, case, "return", note="The delay is not explained.")
    assert stage_of(case) == Stage.HANDLING
    make_move(county_handler, case, "answer", **ANSWER | {"facts": "The list of households was wrong."})
    done = make_move(city_inspector, case, "close", finding="request")
    assert stage_of(case) == Stage.CLOSED
    assert "Released to the citizen" in words_of(done)
    assert [event.move for event in case.events.exclude(move="")] == [
        "accept",
        "assign",
        "sign_for",
        "supervise",
        "answer",
        "return",
        "answer",
        "close",
    ]


def test_a_declined_complaint_needs_ground_reason_and_way_out_and_keeps_what_was_typed(at, city_clerk):
    case = make_case(at=at)
    answer = make_move(city_clerk, case, "decline", note="Not a matter of ours.", way_out="")
    words = words_of(answer)
    assert stage_of(case) == Stage.RECEIVED
    assert "This could not be sent yet. Everything you entered is still here." in words
    assert "Ground: This field is required." in words
    assert "Please say where the citizen can turn instead." in words
    assert "Not a matter of ours." in words

    data = {"reason": "other_organ", "note": "Not ours.", "way_out": "The market supervision office."}
    assert "Not accepted" in words_of(make_move(city_clerk, case, "decline", **data))
    assert stage_of(case) == Stage.DECLINED


def test_the_commission_takes_a_declined_complaint_up_again(at, city_clerk, city_inspector):
    case = walk(make_case(at=at), [("decline", city_clerk)], at=at)
    make_move(city_inspector, case, "reconsider", note="The matter is ours after all.")
    assert stage_of(case) == Stage.RECEIVED


def test_every_reason_for_a_refusal_is_told_and_nothing_typed_is_lost(at, land, city_clerk, city_inspector):
    case = walk(make_case(at=at), [("assign", city_clerk)], at=at, unit=land)
    answer = make_move(city_inspector, case, "reassign", unit=land.pk, note="To another one.")
    assert answer.status_code == 409
    assert "The case is with this unit already." in words_of(answer)
    assert "To another one." in words_of(answer)


def test_an_objection_that_comes_too_late_is_refused_in_words(land, city_clerk, county_handler):
    long_ago = timezone.now() - timedelta(days=30)
    case = walk(make_case(at=long_ago), [("assign", city_clerk)], at=long_ago, unit=land)
    answer = make_move(county_handler, case, "object", note="Not ours at all.")
    assert answer.status_code == 409
    assert "The time to object that it is not yours has passed." in words_of(answer)
    assert "Not ours at all." in words_of(answer)


def test_an_accused_unit_is_shown_but_cannot_be_chosen_and_is_refused_when_forced(at, land, city_clerk):
    case = make_case(at=at, accused=[land])
    form = browse_as(city_clerk).post(
        address(case, "assign"), {"find": "国土", "find_now": "1", "sector": case.sector_id}
    )
    assert "Accused, or led by the accused" in words_of(form)
    assert f'name="unit" value="{land.pk}"' not in form.content.decode()

    answer = make_move(city_clerk, case, "assign", unit=land.pk, note="To them.", sector=case.sector_id)
    assert answer.status_code == 409
    assert "A unit that is accused, or is led by somebody accused, can't receive this case." in words_of(
        answer
    )
    assert "To them." in words_of(answer)
    assert stage_of(case) == Stage.RECEIVED


def test_the_responsible_unit_cannot_help_itself(at, land, city_clerk):
    case = make_case(at=at)
    answer = make_move(city_clerk, case, "assign", unit=land.pk, co_handlers=[land.pk], sector="")
    assert "The responsible unit can't also be a co-handler." in words_of(answer)
    assert answer.content.decode().count(f'value="{land.pk}" checked') == 2


def test_the_units_on_offer_are_the_suggested_one_and_the_natural_owners_of_each_level(at, city_clerk):
    rows = browse_as(city_clerk).get(address(make_case(at=at), "assign")).context["form"].picker.rows
    offered = [(row.unit.code, row.why) for row in rows]
    assert offered[:3] == [("440106-land", "Suggested"), ("440100-land", "City"), ("440000-land", "Province")]
    assert ("440106-housing", "County") in offered


def test_a_search_for_units_works_without_javascript_and_keeps_everything(at, land, city_clerk):
    case = make_case(at=at)
    typed = {"find": "教育局", "find_now": "1", "unit": land.pk, "co_handlers": [unit("440106-health").pk]}
    answer = browse_as(city_clerk).post(
        address(case, "assign"), typed | {"note": "Please hurry.", "sector": ""}
    )
    body = answer.content.decode()
    assert "Bureau of Education of Tianhe District" in words_of(answer)
    assert f'name="unit" value="{land.pk}" checked' in body
    assert f'name="co_handlers" value="{unit("440106-health").pk}" checked' in body
    assert "Please hurry." in words_of(answer)
    assert "This could not be sent yet" not in words_of(answer)
    assert stage_of(case) == Stage.RECEIVED


def test_the_rows_are_answered_to_htmx_for_whoever_may_assign_only(
    at, city_clerk, county_handler, other_city_clerk, land
):
    case = make_case(at=at)
    rows = f"{address(case)}units/"
    assert "Bureau of Education" in words_of(browse_as(city_clerk).post(rows, {"find": "教育局"}))
    assert browse_as(other_city_clerk).post(rows, {"find": "教育局"}).status_code == 404
    walk(case, [("assign", city_clerk)], at=at, unit=land)
    assert browse_as(county_handler).post(rows, {"find": "教育局"}).status_code == 404


def test_the_present_unit_is_marked_when_a_case_goes_to_another(at, land, city_clerk):
    helping = unit("440106-environment")
    case = walk(make_case(at=at), [("assign", city_clerk)], at=at, unit=land, co_handlers=[helping])
    answer = browse_as(city_clerk).get(address(case, "reassign"))
    assert "Has the case now" in words_of(answer)
    assert f'name="co_handlers" value="{helping.pk}" checked' in answer.content.decode()
    make_move(
        city_clerk, case, "reassign", unit=unit("440100-land").pk, note="The city has to do it.", sector=""
    )
    case.refresh_from_db(fields=["responsible", "sector"])
    assert case.responsible.code == "440100-land"
    assert case.sector is None


def test_a_page_tells_what_a_move_sets_going(at, land, city_clerk):
    words = words_of(browse_as(city_clerk).get(address(make_case(at=at), "assign")))
    for told in ("Next stage Assigned, to be signed for", "Sign for it until", "Handle and conclude until"):
        assert told in words
    assert "Gets a notice Responsible unit, Co-handling unit" in words
    assert "The citizen reads Your complaint was given to the department in charge." in words


def test_a_clock_that_runs_already_is_not_announced_anew(at, city_clerk):
    case = walk(make_case(at=at), [("accept", city_clerk)], at=at)
    assert "Handle and conclude until" not in words_of(browse_as(city_clerk).get(address(case, "assign")))


def test_a_returned_answer_stands_in_the_form_and_beside_it(
    at, land, city_clerk, county_handler, city_inspector
):
    steps = [
        ("assign", city_clerk),
        ("sign_for", county_handler),
        ("answer", county_handler),
        ("return", city_inspector),
    ]
    case = walk(make_case(at=at), steps, at=at, unit=land)
    answer = browse_as(county_handler).get(address(case, "answer"))
    assert words_of(answer).count(ANSWER["facts"]) == 2
    assert 'data-draft="answer-' in answer.content.decode()


def test_a_draft_in_the_browser_is_dropped_only_after_the_answer_was_taken(
    at, land, city_clerk, county_handler
):
    case = walk(make_case(at=at), [("assign", city_clerk), ("sign_for", county_handler)], at=at, unit=land)
    name = f"answer-{case.pk}-{county_handler.pk}"
    refused = make_move(county_handler, case, "answer", request="Only this.")
    assert f'data-draft="{name}"' in refused.content.decode()
    done = make_move(county_handler, case, "answer", **ANSWER)
    assert f'data-draft-done="{name}"' in done.content.decode()


def test_a_step_that_somebody_else_has_made_meanwhile_is_told(at, city_clerk):
    case = walk(make_case(at=at), [("accept", city_clerk)], at=at)
    answer = browse_as(city_clerk).get(address(case, "accept"), follow=True)
    assert answer.redirect_chain == [(address(case), 302)]
    assert "The case has moved on: this step is no longer possible." in words_of(answer)
    again = make_move(city_clerk, case, "accept", sector="")
    assert again.status_code == 409
    assert "The case has moved on: this step is no longer possible." in words_of(again)


def test_a_move_of_somebody_else_is_refused(at, land, city_clerk, city_inspector, county_handler):
    case = walk(make_case(at=at), [("assign", city_clerk)], at=at, unit=land)
    asked = browse_as(county_handler).get(address(case, "recall"), follow=True)
    assert "You may not make this move on this case." in words_of(asked)
    forced = make_move(county_handler, case, "recall", note="Ourselves.")
    assert forced.status_code == 409
    assert "You may not make this move on this case." in words_of(forced)


@pytest.mark.parametrize("move", ["reopen", "supervise", "no-such-move", "delete"])
def test_what_is_no_move_of_a_desk_is_no_page(at, city_inspector, move):
    case = make_case(at=at)
    assert browse_as(city_inspector).get(address(case, move)).status_code == 404
    assert browse_as(city_inspector).post(address(case, move)).status_code == 404


@pytest.mark.parametrize("move", sorted(MOVE_FORMS))
def test_no_move_can_be_made_on_a_case_that_one_may_not_see(at, other_city_clerk, move):
    case = make_case(at=at)
    client = browse_as(other_city_clerk)
    assert client.get(address(case, move)).status_code == 404
    filled = {"sector": "", "unit": unit("440106-land").pk, "reason": "other_organ", "ground": "serious"}
    assert (
        client.post(address(case, move), filled | {"note": "x", "way_out": "x"} | ANSWER).status_code == 404
    )
    assert stage_of(case) == Stage.RECEIVED


def test_an_accused_unit_cannot_answer_a_case_that_was_pulled_away_while_it_wrote(
    at, land, city_clerk, county_handler
):
    case = walk(make_case(at=at), [("assign", city_clerk), ("sign_for", county_handler)], at=at, unit=land)
    name_accused(case_id=case.pk, actor=city_clerk, at=at, unit=land)
    assert make_move(county_handler, case, "answer", **ANSWER).status_code == 404


def test_moves_are_made_by_post_only(at, city_clerk):
    case = make_case(at=at)
    browse_as(city_clerk).get(address(case, "accept"), {"sector": ""})
    assert stage_of(case) == Stage.RECEIVED


def test_a_move_through_the_page_tells_those_whom_it_concerns(at, land, city_clerk, county_handler):
    case = make_case(at=at)
    make_move(city_clerk, case, "assign", unit=land.pk, sector=case.sector_id)
    assert Notice.objects.filter(user=county_handler, wording="case_assigned").exists()


@pytest.mark.parametrize("row", MOVES, ids=lambda move: move.name)
def test_every_move_has_its_words_and_icon_in_the_trail(row):
    assert row.name in MOVE_DONE
    assert row.name in MOVE_ICONS


def test_a_unit_objects_and_the_desk_agrees_so_that_the_case_leaves_the_unit(
    at, land, city_clerk, county_handler
):
    case = walk(make_case(at=at), [("assign", city_clerk)], at=at, unit=land)
    done = make_move(county_handler, case, "object", note="This is a matter of housing.")
    assert "Objection to be decided" in words_of(browse_as(city_clerk).get("/staff/cases/?tab=waiting"))
    assert "“Object: not ours” is done" in words_of(done)
    page = browse_as(city_clerk).get(address(case, "consent"))
    assert "This is a matter of housing." in words_of(page)
    make_move(city_clerk, case, "consent")
    assert browse_as(county_handler).get(address(case)).status_code == 404
    assert "Agreed that it isn't a matter of Bureau of Land and Resources of Tianhe" in words_of(
        browse_as(city_clerk).get(address(case))
    )


def test_what_is_not_asked_for_has_no_button_and_what_is_asked_for_has_no_second_one(
    at, land, city_clerk, county_handler, county_leader
):
    def buttons(user):
        return {str(button["label"]) for button in browse_as(user).get(address(case)).context["buttons"]}

    case = walk(make_case(at=at), [("assign", city_clerk), ("sign_for", county_handler)], at=at, unit=land)
    assert buttons(county_leader) == {"Submit the answer", "Ask for more time", "Ask the citizen"}
    make_move(county_handler, case, "ask_time", days="20", note="The expert report is outstanding.")
    assert buttons(county_leader) == {
        "Submit the answer",
        "Grant more time",
        "Refuse more time",
        "Ask the citizen",
    }
    page = words_of(browse_as(county_leader).get(address(case, "grant_time")))
    assert "More time: 20 days" in page
    assert "The expert report is outstanding." in page
    assert re.search(r"until \d{4}-\d\d-\d\d instead of \d{4}-\d\d-\d\d", page)
    make_move(county_leader, case, "grant_time")
    assert buttons(county_handler) == {"Submit the answer", "Ask the citizen"}


def test_days_out_of_range_are_told_beside_the_field_and_nothing_typed_is_lost(
    at, land, city_clerk, county_handler
):
    case = walk(make_case(at=at), [("assign", city_clerk), ("sign_for", county_handler)], at=at, unit=land)
    page = make_move(county_handler, case, "ask_time", days="31", note="The expert report is outstanding.")
    assert page.context["form"].errors["days"]
    assert "The expert report is outstanding." in words_of(page)


def test_the_clock_that_stands_still_says_so_and_counts_its_days(at, land, city_clerk, county_handler):
    case = walk(make_case(at=at), [("assign", city_clerk), ("sign_for", county_handler)], at=at, unit=land)
    make_move(county_handler, case, "ask_citizen", note="Which month was it?")
    page = words_of(browse_as(county_handler).get(address(case)))
    assert "Stands still: waits for the citizen" in page
    assert "Which month was it?" in page


PROVED = {
    "finding": "proved",
    "person_1": "Somebody",
    "post_1": "Land office of the town",
    "measure_1": "admonished",
    "is_leader_liable": "no",
    "leader_reason": "The office had published and checked the list.",
    "fix": "Lists are published before money is paid out.",
    "money": "38000",
    "money_to": "38 households",
}


@pytest.fixture
def answered(at, land, city_clerk, county_handler):
    steps = [("assign", city_clerk), ("sign_for", county_handler), ("answer", county_handler)]
    return walk(make_case(at=at), steps, at=at, unit=land)


def test_what_is_proved_is_closed_with_persons_leaders_and_a_change(answered, city_inspector, county_handler):
    page = words_of(make_move(city_inspector, answered, "close", **PROVED))
    assert stage_of(answered) == Stage.CLOSED
    for words in ("Somebody · Land office of the town · Admonishing talk", "38000.00", "38 households"):
        assert words in page
    assert "Somebody" not in words_of(browse_as(county_handler).get(address(answered)))


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        ("person_1", "Please name the person."),
        ("measure_1", "Please choose what was decided on this person."),
        ("is_leader_liable", "Please decide whether a leader is responsible, and give the reason."),
        ("leader_reason", "Please decide whether a leader is responsible, and give the reason."),
        ("fix", "Please say what was changed so that it doesn't happen again, or why nothing had to be."),
        ("money_to", "Please say to whom the money was returned."),
    ],
)
def test_what_a_closing_lacks_is_told_beside_the_field_and_nothing_typed_is_lost(
    answered, city_inspector, left_out, sentence
):
    answer = make_move(city_inspector, answered, "close", **PROVED | {left_out: ""})
    page = answer.content.decode()
    assert sentence in words_of(answer)
    assert stage_of(answered) == Stage.ANSWERED
    assert all(kept in page for kept in ("Land office of the town", "38000"))
