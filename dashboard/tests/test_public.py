"""Figures for everybody tell of no single person."""

import csv
import io
import itertools
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from cases.tests.factories import make_case
from common.numbering import CHINA
from dashboard.selectors import Quarter, public_figures, quarters_shown
from dashboard.selectors.public import hide

QUARTER = Quarter(2026, 3)
AT = datetime(2026, 8, 20, 10, tzinfo=CHINA)
LAND = "村里征地两年，补偿款一直没有发到农户手里，多次询问都没有结果。"


def cities():
    """The rows by name, Simplified Chinese."""
    return {row.label: row.received for row in public_figures(QUARTER).by_city}


@pytest.mark.django_db
def test_what_came_in_is_counted_by_city_and_sector():
    for _ in range(6):
        make_case(at=AT, story=LAND)
        make_case(at=AT, story=LAND, area_code="440300")
    figures = public_figures(QUARTER)
    assert figures.received == 12
    assert [row.received for row in figures.by_city] == [6, 6]
    assert [row.received for row in figures.by_sector][:2] == [12, 0]
    assert figures.by_sector[0].bar == 100


@pytest.mark.django_db
def test_small_numbers_are_hidden_and_can_not_be_worked_out():
    for _ in range(7):
        make_case(at=AT)
    for _ in range(9):
        make_case(at=AT, area_code="440300")
    make_case(at=AT, area_code="441400")
    assert sorted(cities().values(), key=str) == [7, None, None]


@pytest.mark.django_db
def test_where_a_table_can_not_be_made_safe_neither_table_nor_total_is_shown():
    for code in ("440100", "440300", "441400", "440500", "440600"):
        make_case(at=AT, story=LAND, area_code=code)
    figures = public_figures(QUARTER)
    assert figures.received is None
    assert {row.received for row in figures.by_city} == {None}
    assert figures.by_sector[0].received is None


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([], []),
        ([12], [12]),
        ([3], None),
        ([1, 1], None),
        ([1, 1, 20], [None, None, None]),
        ([3, 4, 20], [None, None, 20]),
        ([3, 20, 9], [None, None, 9]),
        ([5, 6], [5, 6]),
        ([5, 4, 4], [None, None, None]),
        ([20, 4, 4, 9], [None, None, None, 9]),
    ],
)
def test_hidden_numbers_get_company(numbers, shown):
    assert hide(numbers) == shown


def attacks(shown: list[int | None], total: int):
    """Every table that somebody who knows the rule, the total and what is shown has to reckon with."""
    unknown = [place for place, number in enumerate(shown) if number is None]
    left = total - sum(number for number in shown if number is not None)
    for guess in itertools.product(range(1, left + 1), repeat=len(unknown) - 1):
        if (last := left - sum(guess)) >= 1:
            table = list(shown)
            for place, number in zip(unknown, (*guess, last), strict=True):
                table[place] = number
            if hide(table) == shown:
                yield table


@given(st.lists(st.integers(1, 9), min_size=1, max_size=4))
@example([5, 4, 4])
def test_whoever_knows_the_rule_and_the_total_still_can_not_tell_a_small_number(numbers):
    shown = hide(numbers)
    if shown is None or None not in shown:
        return
    tables = list(attacks(shown, sum(numbers)))
    for place, number in enumerate(shown):
        if number is None:
            assert len({table[place] for table in tables}) > 1, (numbers, shown)


def test_only_quarters_that_are_over_are_shown_so_that_no_two_days_can_be_compared():
    found = quarters_shown(at=datetime(2026, 2, 1, tzinfo=CHINA))
    assert [quarter.code for quarter in found] == ["2025-4", "2025-3", "2025-2", "2025-1"]


@pytest.mark.django_db
def test_a_case_of_another_quarter_is_not_counted():
    make_case(at=QUARTER.begins - timedelta(seconds=1))
    make_case(at=QUARTER.next.begins)
    assert public_figures(QUARTER).is_empty


def page(path):
    return Client(headers={"accept-language": "en"}).get(path)


@pytest.mark.django_db
def test_the_page_is_open_to_everybody_and_says_when_nothing_has_come_in():
    answer = page("/figures/")
    assert answer.status_code == 200
    assert "Nothing came in during these three months" in answer.content.decode()


@pytest.mark.django_db
def test_the_period_is_chosen_by_a_link_and_a_word_that_is_none_shows_the_latest():
    quarters = quarters_shown(at=timezone.now())
    for _ in range(6):
        make_case(at=quarters[2].begins)
    assert ">6<" in page(f"/figures/?period={quarters[2].code}").content.decode()
    assert f"period={quarters[0].code}" in page("/figures/?period=1'--").content.decode()


@pytest.mark.django_db
def test_the_file_holds_what_the_page_shows_and_nothing_that_is_hidden():
    quarter = quarters_shown(at=timezone.now())[0]
    for _ in range(9):
        make_case(at=quarter.begins, area_code="440300")
    for _ in range(7):
        make_case(at=quarter.begins)
    make_case(at=quarter.begins, area_code="441400")
    answer = page(f"/figures/download/?period={quarter.code}")
    assert answer["Content-Disposition"] == f'attachment; filename="figures-{quarter.code}.csv"'
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    numbers = {row[1]: row[2] for row in rows if row[0] == "By city"}
    assert sorted(numbers.values()) == ["*", "*", "7"]
    assert ["In all", "", "17", "0"] in rows
