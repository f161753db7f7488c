"""The console's own pages: each number leads to just as many rows, and nobody finds what must be kept from him."""

import csv
import html
import io
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Tie, User
from accounts.tests.factories import make_user
from audit.models import Reading
from cases.models import CaseClock, Recusal
from cases.services import name_accused
from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as, statements, words_of
from dashboard.selectors.late_units import line_of_unit, units_for
from evaluations.services import rate_case
from supervision.tests.factories import make_lead, make_order, move

pytestmark = pytest.mark.django_db

HOME, LATE, FIND = "/console/", "/console/late-units/", "/console/find/"
DAY = timedelta(days=1)
LAND, HEALTH = "440106-land", "440106-health"


@pytest.fixture
def now():
    """The moment at which the page is opened."""
    return timezone.now()


def page_of(code: str) -> str:
    return reverse("admin:unit-page", args=[unit(code).pk])


def links_of(page) -> list[tuple[str, str]]:
    """Every address in the middle of the page with the words of its link."""
    body = page.content.decode()
    main = body[body.index('id="content"') :]
    found = re.findall(r'(?s)<a[^>]*?href="([^"]+)"[^>]*>(.*?)</a>', main)
    return [(html.unescape(address), re.sub(r"<[^>]+>", " ", words).strip()) for address, words in found]


def numbers_of(page) -> list[tuple[str, int]]:
    """Every number that leads to a list."""
    lists = ("/staff/cases/?", "/staff/supervision/", "/console/evaluations/")
    found = []
    for address, words in links_of(page):
        number = re.match(r"\d+(?![\d\-.%/])", words)
        is_list = address.startswith(lists) and not re.search(r"/\d+/", address)
        if number and is_list:
            found.append((address, int(number[0])))
    return found


def rows_behind(client, address: str) -> int:
    """How many rows a list shows."""
    context = client.get(address).context
    for name in ("rows", "files"):
        if name in context:
            return len(context[name])
    return len(context["cl"].result_list)


def assert_numbers_are_lists(client, address: str) -> int:
    numbers = numbers_of(client.get(address))
    for behind, number in numbers:
        assert rows_behind(client, behind) == number, (address, behind)
    return len(numbers)


@pytest.fixture
def world(now, city_clerk, county_handler, city_inspector):
    """A little of everything in the area of the city."""
    at_unit = [("assign", city_clerk), ("sign_for", county_handler)]
    answered = [*at_unit, ("answer", county_handler), ("close", city_inspector)]
    old, before = now - 90 * DAY, now - 40 * DAY
    cases = {
        "late": walk(make_case(at=old), at_unit, at=old, unit=unit(LAND)),
        "late_too": walk(make_case(at=old), at_unit, at=old, unit=unit(LAND)),
        "fresh": walk(make_case(at=now), at_unit, at=now, unit=unit(LAND)),
        "urgent": make_case(at=now, danger="violence"),
        "closed": walk(make_case(at=before), answered, at=before, unit=unit(LAND)),
        "elsewhere": make_case(at=old, area_code="440305"),
    }
    cases["closed_now"] = walk(make_case(at=now - 2 * DAY), answered, at=now - DAY, unit=unit(LAND))
    rate_case(case_id=cases["closed_now"].pk, grade="dissatisfied", reason="attitude", at=now)
    make_order(city_inspector, at=old, to=LAND)
    replied = make_order(city_inspector, at=now - DAY, to=LAND)
    move(replied, "sign_for", county_handler, at=now)
    move(replied, "reply", county_handler, at=now)
    CaseClock.objects.filter(case=cases["fresh"], stopped_at=None).update(extended_days=5)
    make_lead(unit(LAND), at=now, commission=unit("440100-commission"))
    make_lead(unit(HEALTH), at=old, commission=unit("440100-commission"))
    return cases


def test_the_area_today_says_what_burns_what_waits_and_what_is_new(world, city_inspector):
    said = words_of(browse_as(city_inspector).get(HOME))
    for words in (
        "My area today",
        "2 cases are overdue",
        "1 urgent case: people are in danger",
        "1 order whose reply is overdue",
        "1 replies that have arrived",
        "1 urgent cases by the red route since yesterday",
        "1 new leads, 7 days",
        "2 open leads",
        "1 dissatisfied ratings, 7 days",
    ):
        assert words in said, words


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "本地区今日情况"), ("zh-hant", "本地區今日情況")]
)
def test_the_area_today_speaks_both_scripts(language, words, city_inspector):
    assert words in words_of(browse_as(city_inspector, language=language).get(HOME))


def test_every_number_of_the_home_leads_to_as_many_rows(world, city_inspector, commission_leader):
    for user in (city_inspector, commission_leader):
        assert assert_numbers_are_lists(browse_as(user), HOME) > 10


def test_every_number_of_units_leads_to_as_many_rows(world, city_inspector):
    client = browse_as(city_inspector)
    assert assert_numbers_are_lists(client, LATE) >= 5
    assert assert_numbers_are_lists(client, page_of(LAND)) >= 8


def test_the_pages_ask_the_database_a_few_times_only(world, city_inspector):
    client = browse_as(city_inspector)
    most = {HOME: 11, LATE: 5, page_of(LAND): 22, f"{FIND}?q=天河": 14}
    client.get(HOME)
    costs = {address: len(statements(client, "get", address)) for address in most}
    cache.clear()
    client.get("/staff/")
    assert {page: cost for page, cost in costs.items() if cost > most[page]} == {}
    assert len(statements(client, "get", HOME)) <= 13


def test_a_case_that_accuses_the_readers_side_is_in_no_number(now, world, city_inspector):
    client = browse_as(city_inspector)
    before = [(address, number) for address, number in numbers_of(client.get(LATE))]
    case = world["late"]
    name_accused(case_id=case.pk, unit=unit("440100-commission"), actor=world_clerk(), at=now)
    after = dict(numbers_of(client.get(LATE)))
    assert any("light=red" in address and number == 2 for address, number in before)
    assert any("light=red" in address and number == 1 for address, number in after.items())
    assert assert_numbers_are_lists(client, HOME)
    assert case.number not in words_of(client.get(page_of(LAND)))
    assert client.get(FIND, {"q": case.number}).context["cards"] == []


def world_clerk() -> User:
    return User.objects.get(username="city_clerk")


def test_who_keeps_away_from_a_case_counts_without_it(now, world, city_inspector, commission_leader):
    colleague = make_user("colleague", Role.INSPECTOR, "440100-commission")
    assert line_of(colleague).red == 2
    Recusal.objects.create(
        case=world["late"],
        against="official",
        whom="经办人",
        about=city_inspector,
        reason="",
        decision="granted",
        decided_by=commission_leader,
        decided_at=now,
        asked_at=now,
    )
    assert (line_of(colleague).red, line_of(city_inspector).red) == (2, 1)
    assert assert_numbers_are_lists(browse_as(city_inspector), HOME)


def line_of(user):
    lines = units_for(user, at=timezone.now()).lines
    return next(line for line in lines if line.unit == unit(LAND).pk)


def test_the_lines_of_units_say_how_late_they_are(now, world, city_inspector):
    line = line_of(city_inspector)
    assert (line.open, line.red, line.closed, line.on_time, line.extended, line.orders) == (3, 2, 1, 1, 1, 2)
    assert (line.share, line.rate, line.days) == (67, 100, 1.0)
    assert line.worst >= 30
    assert line == line_of_unit(city_inspector, unit(LAND), at=now)


def test_late_units_are_narrowed_and_put_in_order(world, city_clerk, county_handler, city_inspector, now):
    other = walk(
        make_case(at=now, story="学校乱收费"), [("assign", city_clerk)], at=now, unit=unit("440105-education")
    )
    client = browse_as(city_inspector)

    def codes(**asked) -> list[str]:
        return [row["unit"].code for row in client.get(LATE, asked).context["rows"]]

    assert codes() == [LAND, "440105-education"]
    assert codes(sort="-red") == ["440105-education", LAND]
    assert codes(area="440105") == ["440105-education"]
    assert codes(area="440100") == [LAND, "440105-education"]
    assert codes(sector="none" if other.sector is None else other.sector.code) == ["440105-education"]
    assert codes(area="440105", sort="no-such", sector="no-such") == ["440105-education"]
    assert codes(p="99") == codes()


def test_late_units_as_a_file_are_those_of_the_page(world, city_inspector):
    client = browse_as(city_inspector)
    file = b"".join(client.get("/console/late-units/export/?sort=open").streaming_content).decode("utf-8-sig")
    head, *rows = list(csv.reader(io.StringIO(file)))
    assert head[:5] == ["Unit", "Area", "Overdue", "Open", "Due"]
    assert [row[2:5] for row in rows] == [["2", "3", "0"]]
    client.cookies["django_language"] = "zh-hans"
    chinese = b"".join(client.get("/console/late-units/export/").streaming_content).decode("utf-8-sig")
    assert chinese.startswith("单位,")


def test_a_unit_with_its_history(now, world, city_inspector):
    page = browse_as(city_inspector).get(page_of(LAND))
    said = words_of(page)
    assert [post.held[0].person.pk for post in page.context["posts"] if post.is_first]
    assert page.context["voices"].rated == 1
    assert "Fewer than ten ratings" in said
    assert [row["order"].addressee for row in page.context["orders"]] == [unit(LAND)] * 2
    assert [row.lead.unit for row in page.context["leads"]] == [unit(LAND)]
    assert world["fresh"].number in said
    assert Reading.objects.filter(reader=city_inspector, item=f"organizations.unit:{unit(LAND).pk}").exists()


def test_of_the_own_side_a_unit_page_tells_nothing_that_is_kept_away(now, world, city_clerk):
    """An inspector of the city with a tie to the land bureau: no lead, no order about a failure, no accusation of it."""
    tied = make_user("tied", Role.INSPECTOR, "440100-commission")
    Tie.objects.create(user=tied, unit=unit(LAND), relation="kin")
    against = make_case(at=now, accused=[unit(LAND)])
    page = browse_as(tied).get(page_of(LAND))
    assert page.context["leads"] == []
    assert page.context["accusing"] is None
    assert against.number not in words_of(page)
    assert "accuse" not in words_of(page)
    assert page.context["calls"] is None, "how its answers were liked on the telephone"
    stranger = make_user("stranger", Role.INSPECTOR, "440100-commission")
    assert browse_as(stranger).get(page_of(LAND)).context["accusing"] == 1
    assert browse_as(stranger).get(page_of(LAND)).context["calls"] is not None


def test_another_city_finds_only_what_stands_in_the_register(world):
    page = browse_as(make_user("shenzhen", Role.INSPECTOR, "440300-commission")).get(page_of(LAND))
    assert page.status_code == 200
    context = page.context
    assert (context["line"].open, context["orders"], context["leads"], context["acts"]) == (0, [], [], [])
    assert context["voices"].answers == context["accusing"] == 0


def test_one_search_finds_everything_that_one_may_see(
    now, world, city_inspector, security_admin, system_admin
):
    client = browse_as(city_inspector)

    def found(words: str, browser=client) -> dict[str, list[str]]:
        cards = browser.get(FIND, {"q": words}).context["cards"]
        return {str(card.title): [line.label for line in card.lines] for card in cards}

    order = make_order(city_inspector, at=now, to=HEALTH, subject="问诊收费")
    assert len(found(world["late"].number)["Cases"]) == 1
    assert "Cases" not in found(world["elsewhere"].number)
    assert len(found("补偿款")["Cases"]) >= 5
    assert found(order.number)["Supervision orders"] == ["问诊收费"]
    for words in ("天河区国土", "天河區國土", "tianhequguotu"):
        assert any("Tianhe" in name for name in found(words)["Units"]), words
    assert len(found("天河区国土")["Leads"]) == 1
    assert "Users" not in found("city_clerk")
    assert found("city_clerk", browse_as(security_admin))["Users"] == ["city clerk"]
    assert "Cases" not in found("补偿款", browse_as(system_admin))
    assert found("Ratings")["Pages of the console"] == ["Ratings"]
    assert "at least two characters" in words_of(client.get(FIND, {"q": "一"}))
    assert "Nothing that you may see fits" in words_of(client.get(FIND, {"q": "没有这样的东西"}))


def test_each_administrator_finds_what_is_his(system_admin, security_admin, audit_admin):
    for user, words in (
        (system_admin, "undelivered notices"),
        (security_admin, "users without the second factor that they need"),
        (audit_admin, "What was read today"),
    ):
        page = browse_as(user).get(HOME)
        assert words in words_of(page)
        assert "My area today" not in words_of(page)
        assert "/staff/cases/" not in page.content.decode()


def test_the_number_of_users_without_a_factor_is_that_of_the_list(security_admin, city_inspector, city_clerk):
    client = browse_as(security_admin)
    lines = [line for card in client.get(HOME).context["cards"] for line in card.lines]
    line = next(line for line in lines if "factor=missing" in line.url)
    assert line.count == rows_behind(client, line.url) == 2
    ending = next(line for line in lines if "valid=soon" in line.url)
    assert ending.count == rows_behind(client, ending.url) == 0
