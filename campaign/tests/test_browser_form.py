"""The complaint form in a real browser: the map of cities and the list of departments."""

import pytest

from campaign.tests.browser import IN_CHROMIUM, PHONE, assert_readable
from cases.tests.factories import STORY

pytestmark = IN_CHROMIUM


def test_a_city_is_chosen_on_the_map_and_a_department_by_its_sound(open_page):
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


@pytest.mark.parametrize("with_script", [True, False], ids=["script", "no-script"])
def test_whoever_changes_between_the_two_forms_finds_everything_there(open_page, with_script):
    with open_page(PHONE, java_script_enabled=with_script) as page:
        page.goto("/complain/?on=hotline:7")
        page.fill("[name=story]", STORY)
        page.select_option("[name=city]", "440100")
        page.fill("[name=place_text]", "棠下街")
        page.click("button[formaction*='step-by-step']")
        page.wait_for_url("**/complain/step-by-step/?on=hotline%3A7")
        assert page.input_value("[name=story]") == STORY
        page.fill("[name=story]", f"{STORY}又及。")
        page.click(".guided-other button")
        page.wait_for_url("**/complain/?on=hotline%3A7")
        assert page.input_value("[name=story]") == f"{STORY}又及。"
        assert page.input_value("[name=city]") == "440100"
        assert page.input_value("[name=place_text]") == "棠下街"
        assert page.get_attribute("[name=occasion]", "value") == "hotline:7"
        if with_script:
            assert_readable(page)
