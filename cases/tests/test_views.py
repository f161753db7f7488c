"""The list of cases and the page of one case, for each of the cast."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.tests.factories import make_user
from cases.choices import Party
from cases.models import Case
from cases.services import move_case, name_accused, watch_clocks
from cases.tests.factories import ANSWER, make_case, unit, walk
from common.tests.browsing import browse_as, main_of, statements, words_of
from organizations.models import Sector, Unit

pytestmark = pytest.mark.django_db

LIST = "/staff/cases/"
PINNED = json.loads(Path(__file__).with_name("query_counts.json").read_text())
# The goals of the house; what is pinned may only be lower.
AT_MOST = {
    "list": 8,
    "list_filtered": 8,
    "search": 8,
    "deep_page": 8,
    # Two more than the goal: which units an accused official leads decides whether the case is handed up (R12), and cases that
    # may be about the same matter are looked for.
    "case_received": 14,
    "case_answered": 12,
    "move": 12,
}


@pytest.fixture
def at():
    """Yesterday, so that nothing is late."""
    return timezone.now() - timedelta(days=1)


@pytest.fixture
def land():
    """The land bureau of Tianhe."""
    return unit("440106-land")


def page(user, address):
    return browse_as(user).get(address)


def case_page(user, case):
    return page(user, f"{LIST}{case.pk}/")


HANDLING_BUTTONS = ["Submit the answer", "Ask for more time", "Ask the citizen"]


class TestWhoMayOpenWhat:
    def test_whoever_is_not_signed_in_is_asked_to_sign_in(self, at, citizen):
        answer = citizen.get(f"{LIST}{make_case(at=at).pk}/")
        assert answer.status_code == 302
        assert answer.url.startswith("/staff/sign-in/")

    def test_the_case_of_another_city_does_not_exist(self, at, other_city_clerk):
        case = make_case(at=at)
        assert case_page(other_city_clerk, case).status_code == 404
        assert case.subject not in words_of(page(other_city_clerk, f"{LIST}?tab=all"))

    def test_a_case_that_was_never_made_looks_the_same_as_a_hidden_one(self, at, other_city_clerk):
        hidden = case_page(other_city_clerk, make_case(at=at))
        missing = page(other_city_clerk, f"{LIST}999999999/")
        assert (hidden.status_code, words_of(hidden)) == (missing.status_code, words_of(missing))

    def test_the_accused_unit_gets_neither_page_nor_row_nor_count(self, at, county_handler, city_clerk, land):
        case = walk(make_case(at=at), [("assign", city_clerk)], at=at, unit=land)
        assert "1" in words_of(page(county_handler, LIST))
        name_accused(case_id=case.pk, actor=city_clerk, at=at, unit=land)
        assert case_page(county_handler, case).status_code == 404
        for tab in ("waiting", "open", "closed", "all"):
            seen = page(county_handler, f"{LIST}?tab={tab}")
            assert case.subject not in words_of(seen)
            assert 'class="count"' not in seen.content.decode()
        assert case.subject not in words_of(page(county_handler, f"{LIST}?q={case.number}"))

    def test_a_unit_sees_a_case_only_once_it_is_assigned_to_it(self, at, county_handler, city_clerk, land):
        case = make_case(at=at)
        assert case_page(county_handler, case).status_code == 404
        walk(case, [("assign", city_clerk)], at=at, unit=land)
        assert case_page(county_handler, case).status_code == 200

    def test_a_system_administrator_reads_no_case(self, at, system_admin):
        assert case_page(system_admin, make_case(at=at)).status_code == 403
        assert page(system_admin, LIST).status_code == 403

    def test_a_municipal_system_has_no_pages(self, municipal_system):
        assert page(municipal_system, LIST).status_code == 403

    def test_whoever_has_no_duty_is_told_so(self, nobody):
        answer = page(nobody, LIST)
        assert answer.status_code == 403
        assert "You have no duty yet" in words_of(answer)


class TestTheList:
    def test_what_waits_for_a_clerk_is_what_came_in_and_what_is_to_be_assigned(self, at, city_clerk, land):
        received, accepted = make_case(at=at), walk(make_case(at=at), [("accept", city_clerk)], at=at)
        assigned = walk(make_case(at=at), [("assign", city_clerk)], at=at, unit=land)
        words = main_of(page(city_clerk, LIST))
        assert received.number in words
        assert accepted.number in words
        assert assigned.number not in words

    def test_a_row_tells_subject_place_channel_sector_stage_and_days_left(self, at, city_clerk):
        make_case(at=at, subject="Compensation not paid")
        words = main_of(page(city_clerk, LIST))
        for told in (
            "Compensation not paid",
            "Guangzhou · Tianhe District · Web form",
            "Land and housing",
            "Received",
        ):
            assert told in words
        assert "days left" in words

    def test_a_late_case_says_how_late_it_is(self, city_clerk):
        make_case(at=timezone.now() - timedelta(days=60))
        assert "days late" in main_of(page(city_clerk, LIST))

    def test_open_cases_come_most_urgent_first_and_all_cases_newest_first(self, city_clerk):
        cases = [make_case(at=timezone.now() - timedelta(days=days)) for days in (1, 9, 5)]
        urgent = main_of(page(city_clerk, f"{LIST}?tab=open"))
        assert sorted(cases, key=lambda case: case.due_at) == sorted(
            cases, key=lambda case: urgent.index(case.number)
        )
        newest = main_of(page(city_clerk, f"{LIST}?tab=all"))
        assert cases[::-1] == sorted(cases, key=lambda case: newest.index(case.number))

    def test_an_empty_queue_says_so(self, city_clerk):
        assert "Nothing waits for you" in words_of(page(city_clerk, LIST))

    def test_filters_that_find_nothing_offer_the_whole_queue(self, city_clerk):
        assert "No case matches the filters" in words_of(page(city_clerk, f"{LIST}?tab=all&stage=closed"))

    def test_walking_through_the_pages_meets_every_case_once(self, monkeypatch, city_clerk):
        monkeypatch.setattr("cases.views.listing.PAGE_SIZE", 3)
        made = {make_case(at=timezone.now() - timedelta(days=number % 3)).pk for number in range(8)}
        client, address, seen = browse_as(city_clerk), f"{LIST}?tab=open", []
        while address:
            answer = client.get(address)
            seen += [row["case"].pk for row in answer.context["rows"]]
            address = answer.context["next_url"] and LIST + answer.context["next_url"]
        assert sorted(seen) == sorted(made)
        assert len(seen) == len(made)

    def test_a_search_from_the_top_bar_looks_through_all_cases(
        self, at, city_clerk, city_inspector, county_handler, land
    ):
        steps = [
            ("assign", city_clerk),
            ("sign_for", county_handler),
            ("answer", county_handler),
            ("close", city_inspector),
        ]
        closed = walk(make_case(at=at), steps, at=at, unit=land)
        assert closed.number in main_of(page(city_clerk, f"{LIST}?q=补偿款"))


class TestThePageOfACase:
    def test_an_anonymous_and_a_sealed_complaint_are_told_apart_and_no_name_is_shown(self, at, city_clerk):
        anonymous = words_of(case_page(city_clerk, make_case(at=at)))
        assert "Anonymous" in anonymous
        named = words_of(case_page(city_clerk, make_case(at=at, name="林秀英", phone="13800138000")))
        assert "Named, sealed" in named
        assert "林秀英" not in named
        assert "13800138000" not in named

    def test_the_suggested_sector_comes_with_the_words_that_speak_for_it(self, at, city_clerk):
        words = words_of(case_page(city_clerk, make_case(at=at)))
        assert "These words speak for it: 征地" in words
        assert "Bureau of Land and Resources of Tianhe District" in words

    def test_a_unit_that_is_passed_over_is_named(self, at, city_clerk, land):
        words = words_of(case_page(city_clerk, make_case(at=at, accused=[land])))
        assert "Passed over, because the case accuses them or those who lead them" in words
        assert "Guangzhou Municipal Bureau of Land and Resources" in words

    def test_every_date_is_explained(self, city_clerk):
        words = words_of(case_page(city_clerk, make_case(at=timezone.now())))
        for told in (
            "Why this date?",
            "that day itself isn't counted",
            "15 days, the first of them",
            "every day counts",
        ):
            assert told in words
        assert "Regulations on Petition Work (2022), art. 22" in words
        assert "Civil Code (2020), art. 201 and 203" in words

    def test_the_trail_tells_who_did_what_and_why(self, at, city_clerk, county_handler, city_inspector, land):
        steps = [
            ("accept", city_clerk),
            ("assign", city_clerk),
            ("sign_for", county_handler),
            ("answer", county_handler),
        ]
        case = walk(make_case(at=at), [*steps, ("return", city_inspector)], at=at, unit=land)
        words = words_of(case_page(city_inspector, case))
        for told in (
            "Assigned to Bureau of Land and Resources of Tianhe District",
            "city clerk · Intake desk · CPC Guangzhou Municipal Commission",
            "Accepted, to be assigned → Assigned, to be signed for",
            "Answer returned",
            "city inspector · Discipline commission of the area",
            "按规定办理",
        ):
            assert told in words

    def test_answers_are_shown_round_by_round(self, at, city_clerk, county_handler, city_inspector, land):
        first = [("assign", city_clerk), ("sign_for", county_handler), ("answer", county_handler)]
        case = walk(
            make_case(at=at),
            [*first, ("return", city_inspector), ("answer", county_handler)],
            at=at,
            unit=land,
        )
        words = words_of(case_page(city_inspector, case))
        assert words.index("Answer, round 2") < words.index("Answer, round 1")
        assert "Superseded" in words
        for part in ("request", "facts", "opinion", "legal_basis"):
            assert ANSWER[part] in words

    def test_a_clock_that_gave_a_red_card_is_seen_in_the_trail(self, city_clerk):
        case = make_case(at=timezone.now() - timedelta(days=90))
        watch_clocks(at=timezone.now())
        words = words_of(case_page(city_clerk, case))
        assert "Red card: Register and assign" in words
        assert "Escalated: Register and assign" in words
        assert "Now before CPC Guangdong Provincial Commission" in words

    @pytest.mark.parametrize(
        ("steps", "who", "buttons"),
        [
            ([], "city_clerk", ["Accept", "Decline", "Assign", "Hand up sealed"]),
            ([], "city_inspector", []),
            (["accept"], "city_clerk", ["Assign", "Hand up sealed"]),
            (["accept"], "city_inspector", []),
            (["accept"], "province_inspector", ["Issue a supervision order"]),
            (["assign"], "county_handler", ["Sign for it", "Object: not ours"]),
            (["assign"], "helper", []),
            (["assign", "ask_part"], "helper", ["Hand in our part"]),
            (["assign", "sign_for"], "county_handler", HANDLING_BUTTONS),
            (["assign", "sign_for"], "county_leader", HANDLING_BUTTONS),
            (["assign", "sign_for", "answer"], "county_handler", []),
            (
                ["assign", "sign_for", "answer"],
                "city_inspector",
                ["Close the case", "Recall from the unit", "Return the answer", "Issue a supervision order"],
            ),
            (
                ["assign", "sign_for", "answer", "close"],
                "city_inspector",
                ["Issue a supervision order", "Place a hold"],
            ),
        ],
    )
    def test_everybody_sees_the_buttons_of_his_own_moves(self, request, at, land, steps, who, buttons):
        movers = {"accept": "city_clerk", "assign": "city_clerk", "close": "city_inspector"}
        taken = [(move, request.getfixturevalue(movers.get(move, "county_handler"))) for move in steps]
        helping = unit("440106-environment")
        case = walk(make_case(at=at), taken, at=at, unit=land, co_handlers=[helping])
        user = (
            make_user("helper", "handler", helping.code) if who == "helper" else request.getfixturevalue(who)
        )
        answer = case_page(user, case)
        assert [str(button["label"]) for button in answer.context["buttons"]] == buttons

    def test_the_desk_puts_the_sector_right(self, at, city_clerk):
        case = make_case(at=at)
        education = Sector.objects.get(code="education").pk
        answer = browse_as(city_clerk).post(f"{LIST}{case.pk}/sector/", {"sector": education}, follow=True)
        assert "The sector was changed." in words_of(answer)
        assert "Land and housing → Education" in words_of(answer)

    def test_a_unit_may_not_change_the_sector(self, at, city_clerk, county_handler, land):
        case = walk(make_case(at=at), [("assign", city_clerk)], at=at, unit=land)
        answer = browse_as(county_handler).post(f"{LIST}{case.pk}/sector/", {"sector": ""}, follow=True)
        assert "You may not make this move on this case." in words_of(answer)
        case.refresh_from_db(fields=["sector"])
        assert case.sector.code == "land_housing"


class TestNamingTheAccused:
    def address(self, case):
        return f"{LIST}{case.pk}/accused/"

    def test_the_desk_enters_a_unit_and_the_case_is_kept_away_from_it(self, at, city_clerk, land):
        case = make_case(at=at)
        answer = browse_as(city_clerk).post(self.address(case), {"unit": land.pk}, follow=True)
        assert "the accused was entered" in words_of(answer)
        assert "Kept away from it" in words_of(answer)
        assert not Case.objects.visible_to(make_user("late", "handler", land.code)).exists()

    def test_when_the_own_commission_is_accused_the_case_leaves_the_list(self, at, city_clerk):
        case = make_case(at=at)
        answer = browse_as(city_clerk).post(
            self.address(case), {"unit": unit("440100-commission").pk}, follow=True
        )
        assert answer.redirect_chain[-1][0] == LIST
        assert case_page(city_clerk, case).status_code == 404

    def test_a_body_above_the_province_is_refused_in_words_and_nothing_is_lost(self, at, city_clerk):
        central = Unit.objects.get(code="central-commission")
        data = {"unit": central.pk, "person_text": "Somebody"}
        answer = browse_as(city_clerk).post(self.address(make_case(at=at)), data)
        assert answer.status_code == 409
        assert "A body above the province can only be named in words." in words_of(answer)
        assert 'value="Somebody"' in answer.content.decode()
        assert f'value="{central.pk}" checked' in answer.content.decode()

    def test_a_search_without_javascript_keeps_what_was_typed(self, at, city_clerk):
        data = {"find": "教育局", "find_now": "1", "unit_text": "A village", "person_text": "He"}
        answer = browse_as(city_clerk).post(self.address(make_case(at=at)), data)
        assert "Bureau of Education of Tianhe District" in words_of(answer)
        assert 'value="A village"' in answer.content.decode()
        assert "error" not in answer.context["form"].as_div()

    def test_only_the_desk_and_the_commission_may(self, at, city_clerk, county_handler, land):
        case = walk(make_case(at=at), [("assign", city_clerk)], at=at, unit=land)
        assert page(county_handler, self.address(case)).status_code == 404
        assert (
            browse_as(county_handler).post(f"{LIST}{case.pk}/units/accused/", {"find": "x"}).status_code
            == 404
        )


class TestSpeed:
    """How many SQL statements each page costs; the figures stand in query_counts.json."""

    @pytest.fixture
    def count(self):
        def counted(user, method, address, data=None):
            client = browse_as(user)
            client.get(LIST)  # names of sectors and areas are kept in memory for a minute
            return len(statements(client, method, address, data))

        return counted

    @pytest.fixture
    def cases(self, city_clerk, land):
        """Sixty cases that all accuse somebody, so that the firewall has work."""
        day = timedelta(days=1)
        accused = [unit("440106-education")]
        return [make_case(at=timezone.now() - day * (number % 10), accused=accused) for number in range(60)]

    @pytest.mark.parametrize(
        ("name", "address"),
        [
            ("list", f"{LIST}?tab=open"),
            (
                "list_filtered",
                f"{LIST}?tab=open&stage=received&sector=land_housing&area=440106&unit=land&light=green",
            ),
            ("search", f"{LIST}?q=征地补偿"),
        ],
    )
    def test_a_list_costs_the_same_however_it_is_asked_for(self, count, cases, city_clerk, name, address):
        assert count(city_clerk, "get", address) == PINNED[name]

    def test_a_deep_page_costs_what_the_first_one_does(self, count, cases, city_clerk):
        first = browse_as(city_clerk).get(f"{LIST}?tab=open")
        assert count(city_clerk, "get", LIST + first.context["next_url"]) == PINNED["deep_page"]

    def test_a_case_that_has_to_be_routed(self, count, at, city_clerk):
        person = unit("440106-land").posts.get(is_first=True).tenures.get(to_on=None).person
        case = make_case(
            at=at, accused=[unit("440106-education"), person], name="somebody", phone="13800138000"
        )
        assert count(city_clerk, "get", f"{LIST}{case.pk}/") == PINNED["case_received"]

    def test_a_case_that_was_answered_twice(
        self, count, at, city_clerk, county_handler, city_inspector, land
    ):
        first = [("assign", city_clerk), ("sign_for", county_handler), ("answer", county_handler)]
        steps = [*first, ("return", city_inspector), ("answer", county_handler)]
        helping = [unit("440106-environment")]
        case = walk(
            make_case(at=at, accused=[unit("440106-education")]), steps, at=at, unit=land, co_handlers=helping
        )
        assert count(city_inspector, "get", f"{LIST}{case.pk}/") == PINNED["case_answered"]

    def test_a_move_with_a_note(self, count, at, city_clerk, county_handler, city_inspector, land):
        steps = [("assign", city_clerk), ("sign_for", county_handler), ("answer", county_handler)]
        case = walk(make_case(at=at), steps, at=at, unit=land)
        address = f"{LIST}{case.pk}/moves/return/"
        assert count(city_inspector, "post", address, {"note": "Please look again."}) == PINNED["move"]

    def test_what_is_pinned_reaches_the_goals(self):
        assert {name: count for name, count in PINNED.items() if count > AT_MOST[name]} == {}


def test_no_public_page_asks_for_the_menu_of_the_staff(citizen, city_clerk):
    assert statements(citizen, "get", "/staff/sign-in/") == []


def test_whoever_a_case_was_escalated_to_finds_it_in_his_queue(at, city_clerk, province_inspector):
    case = make_case(at=timezone.now() - timedelta(days=90))
    watch_clocks(at=timezone.now())
    assert case.number in main_of(page(province_inspector, LIST))


def test_a_citizens_dissatisfaction_is_seen_in_the_trail(
    at, city_clerk, county_handler, city_inspector, land
):
    steps = [
        ("assign", city_clerk),
        ("sign_for", county_handler),
        ("answer", county_handler),
        ("close", city_inspector),
    ]
    case = walk(make_case(at=at), steps, at=at, unit=land)
    rating = {"grade": "dissatisfied", "reason": "not_done"}
    move_case(
        case_id=case.pk, move="reopen", actor=Party.CITIZEN, at=at, note="Nothing was paid.", details=rating
    )
    words = words_of(case_page(county_handler, case))
    assert "Reopened" in words
    assert "Nothing was paid." in words
