"""Saved filters with their counts, and the columns of the list: each user's own, shared without sharing a case."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from accounts.models import Duty
from accounts.tests.factories import make_user
from cases.filters import CaseFilter
from cases.models import ListChoice, SavedFilter
from cases.selectors.columns import COLUMNS, USUAL
from cases.selectors.measured import CONCLUSIONS
from cases.selectors.narrowing import NARROWINGS
from cases.services import name_accused, save_filter
from cases.services.worklist import MOST_FILTERS
from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as, main_of, statements, words_of

pytestmark = pytest.mark.django_db

LIST = "/staff/cases/"
FILTERS = f"{LIST}filters/"
RED = "tab=open&light=red"


@pytest.fixture
def at():
    return timezone.now() - timedelta(days=1)


@pytest.fixture
def colleague(db):
    """Takes complaints in at the same desk as the clerk."""
    return make_user("colleague", "intake_clerk", "440100-commission")


def saved_by(user, *, name="Red ones", query=RED, shared=False):
    own = Duty.objects.get(user=user).unit if shared else None
    return save_filter(actor=user, name=name, query=query, unit=own, at=timezone.now())


def counts_for(user, address=f"{LIST}?tab=open"):
    page = browse_as(user).get(address)
    return {row["saved"].name: row["count"] for row in page.context["saved"]}


class TestSavedFilters:
    def test_the_present_filter_is_saved_under_a_name_and_comes_back_with_a_count(self, at, city_clerk):
        make_case(at=at), make_case(at=at, area_code="440111")
        client = browse_as(city_clerk)
        asked = client.get(f"{LIST}?tab=open&area=440106&q=&stage=")
        assert asked.context["question"] == "tab=open&area=440106"
        data = {"name": "Tianhe", "query": asked.context["question"]}
        answer = client.post(FILTERS, data, follow=True)
        assert answer.redirect_chain[-1][0] == f"{LIST}?tab=open&area=440106"
        (row,) = answer.context["saved"]
        assert (row["saved"].name, row["count"], row["active"]) == ("Tianhe", "1", True)

    def test_counts_stop_where_a_glance_ends(self, at, city_clerk, monkeypatch):
        monkeypatch.setattr("cases.views.listing.FILTER_COUNTED_AT_MOST", 2)
        saved_by(city_clerk, query="tab=open")
        for _ in range(3):
            make_case(at=at)
        assert counts_for(city_clerk) == {"Red ones": "2+"}

    def test_many_filters_are_counted_by_one_statement(self, at, city_clerk):
        client = browse_as(city_clerk)
        client.get(LIST)
        saved_by(city_clerk, name="0", query="tab=open&q=补偿")
        few = len(statements(client, "get", f"{LIST}?tab=open"))
        for number in range(1, 9):
            saved_by(city_clerk, name=str(number), query=f"tab=open&q=词语{number}&unit=land")
        assert len(statements(client, "get", f"{LIST}?tab=open")) == few

    def test_a_colleague_gets_the_question_and_his_own_answer(
        self, at, city_clerk, colleague, other_city_clerk
    ):
        saved_by(city_clerk, query="tab=all", shared=True)
        make_case(at=at)
        assert counts_for(colleague) == {"Red ones": "1"}
        assert counts_for(other_city_clerk) == {}
        words = words_of(browse_as(colleague).get(FILTERS))
        assert "Shared by colleagues Red ones city clerk" in words

    def test_a_shared_filter_counts_nothing_that_the_colleague_must_not_see(
        self, at, city_clerk, county_handler, county_leader
    ):
        land = unit("440106-land")
        case = walk(make_case(at=at), [("assign", city_clerk)], at=at, unit=land)
        saved_by(county_leader, query="tab=all", shared=True)
        assert counts_for(county_handler) == {"Red ones": "1"}
        name_accused(case_id=case.pk, actor=city_clerk, at=at, unit=land)
        assert counts_for(county_handler) == {"Red ones": "0"}

    def test_a_filter_with_searched_words_is_not_shared(self, city_clerk):
        own = Duty.objects.get(user=city_clerk).unit_id
        data = {"name": "Him", "query": "tab=all&q=王某", "unit": own}
        answer = browse_as(city_clerk).post(FILTERS, data)
        assert "the words may tell of a complaint" in words_of(answer)
        assert not SavedFilter.objects.exists()

    def test_nobody_shares_with_a_unit_that_is_not_his(self, city_clerk):
        data = {"name": "Red", "query": RED, "unit": unit("440106-land").pk}
        assert browse_as(city_clerk).post(FILTERS, data).context["form"].errors
        assert not SavedFilter.objects.exists()

    def test_a_filter_that_is_out_of_date_says_so_and_breaks_nothing(self, at, city_clerk):
        make_case(at=at)
        for number, query in enumerate(
            ("tab=open&area=990099", "tab=gone", "tab=open&colour=blue", "tab=open&received_from=soon")
        ):
            saved_by(city_clerk, name=f"Old {number}", query=query)
        page = browse_as(city_clerk).get(f"{LIST}?tab=open")
        assert [row["is_old"] for row in page.context["saved"]] == [True] * 4
        assert words_of(page).count("out of date") == 4
        assert "Out of date" in words_of(browse_as(city_clerk).get(FILTERS))

    def test_the_same_name_twice_and_too_many_are_told(self, city_clerk):
        client = browse_as(city_clerk)
        saved_by(city_clerk)
        answer = client.post(FILTERS, {"name": "Red ones", "query": RED})
        assert "You have a filter with this name already." in words_of(answer)
        assert 'value="Red ones"' in answer.content.decode()
        for number in range(MOST_FILTERS - 1):
            saved_by(city_clerk, name=str(number))
        answer = client.post(FILTERS, {"name": "One more", "query": RED})
        assert "please delete one first" in words_of(answer)

    def test_it_is_renamed_moved_and_deleted_and_the_deletion_taken_back(self, city_clerk):
        first, second = saved_by(city_clerk, name="A"), saved_by(city_clerk, name="B", shared=True)
        client = browse_as(city_clerk)
        client.post(f"{FILTERS}{second.pk}/", {"act": "up"})
        assert list(SavedFilter.objects.values_list("name", flat=True)) == ["B", "A"]
        client.post(f"{FILTERS}{first.pk}/", {"act": "change", "name": "C", "query": RED, "unit": ""})
        answer = client.post(f"{FILTERS}{second.pk}/", {"act": "delete"}, follow=True)
        assert list(SavedFilter.objects.values_list("name", flat=True)) == ["C"]
        undo = answer.context["undo"].initial
        client.post(FILTERS, undo)
        restored = SavedFilter.objects.get(name="B")
        assert (restored.query, restored.unit) == (RED, second.unit)

    def test_a_colleagues_filter_cannot_be_changed_and_a_strangers_does_not_exist(
        self, city_clerk, colleague, other_city_clerk
    ):
        shared = saved_by(city_clerk, shared=True)
        for act in ("change", "delete", "up"):
            data = {"act": act, "name": "X", "query": RED}
            assert browse_as(colleague).post(f"{FILTERS}{shared.pk}/", data).status_code == 404
        answer = browse_as(other_city_clerk).post(f"{FILTERS}{shared.pk}/", {"act": "begin"})
        assert answer.status_code == 404

    def test_the_list_begins_with_the_chosen_filter_until_it_is_gone(self, city_clerk, colleague):
        shared = saved_by(city_clerk, shared=True)
        client = browse_as(colleague)
        client.post(f"{FILTERS}{shared.pk}/", {"act": "begin"})
        assert client.get(LIST).url == f"{LIST}?{RED}"
        assert client.get(f"{LIST}?tab=waiting").status_code == 200
        browse_as(city_clerk).post(f"{FILTERS}{shared.pk}/", {"act": "change", "name": "Mine", "query": RED})
        assert client.get(LIST).status_code == 200
        browse_as(city_clerk).post(f"{FILTERS}{shared.pk}/", {"act": "delete"})
        assert ListChoice.objects.get(user=colleague).start is None

    def test_every_filter_of_the_list_is_one_that_large_files_know_too(self):
        assert set(CaseFilter.base_filters) == {"q", "rated", "task", *CONCLUSIONS, *NARROWINGS}

    def test_filtering_stays_in_the_queue(self, city_clerk):
        page = browse_as(city_clerk).get(f"{LIST}?tab=open")
        assert '<form method="get"><input type="hidden" name="tab" value="open">' in page.content.decode()


class TestColumns:
    def test_whoever_chooses_nothing_has_the_usual_ones(self, at, city_clerk):
        make_case(at=at)
        page = browse_as(city_clerk).get(LIST)
        assert [column.name for column in page.context["columns"]] == list(USUAL)

    def test_the_chosen_ones_come_in_their_order_and_the_subject_always(self, at, city_clerk, county_handler):
        steps = [("assign", city_clerk), ("sign_for", county_handler)]
        walk(make_case(at=at), steps, at=at, unit=unit("440106-land"))
        client = browse_as(city_clerk)
        client.post(f"{LIST}columns/", {"column": ["handler", "last_event", "desk", "nonsense", "number"]})
        page = client.get(f"{LIST}?tab=open")
        chosen = [column.name for column in page.context["columns"]]
        assert chosen == ["subject", "handler", "last_event", "desk", "number"]
        assert "county handler Sign for it CPC Guangzhou" in main_of(page)

    def test_a_column_is_moved_without_losing_what_was_ticked_and_all_are_reset(self, city_clerk):
        client = browse_as(city_clerk)
        data = {"column": ["number", "subject", "stage", "people"], "up": "people"}
        answer = client.post(f"{LIST}columns/", data, follow=True)
        ticked = [row["column"].name for row in answer.context["rows"] if row["is_chosen"]]
        assert ticked == ["number", "subject", "people", "stage"]
        client.post(f"{LIST}columns/", {"reset": "1"})
        assert ListChoice.objects.get(user=city_clerk).columns == ""

    def test_all_columns_together_cost_no_statement_more(self, at, city_clerk, county_handler):
        steps = [("assign", city_clerk), ("sign_for", county_handler)]
        for _ in range(3):
            walk(make_case(at=at), steps, at=at, unit=unit("440106-land"))
        client = browse_as(city_clerk)
        client.get(LIST)
        usual = len(statements(client, "get", f"{LIST}?tab=all"))
        client.post(f"{LIST}columns/", {"column": [column.name for column in COLUMNS]})
        assert len(statements(client, "get", f"{LIST}?tab=all")) == usual

    def test_the_last_event_tells_nothing_that_is_between_citizen_and_commission(
        self, at, city_clerk, county_handler
    ):
        from cases.choices import EventName, Party
        from cases.models import CaseEvent

        case = walk(make_case(at=at), [("assign", city_clerk)], at=at, unit=unit("440106-land"))
        CaseEvent.objects.create(case=case, at=at, name=EventName.REVENGE_REPORTED, party=Party.CITIZEN)
        client = browse_as(county_handler)
        client.post(f"{LIST}columns/", {"column": ["last_event", "last_event_on"]})
        assert "revenge" not in words_of(client.get(f"{LIST}?tab=all"))
        assert "Assign" in main_of(client.get(f"{LIST}?tab=all"))


def test_the_question_of_an_address_is_always_written_alike(city_clerk):
    from cases.filters import question_of

    asked = QueryDict("stage=received&q=&after=xyz&area=440106&saved=3")
    assert question_of(asked, "open") == "tab=open&stage=received&area=440106"
