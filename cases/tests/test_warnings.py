"""Words of danger and of lawsuits: told to the clerk with the words, and nothing happens by itself."""

import pytest
from django.utils import timezone

from cases.models import Case
from cases.selectors.warnings import find_words, warnings_of
from cases.tests.factories import make_case
from common.tests.browsing import browse_as

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("story", "kind", "word"),
    [
        ("拆迁公司的人半夜持刀上门，扬言要放火，全家不敢出门。", "violence", "持刀"),
        ("开发商为了逼我们签字，已经断水断电五天，家里有老人和婴儿。", "cut_off", "断水断电"),
        ("小区煤气泄漏两天没有人来修，随时可能出事。", "hazard", "煤气泄漏"),
        ("法院判决已经生效，我们不服想要上诉，请纪委帮忙改判。", "litigation", "法院判决"),
        (
            "They cut the electricity because we will not sign, my mother is 78.",
            "cut_off",
            "cut the electricity",
        ),
        ("The wall of the school is about to collapse.", "hazard", "about to collapse"),
        ("厂裡斷水斷電已經三天，工人沒有飯吃，請派人來看看。", "cut_off", "断水断电"),
    ],
)
def test_the_clerk_is_told_what_the_words_speak_of(now, story, kind, word):
    found = {warning.kind: warning.words for warning in warnings_of(make_case(at=now, story=story))}
    assert word in found[kind]


def test_an_ordinary_complaint_warns_of_nothing(now):
    assert warnings_of(make_case(at=now)) == []


def test_of_words_within_words_only_the_longest_is_shown():
    assert find_words("已经断水断电")["cut_off"] == ("断水断电",)


def test_a_case_that_is_urgent_already_is_not_called_dangerous_again(now):
    story = "他们持刀威胁，法院判决也不理。"
    assert [one.kind for one in warnings_of(make_case(at=now, story=story, danger="violence"))] == [
        "litigation"
    ]


def test_nothing_is_decided_by_words_alone(city_clerk):
    case = make_case(at=timezone.now(), story="停水三天，又说法院判决了，村民没有办法。")
    page = browse_as(city_clerk).get(f"/staff/cases/{case.pk}/").content.decode()
    assert f"/staff/cases/{case.pk}/urgency/" in page
    assert f"/staff/cases/{case.pk}/moves/decline/" in page
    assert "停水" in page
    again = Case.objects.get(pk=case.pk)
    assert (again.danger, again.stage) == ("", "received")
