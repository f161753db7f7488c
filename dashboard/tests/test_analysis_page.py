"""Every number on the page of figures leads to a list of just as many cases, and is what SQL written by hand counts."""

import csv
import io
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.db import connection

from common.numbering import CHINA
from common.tests.browsing import browse_as, main_of, statements, words_of
from dashboard.services import count_figures
from dashboard.tests.worlds import live, make_cast

pytestmark = pytest.mark.django_db
PAGE = "/staff/figures/"
LONG_AGO = datetime(2026, 7, 1, 8, 0, tzinfo=CHINA)
SINCE = datetime(2026, 8, 25, 8, 0, tzinfo=CHINA)
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)
ASKED = {"since": "2026-09", "until": "2026-10"}
BEGINS, ENDS = "2026-09-01 00:00+08", "2026-11-01 00:00+08"


@pytest.fixture(scope="module")
def cast(lasting):
    """Sixty cases, counted, and everybody who looks."""
    cache.clear()
    people = make_cast()
    live(people, seed=20, cases=20, since=LONG_AGO)
    live(people, seed=21, cases=40, since=SINCE)
    count_figures(at=NOW)
    return people


def numbers_of(page):
    """The number and the address of everything on the page that leads to a list."""
    context = page.context
    for table in context["tables"]:
        for row in table["rows"]:
            yield from ((cell["number"], cell["url"]) for cell in row["cells"] if cell["url"])
    yield from ((row["cases"], row["url"]) for row in context["stays"])
    for row in context["flow_days"][::6] + context["stock_days"][::6]:
        yield from ((cell["number"], cell["url"]) for cell in row["cells"] if cell["url"])
    yield from (
        (card["value"], card["url"])
        for card in context["cards"]
        if card["url"] and card["value"] in range(1000)
    )


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        ("province_inspector", {}),
        ("city_inspector", {"sector": "land_housing"}),
        ("handler", {"channel": "web"}),
        ("city_clerk", {"area": "440106"}),
    ],
)
def test_every_number_leads_to_as_many_cases(cast, who, asked):
    client = browse_as(cast[who])
    found = {url: number for number, url in numbers_of(client.get(PAGE, ASKED | asked))}
    assert len(found) > 10
    # One reader follows every number, the others each third one.
    for url, number in list(found.items())[:: 1 if who == "city_inspector" else 3]:
        listed = client.get(url)
        assert "is_wrong" in listed.context, (url, [template.name for template in listed.templates])
        assert not listed.context["is_wrong"], url
        assert len(listed.context["rows"]) == number, url


def test_the_shares_on_top_lead_to_what_they_count(cast):
    client = browse_as(cast["province_inspector"])
    page = client.get(PAGE, ASKED)
    total = page.context["found"].total
    cards = {str(card["label"]): card for card in page.context["cards"]}
    for label, number in (
        ("Closed in time", total.in_time),
        ("Reopened", total.reopened),
        ("Satisfied or mostly", total.pleased),
        ("Response rate", total.rated),
    ):
        assert len(client.get(cards[label]["url"]).context["rows"]) == number


BY_HAND = {
    "received": """
        SELECT count(*) FROM cases_case WHERE received_at >= %(begins)s AND received_at < %(ends)s""",
    "open": """
        SELECT count(*) FROM cases_case WHERE received_at < %(ends)s
        AND (closed_at IS NULL OR closed_at >= %(ends)s
             OR stage NOT IN ('closed', 'reviewing', 'declined', 'withdrawn'))""",
    "late": """
        SELECT count(DISTINCT c.id) FROM cases_case c JOIN cases_caseclock k ON k.case_id = c.id
        WHERE c.stage IN ('closed', 'reviewing') AND c.closed_at >= %(begins)s AND c.closed_at < %(ends)s
        AND k.name IN ('conclude', 'redo') AND k.stopped_at >= k.due_at AND k.stopped_at <= c.closed_at""",
    "reopened": """
        SELECT count(*) FROM cases_case c
        WHERE c.reopened_count > 0 AND (SELECT min(released_at) FROM cases_answer a WHERE a.case_id = c.id)
              BETWEEN %(begins)s AND timestamptz %(ends)s - interval '1 microsecond'""",
    "pleased": """
        SELECT count(*) FROM (
            SELECT DISTINCT ON (a.case_id) a.case_id, r.grade
            FROM evaluations_rating r JOIN cases_answer a ON a.id = r.answer_id
            ORDER BY a.case_id, r.rated_at DESC) last
        WHERE last.grade IN ('satisfied', 'mostly')
        AND (SELECT min(released_at) FROM cases_answer a WHERE a.case_id = last.case_id)
            BETWEEN %(begins)s AND timestamptz %(ends)s - interval '1 microsecond'""",
}


@pytest.mark.parametrize("measure", BY_HAND)
def test_a_number_is_what_sql_written_by_hand_counts(cast, measure):
    # The inspector of the province is shut out from nothing that these cases accuse.
    total = browse_as(cast["province_inspector"]).get(PAGE, ASKED).context["found"].total
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND[measure], {"begins": BEGINS, "ends": ENDS})
        assert getattr(total, measure) == cursor.fetchone()[0] > 0


def test_the_list_says_which_figure_it_stands_behind(cast):
    client = browse_as(cast["province_inspector"])
    table = client.get(PAGE, ASKED).context["tables"][0]
    url = next(row["cells"][2]["url"] for row in table["rows"] if row["cells"][2]["url"])
    words = main_of(client.get(url))
    assert "The cases behind a figure" in words
    assert "Ended from: 2026-09-01" in words
    assert "Closed too late: No" in words


def test_a_city_leads_to_its_counties_and_a_unit_to_its_own_page(cast):
    client = browse_as(cast["province_inspector"])
    cities = client.get(PAGE, ASKED).context["tables"][1]
    assert cities["head"] == "City"
    guangzhou = next(row for row in cities["rows"] if row["label"] == "Guangzhou")
    page = client.get(guangzhou["url"])
    by_name = {table["name"]: table for table in page.context["tables"]}
    assert by_name["area"]["head"] == "County"
    assert (
        sum(row["cells"][0]["number"] for row in by_name["area"]["rows"]) == guangzhou["cells"][0]["number"]
    )
    own = client.get(by_name["unit"]["rows"][0]["url"])
    assert own.context["unit"].code in by_name["unit"]["rows"][0]["url"]
    assert "All units" in words_of(own)


def test_the_map_shades_cities_and_hides_shares_of_few_cases(cast):
    client = browse_as(cast["province_inspector"])
    shades = {
        city.code: city.shade for city, _url in client.get(PAGE, ASKED).context["map_cities"] if city.code
    }
    assert max(shades.values()) == 5
    few = client.get(PAGE, ASKED | {"show": "pleased"}).context["map_cities"]
    assert {city.shade for city, _url in few} == {0}
    assert "map" not in browse_as(cast["city_inspector"]).get(PAGE, ASKED).context


def test_a_share_of_few_cases_is_said_in_numbers(cast):
    cards = browse_as(cast["handler"]).get(PAGE, {"since": "2026-09", "until": "2026-09"}).context["cards"]
    values = [str(card["value"]) for card in cards]
    assert not any("%" in value for value in values)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ({"since": "2026-10", "until": "2026-09"}, "2026-09-01", "2026-10-31"),
        ({"since": "2013-12", "until": "2014-12"}, "2013-12-01", "2014-12-31"),
        ({"since": "2026-13", "until": "x", "area": "999900"}, None, None),
    ],
)
def test_months_the_wrong_way_round_are_turned_and_nonsense_is_left_out(cast, asked, first, last):
    page = browse_as(cast["city_clerk"]).get(PAGE, asked)
    assert page.status_code == 200
    question = page.context["found"].question
    assert first is None or (question.first.isoformat(), question.last.isoformat()) == (first, last)
    assert question.area == ""


def test_the_file_has_the_figures_of_the_page(cast):
    client = browse_as(cast["city_inspector"])
    page = client.get(PAGE, ASKED)
    answer = client.get(page.context["csv_url"])
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode().lstrip("\ufeff"))))
    total, line = page.context["found"].total, page.context["found"].by_sector[0]
    assert (rows[0]["Received"], rows[0]["Too late"]) == (str(total.received), str(total.late))
    assert rows[1]["Name"] == line.label
    assert rows[1]["Unfinished"] == str(line.open)
    book = client.get(page.context["xlsx_url"])
    assert b"".join(book).startswith(b"PK")
    assert "figures-2026-09-01-2026-10-31.xlsx" in book["Content-Disposition"]


def test_filters_stay_in_every_address(cast):
    asked = ASKED | {"sector": "land_housing", "channel": "web"}
    page = browse_as(cast["province_inspector"]).get(PAGE, asked)
    for url in (page.context["csv_url"], *(tab["url"] for tab in page.context["map_tabs"])):
        assert {"sector", "channel"} <= parse_qs(urlsplit(url).query).keys()


def test_the_page_asks_the_database_seldom(cast):
    for name, most in (("province_inspector", 11), ("city_clerk", 11), ("handler", 12)):
        client = browse_as(cast[name])
        client.get(PAGE, ASKED)
        # Twice, because once a minute a page reads the register anew.
        assert min(len(statements(client, "get", PAGE, ASKED)) for _ in range(2)) <= 7, name
        cache.clear()
        client = browse_as(cast[name])
        assert len(statements(client, "get", PAGE, ASKED)) <= most, name
