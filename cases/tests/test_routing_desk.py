"""The intake desk goes from case to case."""

import pytest

from cases.models import Case
from cases.selectors.advice import advice_for
from cases.selectors.queue import line_of, next_to_route
from cases.services import AccusedEntry, move_case
from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as

pytestmark = pytest.mark.django_db
STORY = (
    "我们是绿湖小区的业主，开发商拖欠征地拆迁补偿款已经两年，安置房一直没有交付，没有公示补偿标准，"
    "多次向街道反映没有结果，请求查处并发放补偿款。"
)


@pytest.fixture
def line(now):
    return [
        make_case(at=now, story=f"{STORY}第{number}户。", area_code=code)
        for number, code in enumerate(["440106", "440105", "440104"])
    ]


def page_of(client, case):
    return client.get(f"/staff/cases/{case.pk}/")


def test_a_case_says_its_place_in_the_line_and_leads_to_its_neighbours(line, city_clerk):
    page = page_of(browse_as(city_clerk), line[1])
    shown = page.context["line"]
    assert (shown.number, shown.total, shown.before, shown.after) == (
        2,
        3,
        line[0].pk,
        (line[2].pk, line[0].pk),
    )
    assert f"/staff/cases/{line[2].pk}/" in page.content.decode()


def test_one_press_assigns_as_suggested_and_the_next_case_is_there(line, city_clerk):
    desk = browse_as(city_clerk)
    route = page_of(desk, line[0]).context["advice"].routes[0]
    sent = {"then": "1", "sector": route.sector.pk, "unit": route.owner.unit.pk}
    answer = desk.post(f"/staff/cases/{line[0].pk}/moves/assign/", sent)
    assert answer.url == f"/staff/cases/{line[1].pk}/"
    assert Case.objects.get(pk=line[0].pk).responsible == route.owner.unit
    assert (
        f'/staff/cases/{line[0].pk}/moves/recall/?slip=1" data-key="u"'
        in page_of(desk, line[1]).content.decode()
    )


def test_what_was_done_by_mistake_is_taken_back_and_stands_in_the_line_again(line, city_clerk, now):
    walk(line[0], [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    desk, address = browse_as(city_clerk), f"/staff/cases/{line[0].pk}/moves/recall/"
    note = desk.get(f"{address}?slip=1").context["form"]["note"].value()
    assert note
    desk.post(address, {"note": note})
    assert page_of(desk, line[0]).context["line"] is not None


def test_a_case_that_a_colleague_routed_meanwhile_is_left_out(line, city_clerk, now):
    walk(line[1], [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    assert next_to_route(city_clerk, wanted=(line[1].pk, line[2].pk)) == line[2].pk


def test_after_the_last_one_those_that_were_skipped_come_again(line, city_clerk):
    desk = browse_as(city_clerk)
    sent = {"then": "1", "sector": line[2].sector_id, "unit": unit("440104-land").pk}
    assert desk.post(f"/staff/cases/{line[2].pk}/moves/assign/", sent).url == f"/staff/cases/{line[0].pk}/"


def test_declining_and_joining_go_on_too(line, city_clerk):
    desk = browse_as(city_clerk)
    answer = desk.post(f"/staff/cases/{line[1].pk}/join/", {"then": "1", "leading": line[0].pk})
    assert answer.url == f"/staff/cases/{line[2].pk}/"
    declined = {"then": "1", "reason": "other_organ", "way_out": "请向法院反映。", "note": "属涉诉事项"}
    answer = desk.post(f"/staff/cases/{line[2].pk}/moves/decline/", declined)
    assert answer.url == f"/staff/cases/{line[0].pk}/"


def test_at_the_end_of_the_line_the_list_says_that_nothing_is_left(line, city_clerk, now):
    desk = browse_as(city_clerk)
    for case in line:
        walk(case, [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    assert desk.get("/staff/cases/route/").url == "/staff/cases/"


def test_whoever_routes_nothing_has_no_line(line, city_inspector, other_city_clerk):
    assert line_of(city_inspector, line[0]) is None
    assert next_to_route(other_city_clerk) is None
    assert 'data-key="a"' not in page_of(browse_as(city_inspector), line[0]).content.decode()


def test_a_unit_named_only_in_words_is_not_one_press_away(now, city_clerk):
    case = make_case(at=now, story=STORY, accused=[AccusedEntry(unit_text="天河区住建局")])
    (route, *_more) = advice_for(case, user=city_clerk, accused=list(case.accused.all()), at=now).routes
    assert (route.owner.unit, route.perhaps_accused) == (unit("440106-housing"), "天河区住建局")
    page = page_of(browse_as(city_clerk), case).content.decode()
    assert f'name="unit" value="{unit("440106-housing").pk}"' not in page


def test_the_key_to_join_says_how_many_people_and_is_not_offered_against_the_firewall(line, city_clerk, now):
    move_case(case_id=line[1].pk, move="join", actor=city_clerk, at=now, details={"leading": line[0]})
    walk(line[0], [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    again = make_case(at=now, story=f"{STORY}第九户。")
    against = make_case(at=now, story=f"{STORY}第八户。", accused=[unit("440106-land")])

    def offered(case):
        related = advice_for(case, user=city_clerk, accused=list(case.accused.all()), at=now).related
        return next(one for one in related if one.case == line[0])

    assert (offered(again).people, offered(again).can_join) == (3, True)
    assert not offered(against).can_join
    assert offered(against).why_not
