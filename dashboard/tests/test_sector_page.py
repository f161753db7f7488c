"""One sector in one view: who sees which, every number leads to as many rows, and the accused find no trace."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache

from bulletins.services import draft_due
from cases.tests.factories import FOUND_PROVED, area
from common.numbering import CHINA
from common.tests.browsing import browse_as, main_of, statements
from dashboard.services import count_figures
from dashboard.tests.worlds import accuse_more, live, make_cast
from registers.tests.factories import make_record
from sectors.choices import EntryKind, Progress
from sectors.services import DeploymentDraft, EntryDraft, add_item, enter_deployment, record_entry
from sectors.tests.factories import (
    approve,
    item_draft,
    make_campaign,
    make_draft,
    province_leader,
    sector,
)
from supervision.models import Accountability
from supervision.services import open_account
from supervision.services.accountability import Answerable
from supervision.tests.factories import make_order

pytestmark = pytest.mark.django_db
PAGE = "/staff/sectors/land_housing/"
HOME = "/staff/campaigns/"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)
DAY = timedelta(days=1)
PROVED = FOUND_PROVED | {"money": "1234.50", "money_to": "村民二十户"}


@pytest.fixture(scope="module")
def cast(lasting):
    """A campaign that runs, sixty cases of which half were proved, orders, and a plan with something done and something late."""
    cache.clear()
    people = make_cast()
    campaign = make_campaign(at=NOW - 150 * DAY)
    lead, decider = people["province_lead"], province_leader()
    version = make_draft(campaign, lead, at=NOW - 140 * DAY, due_on=NOW.date() - 30 * DAY)
    for title, due in (("第二项", 10), ("第三项", -60)):
        draft = item_draft(title=title, due_on=NOW.date() - due * DAY)
        add_item(version_id=version.pk, draft=draft, actor=lead)
    version = approve(version, lead, decider, at=NOW - 130 * DAY)
    done = EntryDraft(
        kind=EntryKind.PROGRESS, words="已办结", day=NOW.date() - 40 * DAY, progress=Progress.DONE
    )
    record_entry(task_id=version.items.first().task_id, draft=done, actor=lead, at=NOW - 40 * DAY)
    deployed = DeploymentDraft(deployed_on=NOW.date() - 100 * DAY, document="穗〔2026〕3号")
    inspector = people["city_inspector"]
    enter_deployment(
        campaign=campaign,
        sector=sector(),
        area=area("440100"),
        draft=deployed,
        actor=inspector,
        at=NOW - 100 * DAY,
    )
    live(people, seed=20, cases=20, since=NOW - 120 * DAY)
    closed = live(people, seed=21, cases=40, since=NOW - 90 * DAY, found=PROVED)
    for number, cells in (("1", {}), ("2", {"paid": "0", "paid_on": ""})):
        make_record("compensation", number=number, at=NOW - 20 * DAY, **cells)
    draft_due(at=NOW - 10 * DAY)
    for number in range(3):
        make_order(inspector, at=NOW - (20 + 30 * number) * DAY)
    proved = [case for case in closed if case.stage == "closed" and case.responsible.code == "440106-land"]
    for case in proved[:2]:
        who = Answerable(
            liability="direct",
            unit=case.responsible,
            happened_on=NOW.date() - 100 * DAY,
            name="张某",
            post_name="科员",
        )
        open_account(case_id=case.pk, who=who, note="失职", actor=people["province_inspector"], at=NOW - DAY)
    count_figures(at=NOW)
    return people | {"campaign": campaign, "decider": decider, "version": version}


@pytest.fixture(autouse=True)
def _then(monkeypatch):
    """Today is the day of the story."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def numbers_of(page):
    """Every number that leads somewhere, with the address."""
    for panel in page.context["panels"]:
        yield from ((number.value, number.url) for number in panel.numbers if number.url)
    for row in page.context["places"]:
        yield from ((cell["number"], cell["url"]) for cell in row["cells"] if cell["url"])
    for row in page.context["months"]:
        yield from ((cell["number"], cell["url"]) for cell in row["cells"] if cell["url"])


def rows_behind(client, url: str) -> int:
    """How many rows the list of that address has."""
    page = client.get(url)
    context = page.context
    assert page.status_code == 200, url
    if "/deployment/" in url:
        return len(context["cells"])
    if "/campaigns/" in url:
        return len(context["rows"])
    if "/ledger/" in url:
        return len(context["files"])
    if "is_wrong" in context:
        assert not context["is_wrong"], url
    return len(context["rows"])


@pytest.mark.parametrize(
    ("who", "query"),
    [
        ("province_inspector", ""),
        ("city_inspector", ""),
        ("province_lead", "?area=440100"),
        ("city_lead", ""),
    ],
)
def test_every_number_leads_to_as_many_rows(cast, who, query):
    client = browse_as(cast[who])
    page = client.get(PAGE + query)
    found = {url: value for value, url in numbers_of(page)}
    counted = {
        url: value for url, value in found.items() if isinstance(value, int) and "deployment/land" not in url
    }
    assert len(counted) > 15
    for url, value in list(counted.items())[:: 1 if who == "province_inspector" else 2]:
        assert rows_behind(client, url) == value, url


def panels(client, query: str = "") -> dict:
    """The panels by name, each with its numbers by their words."""
    page = client.get(PAGE + query)
    return {panel.name: {one.label: one for one in panel.numbers} for panel in page.context["panels"]}


def test_the_panels_tell_plan_orders_outcomes_and_money(cast):
    shown = panels(browse_as(cast["province_inspector"]))
    assert list(shown) == [
        "plan",
        "complaints",
        "satisfaction",
        "call-backs",
        "deployment",
        "registers",
        "orders",
        "results",
        "outcomes",
        "bulletins",
    ]
    plan = {label: one.value for label, one in shown["plan"].items()}
    assert plan == {"Items in force": 3, "Done": 1, "Not done yet": 2, "Past their day": 1}
    assert shown["orders"]["Orders issued"].value == 3
    assert (shown["deployment"]["Deployed"].value, shown["deployment"]["Not deployed"].value) == (1, 20)
    paid = shown["results"]["Cases with money returned"].value
    assert paid > 1
    assert shown["results"]["Money returned, yuan"].value == f"{1234.5 * paid:,.2f}"
    of_sector = Accountability.objects.filter(case__sector=sector())
    assert shown["outcomes"]["Files opened"].value == of_sector.count() > 0


def test_the_registers_and_the_bulletins_of_the_sector_have_their_panels(cast):
    shown = panels(browse_as(cast["province_inspector"]))
    assert shown["registers"]["Compensation ledger"].value == 2
    assert shown["registers"]["Compensation ledger: with an open alarm"].value == 1
    assert shown["bulletins"]["In hand"].value == 1
    lead = panels(browse_as(cast["province_lead"]))
    assert "registers" in lead
    assert "bulletins" not in lead


def test_what_cases_have_come_to_is_for_the_commissions_alone(cast):
    for who in ("province_lead", "city_lead", "twice"):
        client = browse_as(cast[who])
        names = list(panels(client))
        assert "results" not in names, who
        assert ("outcomes" in names) == (who == "twice")
        assert "1,234" not in main_of(client.get(PAGE))
    listed = browse_as(cast["province_lead"]).get("/staff/cases/?tab=all&finding=proved")
    assert listed.context["rows"] == []


def test_a_lead_sees_its_own_sector_and_a_city_its_own_city(cast):
    lead, city = browse_as(cast["province_lead"]), browse_as(cast["city_inspector"])
    assert lead.get(PAGE).status_code == 200
    assert lead.get("/staff/sectors/health/").status_code == 404
    assert city.get("/staff/sectors/health/").status_code == 200
    assert browse_as(cast["city_clerk"]).get(PAGE).status_code == 403
    assert browse_as(cast["helper"]).get(PAGE).status_code == 404
    page = city.get(PAGE)
    codes = {row["cell"].area.code for row in page.context["places"] if row["cell"]}
    assert codes
    assert all(code.startswith("4401") for code in codes)
    # Another city can't be asked for.
    assert city.get(f"{PAGE}?area=440300").context["is_filtered"] is False
    assert (
        len([row for row in browse_as(cast["province_inspector"]).get(PAGE).context["places"] if row["url"]])
        == 21
    )


def test_an_accused_unit_finds_no_trace(cast):
    client = browse_as(cast["city_inspector"])

    def received() -> tuple:
        cache.clear()
        page = client.get(PAGE)
        months = sum(row["cells"][0]["number"] or 0 for row in page.context["months"])
        places = sum(row["cells"][2]["number"] for row in page.context["places"])
        return page.context["found"].total.received, months, places

    before = received()
    assert before[0] == before[1] == before[2] > 0
    [case] = live(cast, seed=1, cases=1, since=NOW - 3 * DAY, accused=((),))
    count_figures(at=NOW)
    more = received()
    accuse_more(cast, case, "440100-commission", at=NOW)
    less = received()
    assert less == (more[0] - (more[0] - before[0]),) * 3 == before


def test_the_page_costs_the_same_few_statements(cast):
    cache.clear()
    client = browse_as(cast["province_inspector"])
    client.get(PAGE)  # the register of this process
    cache.clear()
    assert len(statements(client, "get", PAGE)) == 33
    assert len(statements(client, "get", PAGE)) < 34


def test_the_home_shows_the_phase_and_the_tiles_of_ones_sectors(cast):
    inspector = browse_as(cast["province_inspector"])
    page = inspector.get(HOME)
    said = main_of(page)
    assert "Finding and putting right" in said
    assert "128 days left" in said
    assert len(page.context["tiles"]) == 8
    assert page.context["totals"].share == "1/8"
    assert page.context["deployed_share"] == "1/168"
    for tile in page.context["tiles"]:
        for number in tile["numbers"]:
            if number.url:
                assert rows_behind(inspector, number.url) == number.value, number
    own = browse_as(cast["province_lead"]).get(HOME)
    assert [tile["cover"].sector.code for tile in own.context["tiles"]] == ["land_housing"]
    assert "map" in own.context
    city = browse_as(cast["city_inspector"]).get(HOME)
    # The plan isn't published: a city reads that it is approved, and nothing of it.
    assert [len(tile["cover"].rows) for tile in city.context["tiles"]] == [0] * 8
    assert "map" not in city.context
    assert browse_as(cast["city_clerk"]).get(HOME).context["tiles"] == []


def test_the_map_can_show_where_the_plans_are_deployed(cast):
    page = browse_as(cast["province_inspector"]).get(HOME, {"show": "deployed"})
    words = {city.code: city.words for city, _url in page.context["map_cities"]}
    assert words["440100"].endswith(" 1")
    assert words["440300"].endswith(" 0")


def test_the_home_costs_the_same_few_statements(cast):
    client = browse_as(cast["province_inspector"])
    client.get(HOME)
    cache.clear()
    assert len(statements(client, "get", HOME)) == 27
