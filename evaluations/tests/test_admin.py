"""Ratings in the console: read with the case they belong to."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import Tie
from accounts.tests.factories import make_user
from cases.tests.factories import make_case, unit, walk
from evaluations.models import Rating
from evaluations.services import rate_case

pytestmark = pytest.mark.django_db
LIST = "admin:evaluations_rating_changelist"


@pytest.fixture
def closed(now, city_clerk, county_handler, city_inspector):
    """Makes a closed case; the units named are accused."""
    steps = [
        ("accept", city_clerk),
        ("assign", city_clerk),
        ("sign_for", county_handler),
        ("answer", county_handler),
        ("close", city_inspector),
    ]

    def make(*accused):
        return walk(make_case(at=now, accused=accused), steps, at=now, unit=unit("440106-land"))

    return make


@pytest.fixture
def ratings(now, closed) -> list[Rating]:
    """A satisfied and a dissatisfied citizen; the case of the second was reopened."""
    return [
        rate_case(case_id=closed().pk, grade="satisfied", at=now),
        rate_case(case_id=closed().pk, grade="dissatisfied", reason="not_done", comment="还没发", at=now),
    ]


def client_of(user) -> Client:
    """A browser in which the user has signed in."""
    client = Client()
    client.force_login(user)
    return client


def listed(client: Client, **query) -> list:
    """The records on the list."""
    return list(client.get(reverse(LIST), query).context["cl"].result_list)


def test_an_inspector_reads_the_ratings_of_his_city(city_inspector, ratings):
    client = client_of(city_inspector)
    assert listed(client) == ratings[::-1]
    assert listed(client, grade="dissatisfied") == listed(client, reopened="1") == [ratings[1]]
    page = client.get(reverse("admin:evaluations_rating_change", args=[ratings[1].pk])).content.decode()
    assert "还没发" in page
    assert ratings[1].answer.case.number in page


def test_a_rating_is_hidden_with_its_case(city_inspector, closed, ratings, now):
    hidden = rate_case(case_id=closed(unit("440106-education")).pk, grade="mostly", at=now)
    client = client_of(city_inspector)
    assert hidden in listed(client)
    Tie.objects.create(user=city_inspector, unit=unit("440106-education"), relation="kin")
    assert listed(client) == ratings[::-1]
    assert client.get(reverse("admin:evaluations_rating_change", args=[hidden.pk])).status_code == 404


def test_an_inspector_of_another_city_reads_none(ratings):
    other = make_user("other_inspector", Role.INSPECTOR, "440300-commission")
    assert listed(client_of(other)) == []


def test_ratings_are_nothing_for_administrators(system_admin, ratings):
    assert client_of(system_admin).get(reverse(LIST)).status_code == 403


def test_nobody_changes_a_rating(city_inspector, commission_leader, ratings):
    address = reverse("admin:evaluations_rating_change", args=[ratings[1].pk])
    for user in (city_inspector, commission_leader):
        assert client_of(user).post(address, {"grade": "satisfied"}).status_code == 403
    assert Rating.objects.get(pk=ratings[1].pk).grade == "dissatisfied"


def test_the_statements_of_the_list_do_not_grow_with_it(
    city_inspector, closed, now, django_assert_max_num_queries
):
    client = client_of(city_inspector)
    client.get(reverse(LIST))
    for _ in range(5):
        rate_case(case_id=closed().pk, grade="satisfied", at=now)
    with django_assert_max_num_queries(5):
        assert len(listed(client)) == 5
