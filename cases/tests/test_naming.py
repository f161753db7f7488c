"""A complaint that names a unit only in its story doesn't come to it unread."""

import pytest

from cases.choices import Refusal
from cases.models import Case
from cases.rules import mention_of
from cases.selectors.advice import advice_for
from cases.services import MoveRefused, join_matter, move_case
from cases.services.bulk import foresee_bulk, prepare_bulk
from cases.services.receive import AccusedEntry
from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as

pytestmark = pytest.mark.django_db

STORY = "征地两年没有拿到钱，国土局的人收了开发商的好处，谁去问都说不知道。"
FOOD = "广州市天河区食品药品监督管理局"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("工商所、食药局给饭店老板提供虚假证明", "食药局"),
        ("这样的店子药监局从来就是睁一只眼闭一只眼", "药监局"),
        ("天河区食品药品监督管理局不作为", "天河区食品药品监督管理局"),
        ("市 食 药 监 局", "市食药监局"),
        ("投诉到省食品药品监督管理厅", "食品药品监督管理厅"),
        ("该局领导、市局、公安局都来过", None),
        ("食品和药品都有问题", None),
    ],
)
def test_short_forms_mean_the_unit_and_other_bureaus_do_not(text, words):
    found = mention_of(FOOD, text)
    assert (found and found.words) == words


def test_a_committee_is_named_by_its_short_form_too():
    assert mention_of("中共广州市天河区委政法委员会", "区政法委压着不办").words == "区政法委"


def test_what_stands_around_the_words_is_shown():
    assert mention_of(FOOD, "一二三四五六七八九十甲乙丙丁食药局收钱").around.endswith("丙丁食药局收钱")


@pytest.fixture
def case(now):
    return make_case(at=now, story=STORY)


def assign(case, clerk, now, **details):
    details = {"unit": unit("440106-land"), **details}
    return move_case(case_id=case.pk, move="assign", actor=clerk, at=now, details=details)


def test_a_unit_of_which_the_story_speaks_does_not_get_the_case_unread(case, city_clerk, now):
    with pytest.raises(MoveRefused) as refused:
        assign(case, city_clerk, now)
    assert refused.value.reasons == (Refusal.UNIT_SPOKEN_OF,)


def test_whoever_has_read_that_it_is_not_accused_may_assign_and_the_trail_says_so(case, city_clerk, now):
    case = assign(case, city_clerk, now, not_accused=True)
    assert case.responsible == unit("440106-land")
    assert case.events.last().details["not_accused"] is True


def test_another_unit_may_have_it_but_not_with_that_one_as_co_handler(case, city_clerk, now):
    other = unit("440106-housing")
    with pytest.raises(MoveRefused) as refused:
        assign(case, city_clerk, now, unit=other, co_handlers=[unit("440106-land")])
    assert refused.value.reasons == (Refusal.UNIT_SPOKEN_OF,)
    assert assign(case, city_clerk, now, unit=other).responsible == other


def test_what_the_citizen_calls_the_accused_counts_too(city_clerk, now):
    case = make_case(at=now, accused=[AccusedEntry(unit_text="天河国土局")])
    with pytest.raises(MoveRefused):
        assign(case, city_clerk, now)


def test_a_joined_complaint_speaks_for_the_matter(case, city_clerk, now):
    leading = make_case(at=now)
    join_matter(case_id=case.pk, leading_id=leading.pk, actor=city_clerk, at=now)
    with pytest.raises(MoveRefused):
        assign(Case.objects.get(pk=leading.pk), city_clerk, now)


def test_it_joins_no_case_of_the_unit_of_which_it_speaks_unread(case, city_clerk, now):
    leading = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    who = {"case_id": case.pk, "leading_id": leading.pk, "actor": city_clerk, "at": now}
    with pytest.raises(MoveRefused) as refused:
        join_matter(**who)
    assert refused.value.reasons == (Refusal.UNIT_SPOKEN_OF,)
    assert join_matter(**who, not_accused=True).matter.leading == leading


def test_the_desk_reads_the_words_before_a_key_assigns(case, city_clerk, now):
    route = advice_for(case, user=city_clerk, accused=[], at=now).routes[0]
    assert (route.owner.unit, route.spoken_of.words) == (unit("440106-land"), "国土局")
    desk = browse_as(city_clerk)
    page = desk.get(f"/staff/cases/{case.pk}/").content.decode()
    assert "没有拿到钱，国土局的人收了" in page
    assert 'data-key="a"' not in page
    assert 'data-key="y"' in page
    accusing = desk.get(f"/staff/cases/{case.pk}/accused/?unit={unit('440106-land').pk}").content.decode()
    assert f'name="unit" value="{unit("440106-land").pk}" checked' in accusing
    sent = {"then": "1", "sector": case.sector_id, "unit": unit("440106-land").pk}
    address = f"/staff/cases/{case.pk}/moves/assign/"
    refused = desk.post(address, sent)
    assert refused.status_code == 409
    assert 'name="not_accused"' in refused.content.decode()
    assert desk.post(address, sent | {"not_accused": "on"}).status_code == 302


def test_the_form_asks_only_where_the_complaint_speaks_of_a_unit(now, city_clerk):
    address = f"/staff/cases/{make_case(at=now).pk}/moves/assign/"
    assert 'name="not_accused"' not in browse_as(city_clerk).get(address).content.decode()


def test_many_at_once_leave_out_those_that_speak_of_the_unit(case, city_clerk, now):
    job = prepare_bulk(actor=city_clerk, move="assign", case_ids=[case.pk], at=now)
    foresee_bulk(job=job, actor=city_clerk, note="", details={"unit": unit("440106-land")}, at=now)
    assert job.items.get().reasons == [Refusal.UNIT_SPOKEN_OF]
