"""Which cases are shown beside a case as perhaps the same matter, and to whom."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from cases.models import Case
from cases.selectors.likeness import likeness, marks_of, pieces_of
from cases.selectors.related import related_cases, text_of, with_bars
from cases.services.marks import mark_texts
from cases.tests.factories import make_case, unit

pytestmark = pytest.mark.django_db
STORY = (
    "我们是绿湖小区的业主，物业公司从今年三月起擅自提高停车费，每月由一百五十元涨到三百元，"
    "没有经过业主大会表决，也没有公示成本，多次向街道反映没有结果，请求查处并退还多收的费用。"
)
RETOLD = STORY.replace("三月", "四月").replace("请求查处", "恳请领导查处") + "此致敬礼。"
OTHER = "河边的工厂每天夜里排放黑色的污水，气味刺鼻，附近几个村的井水都不能喝了，村民身上长了红疹，希望环保部门来取样化验。"
FIRST_MARKS = [8197582096307374091, -5201917372682824396]


def found(case, user, at):
    return [(one.case, one.why) for one in related_cases(case, user=user, accused=case.accused.all(), at=at)]


def test_a_complaint_told_again_stands_beside_the_first_one(now, city_clerk):
    first = make_case(at=now, story=STORY)
    again = make_case(at=now, story=RETOLD, area_code="440105")
    make_case(at=now, story=OTHER, area_code="440105")
    (case, why), *more = found(again, city_clerk, now)
    assert (case, more) == (first, [])
    assert "%" in why[0]


def test_traditional_characters_make_no_difference(now, city_clerk):
    first = make_case(at=now, story=STORY)
    again = make_case(at=now, story=STORY.replace("业", "業").replace("费", "費").replace("请", "請"))
    assert found(again, city_clerk, now)[0][0] == first


def test_a_complaint_of_the_same_official_or_unit_is_related(now, city_clerk):
    accused = [unit("440106-housing")]
    first = make_case(at=now, story=STORY, accused=accused)
    second = make_case(at=now, story=OTHER, area_code="440105", accused=accused)
    assert [case for case, _ in found(second, city_clerk, now)] == [first]


def test_the_same_place_and_sector_count_for_ninety_days(now, city_clerk):
    old = make_case(at=now - timedelta(days=91), story="宅基地被邻居占了两米，村里一直没有人来处理。")
    recent = make_case(at=now - timedelta(days=89), story="宅基地批不下来，国土所总说材料不齐。")
    case = make_case(at=now)
    assert old.sector == recent.sector == case.sector
    assert [other for other, _ in found(case, city_clerk, now)] == [recent]


def test_nobody_is_shown_a_case_that_he_may_not_see(now, city_clerk, other_city_clerk, province_inspector):
    make_case(at=now, story=STORY)
    again = make_case(at=now, story=STORY, area_code="440305")
    assert found(again, other_city_clerk, now) == []
    assert len(found(again, province_inspector, now)) == 1


def test_a_case_that_accuses_the_readers_own_side_is_not_even_counted(now, city_clerk):
    make_case(at=now, story=STORY, accused=[unit("440100-commission")])
    assert found(make_case(at=now, story=STORY), city_clerk, now) == []


def test_at_most_five_are_shown_the_most_alike_first(now, city_clerk):
    for _ in range(6):
        make_case(at=now, story=OTHER)
    alike = make_case(at=now, story=RETOLD)
    shown = found(make_case(at=now, story=STORY, accused=[]), city_clerk, now)
    assert shown[0][0] == alike
    assert len(found(make_case(at=now, story=OTHER), city_clerk, now)) == 5


def test_it_takes_one_statement(now, city_clerk, django_assert_num_queries):
    make_case(at=now, story=STORY, accused=[unit("440106-housing")])
    case = Case.objects.get(pk=make_case(at=now, story=STORY).pk)
    accused = list(case.accused.all())
    Case.objects.visible_to(city_clerk)
    with django_assert_num_queries(1):
        related_cases(case, user=city_clerk, accused=accused, at=now)


@pytest.mark.parametrize("others", [1, 5])
def test_to_say_which_of_them_could_join_costs_the_same_for_one_and_for_five(
    others, now, city_clerk, django_assert_max_num_queries
):
    accused = [unit("440106-housing")]
    for _ in range(others):
        make_case(at=now, story=STORY, accused=accused)
    case = Case.objects.get(pk=make_case(at=now, story=STORY, accused=accused).pk)
    found = related_cases(case, user=city_clerk, accused=list(case.accused.all()), at=now)
    assert len(found) == others
    with django_assert_max_num_queries(4):
        assert all(one.can_join for one in with_bars(found, case, at=now, said={}))


def test_marks_are_the_same_everywhere_and_always():
    assert marks_of("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯")[:2] == FIRST_MARKS
    assert len(marks_of(STORY)) == 16
    assert marks_of("请尽快处理，谢谢。") == []


def test_punctuation_does_not_tell_texts_apart():
    assert likeness(pieces_of("征地，补偿款。"), pieces_of("征地 补偿款")) == 1
    assert likeness(pieces_of(""), pieces_of("")) == 0


def test_cases_from_before_there_were_marks_get_theirs_once(now):
    case = make_case(at=now, story=STORY)
    Case.objects.update(text_marks=[])
    call_command("mark_texts", stdout=(out := StringIO()))
    case.refresh_from_db(fields=["text_marks"])
    assert case.text_marks == marks_of(text_of(case))
    assert out.getvalue() == "1 texts marked.\n"
    assert mark_texts() == 0
