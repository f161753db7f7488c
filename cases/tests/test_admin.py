"""Cases and clocks in the console: read by those who may, changed by nobody."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Tie
from accounts.tests.factories import make_user
from cases.models import Answer, Case, CaseClock
from cases.tests.factories import ANSWER, make_case, unit, walk
from common.admin import PAGES_AT_MOST

pytestmark = pytest.mark.django_db
CASES = "admin:cases_case_changelist"
CLOCKS = "admin:cases_caseclock_changelist"


def client_of(user) -> Client:
    """A browser in which the user has signed in."""
    client = Client()
    client.force_login(user)
    return client


def listed(client: Client, page: str, **query) -> list:
    """The records on a list."""
    return list(client.get(reverse(page), query).context["cl"].result_list)


def address(case: Case, page: str = "change") -> str:
    """The address of the page of a case."""
    return reverse(f"admin:cases_case_{page}", args=[case.pk])


@pytest.fixture
def in_guangzhou(now) -> Case:
    """A case of Tianhe, Guangzhou."""
    return make_case(at=now)


@pytest.fixture
def in_shenzhen(now) -> Case:
    """A case of Luohu, Shenzhen."""
    return make_case(at=now, area_code="440303")


@pytest.fixture
def against_the_commission(now) -> Case:
    """A case that accuses the city commission of Guangzhou."""
    return make_case(at=now, accused=[unit("440100-commission")])


@pytest.fixture
def answered(now, city_clerk, county_handler) -> Case:
    """A case that the land bureau of Tianhe has answered."""
    steps = [
        ("accept", city_clerk),
        ("assign", city_clerk),
        ("sign_for", county_handler),
        ("answer", county_handler),
    ]
    case = make_case(at=now, accused=[unit("440106-education")], name="王某某", phone="13800138000")
    return walk(case, steps, at=now, unit=unit("440106-land"))


def test_an_inspector_sees_the_cases_of_his_city_and_no_other(city_inspector, in_guangzhou, in_shenzhen):
    client = client_of(city_inspector)
    assert listed(client, CASES) == [in_guangzhou]
    assert {clock.case_id for clock in listed(client, CLOCKS)} == {in_guangzhou.pk}
    assert client.get(address(in_guangzhou)).status_code == 200
    for page in ("change", "history", "delete"):
        assert client.get(address(in_shenzhen, page)).status_code in (403, 404)
    assert client.get(address(in_shenzhen)).status_code == 404


def test_the_province_sees_every_city(province_inspector, in_guangzhou, in_shenzhen):
    assert set(listed(client_of(province_inspector), CASES)) == {in_guangzhou, in_shenzhen}


def test_a_case_against_his_own_commission_does_not_exist_for_an_inspector(
    city_inspector, commission_leader, province_inspector, against_the_commission, in_guangzhou
):
    clock = CaseClock.objects.get(case=against_the_commission)
    for user in (city_inspector, commission_leader):
        client = client_of(user)
        assert listed(client, CASES) == [in_guangzhou]
        assert listed(client, CASES, q=against_the_commission.number) == []
        assert [clock.case_id for clock in listed(client, CLOCKS)] == [in_guangzhou.pk]
        assert client.get(address(against_the_commission)).status_code == 404
        assert client.get(reverse("admin:cases_caseclock_change", args=[clock.pk])).status_code == 404
    assert client_of(province_inspector).get(address(against_the_commission)).status_code == 200


def test_a_declared_tie_hides_the_case(province_inspector, answered):
    client = client_of(province_inspector)
    assert client.get(address(answered)).status_code == 200
    Tie.objects.create(user=province_inspector, unit=unit("440106-education"), relation="kin")
    assert client.get(address(answered)).status_code == 404
    assert listed(client, CASES) == []


def test_an_administrator_is_refused(system_admin, in_guangzhou):
    client = client_of(system_admin)
    clock = in_guangzhou.clocks.get()
    assert client.get(reverse(CASES)).status_code == 403
    assert client.get(reverse(CLOCKS)).status_code == 403
    assert client.get(address(in_guangzhou)).status_code == 403
    assert client.get(reverse("admin:cases_caseclock_change", args=[clock.pk])).status_code == 403


def test_nothing_of_a_case_can_be_changed(city_inspector, commission_leader, answered):
    before = Case.objects.values().get(pk=answered.pk)
    filled = {"stage": "closed", "subject": "x", "answers-TOTAL_FORMS": "0", "_save": "1"}
    for user in (city_inspector, commission_leader):
        client = client_of(user)
        assert client.post(address(answered), filled).status_code == 403
        assert client.post(address(answered, "delete"), {"post": "yes"}).status_code == 403
        assert client.post(reverse("admin:cases_case_add"), filled).status_code == 403
        marked = {"action": "delete_selected", "_selected_action": [answered.pk], "index": "0", "post": "yes"}
        client.post(reverse(CASES), marked)
    assert Case.objects.values().get(pk=answered.pk) == before
    assert Answer.objects.get(case=answered).facts == ANSWER["facts"]


def test_the_page_of_a_case_has_no_field_to_fill_in(city_inspector, answered):
    response = client_of(city_inspector).get(address(answered))
    assert response.context["adminform"].form.fields == {}
    assert 'name="_save"' not in response.content.decode()


def test_the_page_of_a_case_tells_everything_but_who_complained(city_inspector, answered):
    page = (
        client_of(city_inspector).get(address(answered), headers={"accept-language": "en"}).content.decode()
    )
    told = (answered.number, answered.story, ANSWER["facts"], str(unit("440106-education")))
    for text in told:
        assert text in page
    for secret in ("王某某", "13800138000", str(answered.identity_id)):
        assert secret not in page


def test_the_page_of_a_case_has_its_clocks_and_its_trail_in_words(city_inspector, answered):
    client = client_of(city_inspector)
    client.cookies["django_language"] = "en"
    page = client.get(address(answered)).content.decode()
    assert "Check the answer" in page
    assert "Assigned to Bureau of Land and Resources of Tianhe District, Guangzhou" in page
    assert page.index("Answer submitted") < page.index("Signed for")


def test_the_page_of_a_case_leads_to_where_moves_are_made(city_inspector, answered):
    page = client_of(city_inspector).get(address(answered)).content.decode()
    assert f'href="{reverse("cases:case-detail", args=[answered.pk])}"' in page


def test_stages_lights_cities_and_supervision_narrow_the_list(
    province_inspector, city_inspector, city_clerk, in_guangzhou, in_shenzhen
):
    at = timezone.now() - timedelta(days=200)
    old = walk(make_case(at=at), [("accept", city_clerk), ("supervise", province_inspector)], at=at)
    client = client_of(province_inspector)
    assert listed(client, CASES, stage="accepted") == [old]
    assert listed(client, CASES, light="red") == [old]
    assert listed(client, CASES, light="none") == []
    assert listed(client, CASES, city=in_shenzhen.city_id) == [in_shenzhen]
    assert listed(client, CASES, is_supervised="1") == [old]
    assert set(listed(client, CASES, sector=in_guangzhou.sector_id)) == {in_guangzhou, in_shenzhen, old}


def test_a_choice_that_is_not_offered_changes_nothing(province_inspector, in_guangzhou):
    client = client_of(province_inspector)
    for query in ({"stage": "no_stage"}, {"city": "x"}, {"light": "violet"}, {"is_supervised": "maybe"}):
        assert listed(client, CASES, **query) == [in_guangzhou]


@pytest.mark.parametrize(
    "query",
    ["story__contains=征地", "identity__name_box__startswith=t", "accused__unit=1", "search_text__regex=a"],
)
def test_other_columns_cannot_be_guessed_at_through_the_address(query, province_inspector, in_guangzhou):
    assert client_of(province_inspector).get(f"{reverse(CASES)}?{query}").status_code == 400


def test_the_search_goes_through_the_index_of_the_case_search(province_inspector, in_guangzhou, now):
    other = make_case(at=now, story="学校收费太高。")
    client = client_of(province_inspector)
    assert listed(client, CASES, q="補償") == [in_guangzhou]
    assert listed(client, CASES, q=other.number) == [other]
    assert set(listed(client, CASES, q=" ")) == {in_guangzhou, other}


def test_one_letter_is_too_little_to_search_for(province_inspector, in_guangzhou):
    response = client_of(province_inspector).get(reverse(CASES), {"q": "地"})
    assert list(response.context["cl"].result_list) == []
    assert len(response.context["messages"]) == 1


def test_the_list_of_clocks_shows_running_ones_the_most_overdue_first(
    province_inspector, city_clerk, in_guangzhou
):
    at = timezone.now() - timedelta(days=200)
    old = walk(
        make_case(at=at), [("accept", city_clerk), ("assign", city_clerk)], at=at, unit=unit("440106-land")
    )
    client = client_of(province_inspector)
    assert [clock.case_id for clock in listed(client, CLOCKS)] == [old.pk, old.pk, in_guangzhou.pk]
    assert {clock.case_id for clock in listed(client, CLOCKS, state="overdue")} == {old.pk}
    assert [clock.name for clock in listed(client, CLOCKS, state="stopped")] == ["triage"]
    assert listed(client, CLOCKS, name="sign_for", case__city=in_guangzhou.city_id) == [
        old.clocks.get(name="sign_for")
    ]


def test_the_list_ends_where_leafing_makes_no_sense(province_inspector, in_guangzhou):
    client = client_of(province_inspector)
    assert client.get(reverse(CASES), {"p": PAGES_AT_MOST}).status_code == 200
    assert client.get(reverse(CASES), {"p": PAGES_AT_MOST + 1}).status_code == 302
    assert client.get(reverse(CASES), {"p": "x"}).status_code == 200


def test_the_statements_of_a_list_do_not_grow_with_it(
    province_inspector, city_clerk, now, django_assert_max_num_queries
):
    client = client_of(province_inspector)
    client.get(reverse(CASES))
    for _ in range(12):
        walk(
            make_case(at=now),
            [("accept", city_clerk), ("assign", city_clerk)],
            at=now,
            unit=unit("440106-land"),
        )
    with django_assert_max_num_queries(6) as captured:
        assert len(listed(client, CASES)) == 12
    assert not [query for query in captured.captured_queries if "COUNT(" in query["sql"]]
    assert not [query for query in captured.captured_queries if '"cases_case"."story"' in query["sql"]]
    with django_assert_max_num_queries(6):
        assert len(listed(client, CLOCKS)) == 24


def test_the_statements_of_one_case(city_inspector, answered, django_assert_max_num_queries):
    client = client_of(city_inspector)
    client.get(reverse(CASES))
    # Three of them are its orders, leads and files of the ledger.
    with django_assert_max_num_queries(15):
        assert client.get(address(answered)).status_code == 200


def test_an_inspector_of_a_county_sees_his_county(in_guangzhou, now):
    inspector = make_user("county_inspector", Role.INSPECTOR, "440106-commission")
    make_case(at=now, area_code="440104")
    assert listed(client_of(inspector), CASES) == [in_guangzhou]
