"""The list of cases as a file: the same cases as on the page, and none that whoever asks must not see."""

import csv
from io import BytesIO, StringIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from cases.models import Case
from cases.tests.factories import make_case, unit, walk
from cases.views import export
from common.tests.browsing import browse_as

pytestmark = pytest.mark.django_db
ADDRESS = "/staff/cases/export/"


def lines_for(user, query="tab=all&format=csv"):
    answer = browse_as(user).get(f"{ADDRESS}?{query}")
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_a_clerk_takes_along_what_the_list_shows(city_clerk, county_handler):
    at = timezone.now()
    case = walk(make_case(at=at), [("assign", city_clerk)], at=at, unit=unit("440106-land"))
    make_case(at=at, area_code="440300")
    (row,) = lines_for(city_clerk)
    assert row["Number"] == case.number
    assert row["Stage"] == "Assigned, to be signed for"
    assert row["Responsible unit"].startswith("Bureau of Land and Resources of Tianhe")
    assert row["Due on"] == case.due_on.isoformat()
    assert row["Closed on"] == ""


def test_the_accused_side_finds_nothing_in_its_file(city_clerk, county_leader):
    make_case(at=timezone.now(), accused=[unit("440106-land")])
    assert lines_for(county_leader) == []
    assert len(lines_for(city_clerk)) == 1


def test_filters_hold_for_the_file_too(city_clerk):
    at = timezone.now()
    make_case(at=at)
    declined = walk(make_case(at=at), [("decline", city_clerk)], at=at)
    rows = lines_for(city_clerk, "tab=all&stage=declined&format=csv")
    assert [row["Number"] for row in rows] == [declined.number]


def test_the_story_and_whoever_is_accused_stay_in_the_system(city_clerk):
    case = make_case(at=timezone.now(), accused=[unit("440106-land")])
    (row,) = lines_for(city_clerk)
    assert not any(case.story[-12:] in words or "天河区国土" in words for words in row.values())


def test_a_workbook_has_the_same_lines(city_clerk):
    case = make_case(at=timezone.now())
    answer = browse_as(city_clerk).get(f"{ADDRESS}?tab=all&format=xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet.cell(1, 1).value == "Number"
    assert (sheet.max_row, sheet.cell(2, 1).value) == (2, case.number)


def test_too_many_cases_lead_back_with_a_word(city_clerk, monkeypatch):
    monkeypatch.setattr(export, "MOST_ROWS", 1)
    for _ in range(2):
        make_case(at=timezone.now())
    page = browse_as(city_clerk).get(f"{ADDRESS}?tab=all&format=csv", follow=True)
    assert "More than 1 cases: please narrow the filter" in page.content.decode()
    assert Case.objects.count() == 2


def test_a_wrong_filter_leads_back_to_it(city_clerk):
    page = browse_as(city_clerk).get(f"{ADDRESS}?tab=all&received_from=yesterday", follow=True)
    assert page.redirect_chain
    assert "yesterday" in page.content.decode()
