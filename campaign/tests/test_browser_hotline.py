"""The live desk, the host's screen and the live page in Chromium: by keys, readable, and up to date by themselves."""

from django.utils import timezone

from campaign.tests.browser import DESK, IN_CHROMIUM, PHONE, READING, arrive, assert_readable
from hotline.models import Question
from hotline.services import clear_question, move_question
from hotline.tests.factories import ask, make_on_air

pytestmark = IN_CHROMIUM

STUDIO = {"width": 1920, "height": 1080}


def test_an_operator_works_by_keys_while_the_host_and_the_public_follow(
    open_page,
    city_inspector,
    city_clerk,
):
    at = timezone.now()
    live = make_on_air(city_inspector, at=at)
    first, second = (ask(live, city_clerk, at=at) for _ in range(2))
    clear_question(question_id=second.pk, air_text="占道经营何时整治？", actor=city_clerk)
    with open_page(STUDIO) as screen, open_page(DESK) as page:
        arrive(screen, city_clerk)
        screen.goto(f"/staff/hotline/{live.pk}/screen/")
        assert_readable(screen)
        arrive(page, city_clerk)
        page.goto(f"/staff/hotline/{live.pk}/desk/")
        assert_readable(page)
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("o")
        page.wait_for_url(f"**/questions/{second.pk}/")
        assert_readable(page)
        page.wait_for_timeout(READING)
        page.keyboard.press("p")
        page.wait_for_selector("[name=due]")
        assert_readable(page)
        screen.wait_for_selector(".screen-now >> text=占道经营何时整治？")
        page.fill("[name=text]", "三天内到现场")
        page.click("[name=act][value=promise]")
        page.wait_for_url(f"**/hotline/{live.pk}/desk/")
        # What somebody types stays, whatever comes into the queue meanwhile.
        page.fill("[name=ask-text]", "刚刚打进来的问题")
        ask(live, city_clerk, at=at)
        page.wait_for_selector("#queue >> text=等待中 2")
        assert page.input_value("[name=ask-text]") == "刚刚打进来的问题"
    assert Question.objects.get(pk=second.pk).stage == "promised"
    with open_page(PHONE) as page:
        for address in ("/hotline/", f"/hotline/{live.pk}/", "/hotline/?view=month"):
            page.goto(address)
            assert_readable(page)
        clear_question(question_id=first.pk, air_text="第二个问题", actor=city_clerk)
        move_question(question_id=first.pk, move="put", actor=city_clerk, at=at)
        page.goto(f"/hotline/{live.pk}/")
        assert "第二个问题" in page.inner_text(".live-now")
        arrive(page, city_clerk)
        for address in (
            "",
            f"{live.pk}/",
            f"{live.pk}/desk/",
            f"questions/{first.pk}/",
            f"{live.pk}/screen/",
        ):
            page.goto(f"/staff/hotline/{address}")
            assert_readable(page)


def test_a_code_is_read_out_from_any_screen_and_the_form_is_empty_for_the_next_caller(
    open_page,
    city_inspector,
    city_clerk,
):
    live = make_on_air(city_inspector, at=timezone.now())
    for viewport in (PHONE, DESK):
        with open_page(viewport) as page:
            arrive(page, city_clerk)
            page.goto(f"/staff/hotline/{live.pk}/desk/")
            page.fill("[name=ask-text]", "公租房申请半年没有回音。")
            page.keyboard.press("Control+Enter")
            page.wait_for_selector(".receipt-digits")
            assert_readable(page)
            digits = page.locator(".receipt-digits")
            assert float(digits.evaluate("one => getComputedStyle(one).fontSize").removesuffix("px")) >= 28
            page.keyboard.press("Enter")
            page.wait_for_url("**/questions/*/")
            assert page.input_value("[name=ask-text]") == ""
            assert page.query_selector(".receipt-digits") is None
