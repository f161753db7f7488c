"""What bears a mark of secrecy is refused by every way in; words that only sound like one are not."""

import pytest

from cases.models import Case
from cases.tests.factories import unit
from common.tests.browsing import browse_as, words_of
from complaints.forms import WriteForm
from complaints.rules import bears_secrecy_mark
from complaints.services.file_rows import BadRow, _story
from complaints.tests.factories import STORY, filled_in
from complaints.tests.test_api import caller, hand_in, places

MARKED = f"机密★10年 关于征地补偿的内部通报。{STORY}"


@pytest.mark.parametrize(
    "text",
    ["绝密★30年", "机密★", "秘密 ★ 1年", "绝  密★长期", "機密★十年", "絕密★", "密级：秘密★。以下为原文"],
)
def test_a_mark_is_recognised(text):
    assert bears_secrecy_mark(text)


@pytest.mark.parametrize(
    "text",
    [
        "他说这是机密，不让群众看。",
        "村里的账目是公开的秘密。",
        "试卷上印着“绝密★启用前”，老师考前就卖给了学生。",
        "评分：保密★★★☆☆",
        "秘密★★★★★好评",
        "请为我保密★谢谢",
    ],
)
def test_words_alone_are_no_mark(text):
    assert not bears_secrecy_mark(text)


@pytest.mark.django_db
def test_form_desk_api_and_import_refuse_it_with_the_way_out(city_clerk, municipal_system):
    said = "in a sealed envelope"
    assert said in words_of(browse_as().post("/complain/", filled_in(story=MARKED)))
    call = {"channel": "letter", "story": MARKED, "city": "440100"}
    assert said in words_of(browse_as(city_clerk).post("/staff/take-down/", call))
    assert places(hand_in(caller(municipal_system), story=MARKED)) == {"#/story": "secret"}
    with pytest.raises(BadRow, match="goes up sealed"):
        _story(MARKED)
    assert "text" in WriteForm({"kind": "talk", "text": MARKED}).errors
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_a_body_above_the_province_is_not_taken_down_but_sealed(city_clerk):
    call = {
        "channel": "letter",
        "story": STORY,
        "city": "440100",
        "unit_text": unit("central-commission").name,
    }
    page = browse_as(city_clerk).post("/staff/take-down/", call)
    if 'name="unit"' in page.content.decode() and not Case.objects.exists():
        call |= {"unit": "central-commission", "unit_asked": call["unit_text"]}
        page = browse_as(city_clerk).post("/staff/take-down/", call)
    assert "record a sealed hand-over" in words_of(page)
    assert not Case.objects.exists()
