"""The staff home page: what burns, what waits, the figures of the area."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Tie
from accounts.selectors import standing_of
from accounts.tests.factories import make_user
from cases.services import move_case, name_accused, watch_clocks
from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as, main_of, statements, words_of
from dashboard.selectors import forget_counts, key_of, overview_for, place_column

pytestmark = pytest.mark.django_db

HOME = "/staff/"
DAY = timedelta(days=1)


@pytest.fixture
def now():
    """The moment at which the page is opened."""
    return timezone.now()


def cards_of(user):
    return {str(card["label"]): card["value"] for card in browse_as(user).get(HOME).context["cards"]}


def test_an_empty_area_shows_zeros_and_no_error(city_clerk):
    page = browse_as(city_clerk).get(HOME)
    assert page.status_code == 200
    assert "Nothing waits for you" in words_of(page)
    assert cards_of(city_clerk)["Closed in time"] == "—"


def test_what_burns_and_what_waits_is_counted(now, city_clerk):
    make_case(at=now)
    make_case(at=now - 60 * DAY)
    cards = cards_of(city_clerk)
    assert (cards["Open"], cards["Overdue"], cards["To do"], cards["Received"]) == (2, 1, 2, 1)


def test_what_waits_is_broken_down_by_stage_with_a_way_into_the_list(now, city_clerk):
    make_case(at=now)
    walk(make_case(at=now), [("accept", city_clerk)], at=now)
    queue = browse_as(city_clerk).get(HOME).context["queue"]
    assert [(row["stage"], row["count"]) for row in queue] == [("received", 1), ("accepted", 1)]
    listed = browse_as(city_clerk).get(queue[1]["url"])
    assert [row.case.stage for row in listed.context["rows"]] == ["accepted"]


def test_the_ten_most_urgent_come_first(now, city_clerk):
    cases = [make_case(at=now - days * DAY) for days in range(12)]
    urgent = [row.case for row in browse_as(city_clerk).get(HOME).context["urgent"]]
    assert urgent == sorted(cases, key=lambda case: (case.due_at, case.pk))[:10]


@pytest.mark.parametrize("label", ["Overdue", "Due", "Due this week", "To do", "Open", "Received"])
def test_every_figure_leads_to_as_many_rows_as_it_counts(now, city_clerk, label):
    for days in (0, 1, 12, 14, 17, 20, 60):
        make_case(at=now - days * DAY)
    client = browse_as(city_clerk)
    card = next(card for card in client.get(HOME).context["cards"] if card["label"] == label)
    rows = client.get(card["url"]).context["rows"]
    # The day of the figures begins in the middle of a day, the list with its morning.
    assert len(rows) == card["value"]


def test_the_environment_is_counted_by_window(now, city_inspector):
    assert overview_for(city_inspector, at=now).by_window == []
    forget_counts(city_inspector)
    smoke = "工厂夜间偷排污水和废气，臭味很大，环保部门一直没有处理。"
    for channel in ("email", "sms", "phone"):
        make_case(at=now, story=smoke, channel=channel)
    make_case(at=now)
    rows = {row.query: row.open for row in overview_for(city_inspector, at=now).by_window}
    assert rows == {"window=participation": 2, "window=service": 0, "window=petition": 1}


def test_figures_by_sector_and_by_county_add_up(now, city_clerk, city_inspector):
    make_case(at=now)
    make_case(at=now, area_code="440111", story="学校收取补课费，每人八百元，老师还强制征订教辅。")
    make_case(at=now, area_code="440111", story="窗口人员态度生硬。")
    overview = browse_as(city_inspector).get(HOME).context["overview"]
    assert {row.label: row.open for row in overview.by_sector if row.open} == {
        "Land and housing": 1,
        "Education": 1,
        "Outside the eight sectors": 1,
    }
    assert {row.label: row.open for row in overview.by_place} == {"Tianhe District": 1, "Baiyun District": 2}
    assert overview.total.open == 3


def test_the_province_sees_its_cities(now, province_inspector):
    make_case(at=now)
    make_case(at=now, area_code="440305")
    overview = browse_as(province_inspector).get(HOME).context["overview"]
    assert {row.label for row in overview.by_place} == {"Guangzhou", "Shenzhen"}


def test_a_county_commission_sees_its_units(now, city_clerk):
    inspector = make_user("county_inspector", Role.INSPECTOR, "440106-commission")
    for code in ("440106-land", "440106-housing"):
        walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit(code))
    page = browse_as(inspector).get(HOME)
    assert {row.label for row in page.context["overview"].by_place} == {
        unit("440106-land").name_en,
        unit("440106-housing").name_en,
    }
    for row in page.context["overview"].by_place:
        assert (
            len(browse_as(inspector).get(f"/staff/cases/?tab=open&{row.query}").context["rows"]) == row.open
        )


def test_every_number_of_the_tables_leads_to_as_many_rows(now, city_inspector):
    for days in (1, 17, 60):
        make_case(at=now - days * DAY)
        make_case(at=now - days * DAY, area_code="440111", story="学校收取补课费，每人八百元。")
    client = browse_as(city_inspector)
    body = client.get(HOME).content.decode()
    links = re.findall(r'<a[^>]*href="(/staff/cases/\?tab=(?:open|all)&amp;[^"]+)">(\d+)</a>', body)
    assert len(links) >= 10
    for address, number in links:
        rows = client.get(address.replace("&amp;", "&")).context["rows"]
        assert len(rows) == int(number), address


def test_a_case_closed_after_its_limit_is_not_closed_in_time(now, city_clerk, county_handler, city_inspector):
    land = unit("440106-land")
    steps = [("assign", city_clerk), ("sign_for", county_handler), ("answer", county_handler)]
    late = walk(make_case(at=now - 100 * DAY), steps, at=now - 99 * DAY, unit=land)
    in_time = walk(make_case(at=now - 9 * DAY), steps, at=now - 8 * DAY, unit=land)
    for case in (late, in_time):
        walk(case, [("close", city_inspector)], at=now - DAY)
    cards = cards_of(city_inspector)
    assert (cards["Closed"], cards["Closed in time"]) == (2, "50%")


def test_a_declined_complaint_is_not_counted_as_closed(now, city_clerk):
    walk(make_case(at=now), [("decline", city_clerk)], at=now)
    cards = cards_of(city_clerk)
    assert (cards["Open"], cards["Closed"]) == (0, 0)


def test_nothing_of_another_city_is_counted(now, other_city_clerk):
    make_case(at=now - 60 * DAY)
    cards = cards_of(other_city_clerk)
    assert set(cards.values()) == {0, "—"}


def test_a_case_that_accuses_the_own_side_leaves_every_figure_at_once(now, city_clerk, county_handler):
    land = unit("440106-land")
    case = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=land)
    assert cards_of(county_handler)["Open"] == 1
    name_accused(case_id=case.pk, actor=city_clerk, at=now, unit=land)
    assert cards_of(county_handler)["Open"] == 0
    assert case.subject not in words_of(browse_as(county_handler).get(HOME))


def test_a_handler_sees_no_table_of_places(now, city_clerk, county_handler):
    walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    assert "By place" not in main_of(browse_as(county_handler).get(HOME))


def test_a_system_administrator_finds_the_console_and_no_figures(now, system_admin):
    make_case(at=now)
    page = browse_as(system_admin).get(HOME)
    assert page.status_code == 200
    assert "Your duty shows no cases" in words_of(page)
    assert 'href="/console/"' in page.content.decode()
    assert "cards" not in page.context


def test_whoever_has_no_duty_is_told_so(nobody):
    page = browse_as(nobody).get(HOME)
    assert page.status_code == 403
    assert "You have no duty yet" in words_of(page)


def test_a_municipal_system_has_no_home(municipal_system):
    assert browse_as(municipal_system).get(HOME).status_code == 403


def test_the_bell_counts_what_was_not_read(city_clerk):
    make_case(at=timezone.now() - 90 * DAY)
    watch_clocks(at=timezone.now())
    body = browse_as(city_clerk).get(HOME).content.decode()
    assert re.search(r'class="bell-count"><span aria-hidden="true">4<', body)


@pytest.mark.parametrize(("who", "cost"), [("city_clerk", 7), ("city_inspector", 7), ("county_handler", 7)])
def test_the_page_costs_few_statements(request, now, city_clerk, who, cost):
    for number in range(12):
        make_case(at=now - number * DAY, accused=[unit("440106-education")])
    walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    client = browse_as(request.getfixturevalue(who))
    client.get(HOME)
    assert len(statements(client, "get", HOME)) == cost


def test_somebody_with_declared_ties_costs_at_most_two_more(now, city_clerk):
    Tie.objects.create(user=city_clerk, unit=unit("440106-housing"), relation="kin")
    Tie.objects.create(
        user=city_clerk, person=unit("440106-land").posts.first().tenures.first().person, relation="kin"
    )
    make_case(at=now)
    client = browse_as(city_clerk)
    client.get(HOME)
    assert len(statements(client, "get", HOME)) == 9


def test_figures_are_kept_for_a_minute_but_what_waits_is_counted_now(now, city_clerk, settings):
    settings.FIGURES_SECONDS = 60
    make_case(at=timezone.now())
    assert cards_of(city_clerk)["To do"] == cards_of(city_clerk)["Received"] == 1
    make_case(at=timezone.now())
    cards = cards_of(city_clerk)
    assert cards["To do"] == 2
    assert cards["Received"] == 1
    settings.FIGURES_SECONDS = 0
    assert cards_of(city_clerk)["Received"] == 2


def test_while_one_counts_anew_the_others_get_the_old_figures(now, city_clerk, settings):
    settings.FIGURES_SECONDS = 0
    make_case(at=timezone.now())
    assert cards_of(city_clerk)["Received"] == 1
    make_case(at=timezone.now())
    standing = standing_of(city_clerk, on=timezone.localdate())
    cache.add(f"{key_of(standing, place_column(standing))}:counting", True, timeout=30)
    assert cards_of(city_clerk)["Received"] == 1


def test_a_case_that_was_handed_up_is_gone_from_the_figures_at_once(now, city_clerk, city_inspector):
    case = make_case(at=now)
    before = key_of(standing_of(city_inspector, on=timezone.localdate()), "area_id")
    details = {"seal_reason": "above_level"}
    move_case(case_id=case.pk, move="hand_up", actor=city_clerk, at=now, details=details)
    assert key_of(standing_of(city_inspector, on=timezone.localdate()), "area_id") != before
