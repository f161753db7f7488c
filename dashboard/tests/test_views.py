"""The staff home page: what burns, what waits for each role, what is new, the figures of the area."""

import html
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Tie, User
from accounts.selectors import standing_of
from accounts.services import give_duty
from accounts.tests.factories import PASSWORD, make_user
from cases.choices import MessageKind, Task
from cases.selectors import tasks
from cases.services import (
    ask_for_identity,
    decide_on_identity,
    move_case,
    name_accused,
    record_handover,
    watch_clocks,
    write_as_citizen,
    write_to_citizen,
)
from cases.tests.factories import make_case, unit, walk
from cases.views import listing
from common.tests.browsing import browse_as, main_of, statements, words_of
from dashboard.selectors import forget_counts, key_of, overview_for, place_column
from notices.models import Notice
from notices.services import mark_read

pytestmark = pytest.mark.django_db

HOME, LIST = "/staff/", "/staff/cases/?tab=all"
DAY = timedelta(days=1)


@pytest.fixture
def now():
    """The moment at which the page is opened."""
    return timezone.now()


def home_of(user):
    return browse_as(user).get(HOME)


def figures_of(user) -> dict:
    page = home_of(user)
    total = page.context["overview"].total
    return {str(figure["label"]): figure["value"] for figure in page.context["figures"]} | {"Red": total.red}


def tasks_of(page) -> dict[str, int]:
    return {line["task"]: line["count"] for line in page.context["tasks"]}


def links_of(page) -> list[tuple[str, int]]:
    """Every number on the page that leads into the list of cases."""
    body = page.content.decode()
    main = body[body.index('<main id="main"') :]
    found = re.findall(r'<a[^>]*href="(/staff/cases/\?[^"]+)">(?:<strong class="num">)?(\d+)<', main)
    return [(html.unescape(address), int(number)) for address, number in found]


def assert_every_number_leads_to_as_many_rows(client) -> int:
    links = links_of(client.get(HOME))
    for address, number in links:
        listed = client.get(address)
        assert not listed.context["is_wrong"], address
        assert len(listed.context["rows"]) == number, address
    return len(links)


def test_an_empty_area_is_calm_and_shows_the_ways_on(city_clerk):
    page = home_of(city_clerk)
    assert page.status_code == 200
    assert "Nothing burns" in words_of(page)
    assert "Nothing waits for you" in words_of(page)
    assert 'href="/staff/cases/calendar/"' in page.content.decode()
    assert figures_of(city_clerk)["Closed in time, 30 days"] == "—"


def test_a_clerk_finds_what_to_route_and_what_burns(now, city_clerk):
    make_case(at=now)
    make_case(at=now - 60 * DAY)
    walk(make_case(at=now), [("accept", city_clerk)], at=now)
    page = home_of(city_clerk)
    assert tasks_of(page) == {Task.ACCEPT: 2, Task.ASSIGN: 1}
    assert [line["kind"] for line in page.context["burning"]] == ["red"]
    assert page.context["tasks"][0]["step_url"] == "/staff/cases/route/"


def test_people_in_danger_come_before_what_is_overdue(now, city_clerk, county_handler):
    make_case(at=now - 60 * DAY)
    make_case(at=now, danger="violence")
    assert [(line["kind"], line["count"]) for line in home_of(city_clerk).context["burning"]] == [
        ("urgent", 1),
        ("red", 1),
    ]
    assert home_of(county_handler).context["burning"] == []


def test_a_report_of_revenge_stands_on_top_for_desk_and_commission_alone(
    now, city_clerk, county_handler, city_inspector
):
    case = at_unit(now, city_clerk)
    write_as_citizen(case_id=case.pk, text="有人上门威胁", at=now, kind=MessageKind.REVENGE)
    for user in (city_clerk, city_inspector):
        first = home_of(user).context["burning"][0]
        assert (first["kind"], first["url"]) == ("revenge", f"/staff/cases/{case.pk}/")
    assert home_of(county_handler).context["burning"] == []


def at_unit(now, clerk, *steps):
    return walk(make_case(at=now), [("assign", clerk), *steps], at=now, unit=unit("440106-land"))


def test_a_handler_finds_each_case_under_its_next_step(now, city_clerk, county_handler, county_leader):
    at_unit(now, city_clerk)
    signed = ("sign_for", county_handler)
    at_unit(now, city_clerk, signed)
    at_unit(now, city_clerk, signed, ("ask_citizen", county_handler))
    written = at_unit(now, city_clerk, signed)
    write_as_citizen(case_id=written.pk, text="补充材料", at=now)
    ask_time = {"days": 10}
    late = at_unit(now, city_clerk, signed)
    move_case(case_id=late.pk, move="ask_time", actor=county_handler, at=now, note="须鉴定", details=ask_time)
    common = {Task.REPLY: 1, Task.SIGN_FOR: 1, Task.ANSWER: 1}
    assert tasks_of(home_of(county_handler)) == common | {Task.AWAIT: 2}
    head = home_of(county_leader)
    assert tasks_of(head) == common | {Task.AWAIT: 1, Task.DECIDE_TIME: 1}
    assert head.context["tasks"][0]["step_url"] == f"/staff/cases/{late.pk}/"
    write_to_citizen(case_id=written.pk, text="收到，谢谢。", actor=county_handler, at=now)
    assert Task.REPLY not in tasks_of(home_of(county_handler))


def test_an_inspector_checks_answers_and_takes_up_what_is_stuck(
    now, city_clerk, county_handler, city_inspector
):
    at_unit(now, city_clerk, ("sign_for", county_handler), ("answer", county_handler))
    make_case(at=now - 60 * DAY)
    assert tasks_of(home_of(city_inspector)) == {Task.CHECK_ANSWER: 1, Task.TAKE_UP: 1}


def test_the_desk_decides_on_an_objection_and_the_unit_waits(now, city_clerk, county_handler):
    at_unit(now, city_clerk, ("object", county_handler))
    assert tasks_of(home_of(city_clerk)) == {Task.DECIDE_OBJECTION: 1}
    assert tasks_of(home_of(county_handler)) == {Task.AWAIT: 1}


def test_two_duties_of_one_person_come_together_without_doubling(
    now, city_clerk, county_handler, city_inspector
):
    give_duty(user=city_inspector, unit=unit("440100-commission"), role=Role.INTAKE_CLERK)
    at_unit(now, city_clerk, ("sign_for", county_handler), ("answer", county_handler))
    # It is the desk's to route and, being red, the commission's to take up: one case, one line.
    make_case(at=now - 60 * DAY)
    page = home_of(city_inspector)
    assert tasks_of(page) == {Task.ACCEPT: 1, Task.CHECK_ANSWER: 1}
    assert page.context["waiting"] == 2
    assert_every_number_leads_to_as_many_rows(browse_as(city_inspector))


def test_what_two_people_decide_waits_for_the_leader_and_then_for_whoever_asked(
    now, city_clerk, city_inspector, commission_leader
):
    case = make_case(at=now, name="王五", phone="13800138000")
    asking = ask_for_identity(case_id=case.pk, reason="须当面核实", actor=city_inspector, at=now)
    assert home_of(city_inspector).context["decisions"] == []
    [asked] = home_of(commission_leader).context["decisions"]
    assert (asked["about"], asked["url"]) == (case.number, f"/staff/cases/{case.pk}/identity/")
    decide_on_identity(request_id=asking.pk, decision="granted", note="同意", actor=commission_leader, at=now)
    assert home_of(commission_leader).context["decisions"] == []
    assert [one["about"] for one in home_of(city_inspector).context["decisions"]] == [case.number]


def test_a_clerk_finds_what_has_still_to_be_handed_over(now, city_clerk, other_city_clerk):
    paper = record_handover(
        desk=unit("440100-commission"),
        receiver=unit("440000-commission"),
        channel="letter",
        reason="above_level",
        received_on=now.date() - 30 * DAY,
        actor=city_clerk,
        at=now,
    )
    [line] = home_of(city_clerk).context["decisions"]
    assert (line["about"], line["is_late"]) == (paper.number, True)
    assert home_of(other_city_clerk).context["decisions"] == []


def test_the_few_most_urgent_come_first(now, city_clerk):
    cases = [make_case(at=now - days * DAY) for days in range(9)]
    urgent = [row.case for row in home_of(city_clerk).context["urgent"]]
    assert urgent == sorted(cases, key=lambda case: (case.due_at, case.pk))[:6]


def test_more_than_anybody_works_off_is_counted_once_in_a_while(now, city_clerk, monkeypatch):
    monkeypatch.setattr(tasks, "COUNTED_AT_MOST", 2)
    for _turn in range(4):
        make_case(at=now)
    [line] = home_of(city_clerk).context["tasks"]
    assert (line["count"], line["days"], line["step_url"]) == (4, "", "/staff/cases/route/")


def test_that_too_much_waits_is_known_for_a_minute_without_counting_it_on_every_page(
    now, city_clerk, monkeypatch
):
    monkeypatch.setattr(tasks, "COUNTED_AT_MOST", 2)
    monkeypatch.setattr(listing, "COUNTED_AT_MOST", 2)
    for _turn in range(3):
        make_case(at=now)
    client = browse_as(city_clerk)
    client.get(HOME)
    for address in (HOME, LIST):
        cache.delete(f"too-many-wait:{city_clerk.pk}")
        counted, known = (len(statements(client, "get", address)) for _turn in range(2))
        assert known == counted - 1
    assert client.get(LIST).context["tabs"][0]["count"] == "2+"


@pytest.mark.parametrize(
    "who", ["city_clerk", "city_inspector", "province_inspector", "county_handler", "province_lead"]
)
def test_every_number_leads_to_as_many_rows_as_it_counts(
    request, now, city_clerk, county_handler, city_inspector, who
):
    for days in (0, 1, 6, 7, 12, 13, 14, 17, 20, 60):
        make_case(at=now - days * DAY)
    make_case(at=now - DAY, danger="hazard", area_code="440111", story="学校收取补课费，每人八百元。")
    at_unit(now - 20 * DAY, city_clerk)
    steps = (("sign_for", county_handler), ("answer", county_handler), ("close", city_inspector))
    for days in (1, 9, 40):
        at_unit(now - days * DAY, city_clerk, *steps)
    found = assert_every_number_leads_to_as_many_rows(browse_as(request.getfixturevalue(who)))
    assert found >= (5 if who in ("county_handler", "province_lead") else 15)


def test_the_news_are_what_was_not_opened_since_the_last_sign_in(now, client, city_clerk):
    client.cookies["django_language"] = "en"
    for _ in range(4):
        make_case(at=now - 90 * DAY)
    watch_clocks(at=now)
    User.objects.filter(pk=city_clerk.pk).update(last_login=now - DAY)
    client.post("/staff/sign-in/", {"username": city_clerk.username, "password": PASSWORD})
    page = client.get(HOME)
    assert len(page.context["news"].shown) == 4
    assert page.context["news_since"]["count"] == 4
    assert "4 notices since your last sign-in" in words_of(page)
    mark_read(user=city_clerk, up_to=Notice.objects.latest("pk").pk, at=now)
    assert "You have read everything" in words_of(client.get(HOME))


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


def test_a_case_closed_after_its_limit_is_not_closed_in_time(now, city_clerk, county_handler, city_inspector):
    land = unit("440106-land")
    steps = [("assign", city_clerk), ("sign_for", county_handler), ("answer", county_handler)]
    late = walk(make_case(at=now - 100 * DAY), steps, at=now - 99 * DAY, unit=land)
    in_time = walk(make_case(at=now - 9 * DAY), steps, at=now - 8 * DAY, unit=land)
    for case in (late, in_time):
        walk(case, [("close", city_inspector)], at=now - DAY)
    shown = figures_of(city_inspector)
    assert (shown["Closed, 7 days"], shown["Closed in time, 30 days"]) == (2, "50%")


def test_a_declined_complaint_is_not_counted_as_closed(now, city_clerk):
    walk(make_case(at=now), [("decline", city_clerk)], at=now)
    shown = figures_of(city_clerk)
    assert (shown["Open"], shown["Closed, 7 days"]) == (0, 0)


def test_nothing_of_another_city_is_counted(now, other_city_clerk):
    make_case(at=now - 60 * DAY)
    assert set(figures_of(other_city_clerk).values()) == {0, "—"}


def test_a_case_that_accuses_the_own_side_leaves_every_figure_at_once(now, city_clerk, county_handler):
    land = unit("440106-land")
    case = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=land)
    assert figures_of(county_handler)["Open"] == 1
    name_accused(case_id=case.pk, actor=city_clerk, at=now, unit=land)
    assert figures_of(county_handler)["Open"] == 0
    assert case.subject not in words_of(browse_as(county_handler).get(HOME))


def test_a_handler_sees_no_table_of_places(now, city_clerk, county_handler):
    walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    assert "By place" not in main_of(browse_as(county_handler).get(HOME))


def test_a_system_administrator_finds_the_console_and_no_figures(now, system_admin):
    make_case(at=now)
    page = browse_as(system_admin).get(HOME)
    assert page.status_code == 200
    assert "cases are not shown to you" in words_of(page)
    assert 'href="/console/"' in page.content.decode()
    assert "Undelivered notices" in main_of(page)
    assert "figures" not in page.context


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
    assert re.search(r'class="bell-count"><span aria-hidden="true">1<', body)


@pytest.mark.parametrize(
    ("who", "cost"),
    [
        ("city_clerk", 7),
        ("city_inspector", 9),
        ("commission_leader", 9),
        ("county_handler", 8),
        ("county_leader", 8),
        ("province_lead", 8),
        ("system_admin", 4),
    ],
)
def test_the_page_costs_few_statements(request, now, city_clerk, who, cost):
    for number in range(12):
        make_case(at=now - number * DAY, accused=[unit("440106-education")])
    at_unit(now, city_clerk)
    client = browse_as(request.getfixturevalue(who))
    client.get(HOME)
    # Twice, because once a minute a page reads the register anew.
    assert min(len(statements(client, "get", HOME)) for _ in range(2)) == cost


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
    page = home_of(city_clerk)
    assert page.context["waiting"] == page.context["overview"].total.received == 1
    make_case(at=timezone.now())
    page = home_of(city_clerk)
    assert page.context["waiting"] == 2
    assert page.context["overview"].total.received == 1
    settings.FIGURES_SECONDS = 0
    assert home_of(city_clerk).context["overview"].total.received == 2


def test_while_one_counts_anew_the_others_get_the_old_figures(now, city_clerk, settings):
    settings.FIGURES_SECONDS = 0
    make_case(at=timezone.now())
    assert home_of(city_clerk).context["overview"].total.received == 1
    make_case(at=timezone.now())
    standing = standing_of(city_clerk, on=timezone.localdate())
    cache.add(f"{key_of(city_clerk, place_column(standing))}:counting", True, timeout=30)
    assert home_of(city_clerk).context["overview"].total.received == 1


def test_a_case_that_was_handed_up_is_gone_from_the_figures_at_once(now, city_clerk, city_inspector):
    case = make_case(at=now)
    before = key_of(city_inspector, "area_id")
    details = {"seal_reason": "above_level"}
    move_case(case_id=case.pk, move="hand_up", actor=city_clerk, at=now, details=details)
    assert key_of(city_inspector, "area_id") != before
