"""Figures for everybody tell of no single person."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cases.tests.factories import make_case
from dashboard.selectors import public_figures
from dashboard.selectors.public import _hide

pytestmark = pytest.mark.django_db
LAND = "村里征地两年，补偿款一直没有发到农户手里，多次询问都没有结果。"


def cities(at):
    """The rows by name, Simplified Chinese."""
    return {row.label: row.received for row in public_figures(at=at).by_city}


def test_what_came_in_is_counted_by_city_and_sector():
    at = timezone.now()
    for _ in range(6):
        make_case(at=at, story=LAND)
        make_case(at=at, story=LAND, area_code="440300")
    figures = public_figures(at=at)
    assert figures.received == 12
    assert {row.received for row in figures.by_city} == {6}
    assert [row.received for row in figures.by_sector][:2] == [12, 0]


def test_small_numbers_are_hidden_and_can_not_be_worked_out():
    at = timezone.now()
    for _ in range(7):
        make_case(at=at)
    for _ in range(9):
        make_case(at=at, area_code="440300")
    make_case(at=at, area_code="441400")
    assert sorted(cities(at).values(), key=str) == [9, None, None]


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([], []),
        ([0, 12], [0, 12]),
        ([3], [None]),
        ([3, 4, 20], [None, None, 20]),
        ([3, 20, 9], [None, 20, None]),
        ([5, 6], [5, 6]),
    ],
)
def test_where_one_hidden_number_could_be_worked_out_a_second_is_hidden(numbers, shown):
    assert _hide(numbers) == shown


def test_a_case_of_last_year_is_not_counted():
    at = timezone.now()
    make_case(at=at - timedelta(days=400))
    assert public_figures(at=at).received == 0


def test_the_page_is_open_to_everybody_and_says_when_nothing_has_come_in():
    page = Client(headers={"accept-language": "en"}).get("/figures/")
    assert page.status_code == 200
    assert "Nothing has come in yet" in page.content.decode()
