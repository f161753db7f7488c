"""One move on many cases: told before what will and will not happen and why, made once, and nothing lost in between."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.utils import timezone

from accounts.models import Duty
from cases.choices import BulkOutcome, BulkState, Stage
from cases.lifecycle import MOVES
from cases.models import BulkItem, BulkJob, Case, CaseEvent
from cases.services import bulk as service
from cases.services import (
    confirm_bulk,
    foresee_bulk,
    move_case,
    name_accused,
    prepare_bulk,
    running_bulk,
    sweep_bulk,
    work_on_bulk,
)
from cases.tasks import work_on_bulk as wake_up
from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as, main_of, words_of
from organizations.models import Sector

pytestmark = pytest.mark.django_db

BULK = "/staff/cases/bulk/"


@pytest.fixture
def at():
    return timezone.now() - timedelta(days=1)


@pytest.fixture
def land():
    return unit("440106-land")


def assigned(at, clerk, land, number=3, **fields):
    return [walk(make_case(at=at, **fields), [("assign", clerk)], at=at, unit=land) for _ in range(number)]


def begin(client, move, cases, **data):
    """Tick the cases in the list and press the button; the address of the page that follows."""
    answer = client.post(BULK, {"move": move, "case": [case.pk for case in cases], **data})
    return answer.url


def confirm(client, address):
    revision = client.get(address).context["job"].revision
    return client.post(address, {"confirm": revision}, follow=True)


def stages(cases):
    return [Case.objects.get(pk=case.pk).stage for case in cases]


class TestLookingFirst:
    def test_the_page_says_for_each_case_what_will_happen_or_why_not(
        self, at, city_clerk, county_handler, land
    ):
        ready = assigned(at, city_clerk, land, 2)
        (signed,) = assigned(at, city_clerk, land, 1)
        walk(signed, [("sign_for", county_handler)], at=at)
        client = browse_as(county_handler)
        page = client.get(begin(client, "sign_for", [*ready, signed]))
        assert "2 of 3 cases will be moved." in words_of(page)
        (stays,) = page.context["will_not"]
        assert stays["row"].case == signed
        assert stays["reasons"] == ["The case has moved on: this step is no longer possible."]
        assert stages(ready) == [Stage.ASSIGNED, Stage.ASSIGNED]

    def test_the_reasons_are_those_of_a_single_move(self, at, city_clerk, land):
        free, accusing = make_case(at=at), make_case(at=at, accused=[land])
        client = browse_as(city_clerk)
        address = begin(client, "assign", [free, accusing])
        assert "is_seen" in client.get(address).context
        page = client.post(address, {"unit": land.pk, "note": ""}, follow=True)
        assert [item["row"].case for item in page.context["will_move"]] == [free]
        (barred,) = page.context["will_not"]
        assert "A unit that is accused" in barred["reasons"][0]
        confirm(client, address)
        assert stages([free, accusing]) == [Stage.ASSIGNED, Stage.RECEIVED]

    def test_what_is_missing_in_the_form_is_told_and_nothing_is_lost(self, at, city_clerk):
        client = browse_as(city_clerk)
        address = begin(client, "assign", [make_case(at=at)])
        page = client.post(address, {"note": "Please hurry."})
        assert "Please choose a unit." in words_of(page)
        assert "Please hurry." in page.content.decode()
        assert not page.context["will_move"]

    def test_a_unit_is_found_with_and_without_javascript(self, at, city_clerk, land):
        client = browse_as(city_clerk)
        address = begin(client, "assign", [make_case(at=at)])
        assert land.label in words_of(client.post(address, {"find": "天河区国土", "find_now": "1"}))
        assert land.label in words_of(client.post(f"{address}units/", {"find": "天河区国土"}))

    def test_cases_of_others_are_not_even_counted(self, at, city_clerk, other_city_clerk):
        own, foreign = make_case(at=at), make_case(at=at, area_code="440300")
        client = browse_as(city_clerk)
        page = client.get(begin(client, "accept", [own, foreign]))
        assert [item["row"].case for item in page.context["items"]] == [own]
        assert foreign.number not in words_of(page)

    def test_nothing_ticked_or_nothing_chosen_leads_back_with_a_word(self, at, city_clerk):
        client = browse_as(city_clerk)
        page = client.post(BULK, {"move": "accept", "query": "tab=open"}, follow=True)
        assert "Please tick the cases first." in words_of(page)
        assert page.redirect_chain[-1][0].endswith("?tab=open")
        page = client.post(BULK, {"move": "close", "case": [make_case(at=at).pk]}, follow=True)
        assert "Please choose what to do" in words_of(page)
        assert not BulkJob.objects.exists()

    def test_all_that_match_are_taken_up_to_the_limit(self, at, city_clerk, monkeypatch):
        monkeypatch.setattr("cases.views.bulk.MOST_CASES", 2)
        cases = [make_case(at=at - timedelta(days=days)) for days in range(3)]
        make_case(at=at, area_code="440111")
        client = browse_as(city_clerk)
        page = client.get(begin(client, "accept", [], everything="1", query="tab=open&area=440106"))
        assert [item["row"].case for item in page.context["items"]] == [cases[2], cases[1]]

    def test_only_moves_that_somebody_may_make_are_offered(
        self, at, city_clerk, county_handler, city_inspector, land
    ):
        assigned(at, city_clerk, land, 1)

        def offered(user):
            return [name for name, _ in browse_as(user).get("/staff/cases/?tab=all").context["moves"]]

        assert offered(city_clerk) == ["accept", "assign", "reassign", "recall", "classify"]
        assert offered(county_handler) == ["sign_for", "ask_time"]
        assert offered(city_inspector) == ["reassign", "recall", "return", "supervise", "classify"]
        assert all(
            name == "classify" or name in {move.name for move in MOVES} for name in offered(city_clerk)
        )


class TestMovingOnce:
    def test_each_case_gets_its_own_event_and_the_page_says_what_became_of_it(
        self, at, city_clerk, county_handler, land
    ):
        cases = assigned(at, city_clerk, land)
        client = browse_as(county_handler)
        page = confirm(client, begin(client, "sign_for", cases))
        assert "Moved: 3. Not moved: 0." in words_of(page)
        assert all(case.number in main_of(page) for case in cases)
        events = CaseEvent.objects.filter(move="sign_for", actor=county_handler)
        assert sorted(events.values_list("case_id", flat=True)) == [case.pk for case in cases]

    def test_sending_the_same_form_again_does_nothing(self, at, city_clerk, county_handler, land):
        cases = assigned(at, city_clerk, land)
        client = browse_as(county_handler)
        address = begin(client, "sign_for", cases)
        for _ in range(3):
            client.post(address, {"confirm": "1"})
        assert CaseEvent.objects.filter(move="sign_for").count() == 3

    def test_nobody_confirms_what_was_put_otherwise_in_another_tab(self, at, city_clerk, land):
        client = browse_as(city_clerk)
        address = begin(client, "assign", [make_case(at=at)])
        client.post(address, {"unit": land.pk})
        client.post(address, {"unit": unit("440106-housing").pk})
        page = client.post(address, {"confirm": "1"}, follow=True)
        assert "please look at it again" in words_of(page)
        assert BulkJob.objects.get().state == BulkState.DRAFT

    def test_a_case_that_has_moved_since_is_refused_and_the_others_go_on(
        self, at, city_clerk, county_handler, land
    ):
        first, second = assigned(at, city_clerk, land, 2)
        client = browse_as(county_handler)
        address = begin(client, "sign_for", [first, second])
        move_case(case_id=first.pk, move="sign_for", actor=county_handler, at=at)
        page = confirm(client, address)
        assert "Moved: 1. Not moved: 1." in words_of(page)

    def test_a_case_that_has_left_the_owners_sight_is_neither_moved_nor_named(
        self, at, city_clerk, county_handler, land
    ):
        kept, lost = assigned(at, city_clerk, land, 2)
        client = browse_as(county_handler)
        address = begin(client, "sign_for", [kept, lost])
        name_accused(case_id=lost.pk, actor=city_clerk, at=at, unit=land)
        page = confirm(client, address)
        assert lost.number not in words_of(page)
        assert "1 case is no longer in your sight." in words_of(page)
        assert BulkItem.objects.get(case=lost).outcome == BulkOutcome.REFUSED

    def test_the_page_exists_for_its_owner_alone(self, at, city_clerk, county_handler, county_leader, land):
        client = browse_as(county_handler)
        address = begin(client, "sign_for", assigned(at, city_clerk, land, 1))
        assert browse_as(county_leader).get(address).status_code == 404
        assert browse_as(county_leader).post(address, {"confirm": "1"}).status_code == 404
        assert client.get(f"{BULK}{uuid4()}/").status_code == 404

    def test_the_sector_of_many_cases_is_put_right(self, at, city_clerk):
        cases = [make_case(at=at) for _ in range(2)]
        education = Sector.objects.get(code="education")
        client = browse_as(city_clerk)
        address = begin(client, "classify", cases)
        client.post(address, {"sector": education.pk})
        confirm(client, address)
        assert {Case.objects.get(pk=case.pk).sector for case in cases} == {education}

    def test_assigning_keeps_the_sector_of_each_case(self, at, city_clerk, land):
        cases = [make_case(at=at), make_case(at=at, story="学校收取补课费，每人八百元。")]
        before = [case.sector for case in cases]
        client = browse_as(city_clerk)
        address = begin(client, "assign", cases)
        client.post(address, {"unit": land.pk, "co_handlers": [unit("440106-environment").pk]})
        confirm(client, address)
        after = [Case.objects.get(pk=case.pk) for case in cases]
        assert [case.sector for case in after] == before
        assert [case.co_handlers.get().code for case in after] == ["440106-environment"] * 2


class TestByAWorker:
    @pytest.fixture
    def job(self, at, city_clerk, county_handler, land, monkeypatch):
        """Three cases to sign for, confirmed, with more than are moved in the request."""
        monkeypatch.setattr("cases.views.bulk.AT_ONCE", 2)
        client = browse_as(county_handler)
        address = begin(client, "sign_for", assigned(at, city_clerk, land))
        page = confirm(client, address)
        assert "It goes on without you" in words_of(page) or "it goes on without you" in words_of(page)
        return BulkJob.objects.get()

    def test_more_cases_wait_for_the_worker_which_moves_all_of_them(self, job):
        assert job.items.filter(outcome=BulkOutcome.WAITING).count() == 3
        wake_up()
        job.refresh_from_db()
        assert (job.state, running_bulk()) == (BulkState.DONE, None)
        assert stages([item.case for item in job.items.all()]) == [Stage.HANDLING] * 3

    def test_a_worker_that_dies_in_the_middle_loses_and_doubles_nothing(self, job, monkeypatch):
        calls = []

        def dying(**kwargs):
            moved = move_case(**kwargs)
            calls.append(kwargs["case_id"])
            if len(calls) == 2:  # the move is written, its transaction isn't committed yet
                raise OperationalError("the server has gone away")
            return moved

        monkeypatch.setattr(service, "move_case", dying)
        with pytest.raises(OperationalError):
            work_on_bulk(job=job, at=timezone.now(), most=10)
        assert job.items.filter(outcome=BulkOutcome.DONE).count() == 1
        monkeypatch.setattr(service, "move_case", move_case)
        wake_up()
        assert job.items.filter(outcome=BulkOutcome.DONE).count() == 3
        assert CaseEvent.objects.filter(move="sign_for").count() == 3

    def test_a_fault_of_one_case_stops_none_of_the_others(self, job, monkeypatch, caplog):
        first = job.items.order_by("position").first().case_id

        def faulty(**kwargs):
            if kwargs["case_id"] == first:
                raise ValueError("out of the blue")
            return move_case(**kwargs)

        monkeypatch.setattr(service, "move_case", faulty)
        wake_up()
        assert job.items.get(case_id=first).reasons == ["failed"]
        assert job.items.filter(outcome=BulkOutcome.DONE).count() == 2
        assert "could not be moved" in caplog.text

    def test_an_owner_whose_duty_has_ended_moves_nothing_more(self, job, county_handler):
        Duty.objects.filter(user=county_handler).delete()
        wake_up()
        assert set(job.items.values_list("outcome", flat=True)) == {BulkOutcome.REFUSED}


def test_what_was_never_confirmed_is_forgotten_after_a_day(at, city_clerk):
    job = prepare_bulk(actor=city_clerk, move="accept", case_ids=[make_case(at=at).pk], at=at)
    assert sweep_bulk(at=at + timedelta(hours=23)) == 0
    assert sweep_bulk(at=at + timedelta(hours=25)) == 1
    assert not BulkJob.objects.filter(pk=job.pk).exists()


def test_what_was_confirmed_is_not_looked_at_anew(at, city_clerk):
    job = prepare_bulk(actor=city_clerk, move="accept", case_ids=[make_case(at=at).pk], at=at)
    foresee_bulk(job=job, actor=city_clerk, note="", details={}, at=at)
    assert not confirm_bulk(job=job, revision=0, at=at)
    assert confirm_bulk(job=job, revision=1, at=at)
    assert foresee_bulk(job=job, actor=city_clerk, note="other", details={}, at=at) is None
