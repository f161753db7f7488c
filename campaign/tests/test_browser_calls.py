"""A caller works through the list in Chromium by keys alone, on a screen that everybody can read."""

from datetime import timedelta

from django.utils import timezone

from campaign.tests.browser import DESK, IN_CHROMIUM, PHONE, READING, arrive, assert_readable
from evaluations.models import CallBack
from evaluations.services import draw_call_backs
from evaluations.tests.calls import NUMBER, answered_case

pytestmark = IN_CHROMIUM


def test_a_caller_asks_by_keys_and_what_was_typed_survives_a_lost_page(
    open_page,
    city_clerk,
    county_handler,
    city_inspector,
):
    people = {"clerk": city_clerk, "handler": county_handler, "inspector": city_inspector}
    for _ in range(2):
        answered_case(at=timezone.now() - timedelta(days=2), **people)
    draw_call_backs(at=timezone.now())
    first, second = CallBack.objects.order_by("pk")
    with open_page(DESK) as page:
        arrive(page, city_clerk)
        page.goto("/staff/call-backs/")
        assert_readable(page)
        page.keyboard.press("j")
        page.keyboard.press("o")
        page.wait_for_url(f"**/call-backs/{first.pk}/")
        page.wait_for_timeout(READING)
        page.keyboard.press("t")
        page.wait_for_selector(f"text={NUMBER}")
        assert_readable(page)
        for key in "qd34":
            page.keyboard.press(key)
        page.fill("[name=comment]", "钱还没有到")
        page.goto(f"/staff/call-backs/{first.pk}/")
        page.wait_for_timeout(READING)
        page.keyboard.press("t")
        page.wait_for_selector(f"text={NUMBER}")
        assert page.input_value("[name=comment]") == "钱还没有到"
        page.keyboard.press("Control+Enter")
        page.wait_for_url(f"**/call-backs/{second.pk}/?done={first.pk}")
        page.wait_for_timeout(READING)
        page.keyboard.press("t")
        page.wait_for_selector("[data-unreached]")
        page.keyboard.press("n")
        page.keyboard.press("Enter")
        page.wait_for_url("**/staff/call-backs/")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.contacted, first.solved, first.grade, first.reason) == (
        True,
        "no",
        "dissatisfied",
        "not_solved",
    )
    assert (first.comment, first.reopened) == ("钱还没有到", True)
    assert (second.state, second.attempts.get().outcome) == ("waiting", "no_answer")
    with open_page(PHONE) as page:
        arrive(page, city_inspector)
        for address in ("?tab=later", f"{first.pk}/", "figures/", "shares/"):
            page.goto(f"/staff/call-backs/{address}")
            assert_readable(page)
