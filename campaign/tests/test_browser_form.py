"""The complaint form in a real browser: the map and the list of departments, and one question a page without JavaScript."""

import pytest

from campaign.tests.test_browser import (
    PHONE,
    assert_readable,
    chromium,  # noqa: F401
    open_page,  # noqa: F401
    pytestmark,  # noqa: F401
)
from cases.models import Case
from cases.tests.factories import STORY


def test_a_city_is_chosen_on_the_map_and_a_department_by_its_initials(open_page):  # noqa: F811
    with open_page(PHONE) as page:
        page.goto("/complain/")
        page.click(".city-map summary")
        page.wait_for_selector("[data-code='440300']")
        page.focus("[data-code][tabindex='0']")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        assert page.input_value("[name=city]") == "440300"
        assert page.get_attribute("[data-code='440300']", "aria-checked") == "true"
        page.select_option("[name=city]", "440100")
        assert page.get_attribute("[data-code='440100']", "aria-checked") == "true"
        page.fill("[name=story]", f"{STORY}法院判决书已经下来。")
        page.wait_for_selector("[data-courts-hint]:not([hidden])")
        page.fill("[name=unit_text]", "guotu")
        page.wait_for_selector(".combo-list [role=option]")
        assert_readable(page)
        page.press("[name=unit_text]", "ArrowDown")
        page.press("[name=unit_text]", "Enter")
        assert page.input_value("[name=unit]")
        chosen = page.input_value("[name=unit_text]")
        page.reload()
        assert (page.input_value("[name=city]"), page.input_value("[name=unit_text]")) == ("440100", chosen)
        assert page.is_visible("[data-draft-note]")


@pytest.mark.parametrize("width", [360, 320])
def test_one_question_a_page_without_javascript(open_page, width):  # noqa: F811
    with open_page({"width": width, "height": 740}, java_script_enabled=False) as page:
        fits = lambda: page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")  # noqa: E731

        def go_on():
            assert fits()
            page.click("main form .form-actions .btn-primary")

        page.goto("/")
        page.click("a[href='/complain/simple/']")
        go_on()
        assert page.is_visible(".field-error")
        page.fill("[name=story]", f"{STORY}法院判决书已经下来。")
        go_on()
        page.check("[name=danger][value='']")
        go_on()
        page.select_option("[name=city]", "440100")
        go_on()
        page.select_option("[name=county]", "440106")
        go_on()
        page.click("main form .form-actions .btn:not(.btn-primary)")
        assert page.input_value("[name=county]") == "440106"
        go_on()
        page.fill("[name=person_name]", "张三")
        go_on()
        go_on()
        assert fits()
        assert "张三" in page.inner_text(".simple-answers")
        assert page.is_visible(".alert-warning")
        page.click("main form .form-actions .btn-primary")
        assert page.is_visible(".receipt-digits")
    assert Case.objects.get().area.code == "440106"


def test_one_question_a_page_is_readable_with_javascript_too(open_page):  # noqa: F811
    with open_page(PHONE) as page:
        page.goto("/complain/simple/")
        page.fill("[name=story]", STORY)
        page.reload()
        assert page.input_value("[name=story]") == STORY
        for number in range(1, 8):
            assert_readable(page)
            if number == 3:
                page.click(".city-map summary")
                page.wait_for_selector("[data-code='440300']")
                page.click("[data-code='440300']")
                assert_readable(page)
            page.click("main form .form-actions .btn-primary")
        page.wait_for_selector(".receipt-digits")
        page.goto("/complain/simple/")
        assert page.input_value("[name=story]") == ""
