"""The list of cases in Chromium: many cases moved at once, and refreshing that leaves alone what somebody does."""

from django.utils import timezone

from accounts.models import Duty
from campaign.tests.browser import DESK, IN_CHROMIUM, PHONE, READING, arrive, assert_readable
from cases.choices import Stage
from cases.models import Case
from cases.services import save_filter
from cases.tests.factories import make_case, unit, walk

pytestmark = IN_CHROMIUM


def test_a_clerk_ticks_looks_and_assigns_with_keys_and_mouse(open_page, city_clerk):
    at, land = timezone.now(), unit("440106-land")
    cases = [make_case(at=at) for _ in range(3)]
    barred = make_case(at=at, accused=[land])
    with open_page(DESK) as page:
        arrive(page, city_clerk)
        page.wait_for_timeout(READING)
        page.keyboard.press("g")
        page.keyboard.press("o")
        page.wait_for_url("**/staff/cases/?tab=open")
        assert not page.is_visible("[data-bulk]")
        page.keyboard.press("j")
        page.keyboard.press("x")
        assert page.is_checked("[data-pick] >> nth=0")
        page.click("[data-pick] >> nth=3", modifiers=["Shift"])
        assert page.locator("[data-pick]:checked").count() == 4
        assert_readable(page)
        page.select_option("[name=move]", "assign")
        page.click("[data-bulk] .btn-primary")
        page.wait_for_url("**/staff/cases/bulk/**")
        page.fill("[name=find]", "天河区国土")
        page.check(f"[name=unit][value='{land.pk}']")
        page.fill("[name=note]", "请一并处理。")
        page.click("main form .form-actions .btn")
        page.wait_for_selector("#preview")
        assert_readable(page)
        assert barred.number in page.inner_text(".bulk-rows >> nth=0")
        page.click("#preview form .btn")
        page.wait_for_selector("#job")
        assert_readable(page)
    assert {Case.objects.get(pk=case.pk).stage for case in cases} == {Stage.ASSIGNED}
    assert Case.objects.get(pk=barred.pk).stage == Stage.RECEIVED


def test_a_list_that_stands_open_takes_over_what_is_new_and_leaves_the_rest(
    open_page,
    settings,
    city_clerk,
):
    settings.LIVE_SECONDS = 1
    at = timezone.now()
    first, second = make_case(at=at), make_case(at=at)
    own = Duty.objects.get(user=city_clerk).unit
    save_filter(actor=city_clerk, name="全部", query="tab=open", unit=own, at=at)
    with open_page(PHONE) as page:
        arrive(page, city_clerk)
        page.goto("/staff/cases/?tab=open")
        assert_readable(page)
        page.check(f"[data-pick][value='{second.pk}']")
        assert_readable(page)
        page.fill("[data-search]", "补偿")
        walk(first, [("accept", city_clerk)], at=at)
        newest = make_case(at=at)
        page.wait_for_selector("[data-live-show]:not([hidden])")
        assert page.inner_text(".saved-list .count") == "3"
        row = f"[data-row='{first.pk}'] .stage-accepted"
        page.wait_for_selector(row)
        assert page.input_value("[data-search]") == "补偿"
        assert page.evaluate("document.activeElement.matches('[data-search]')")
        assert page.is_checked(f"[data-pick][value='{second.pk}']")
        assert page.locator(f"[data-row='{newest.pk}']").count() == 0
        page.click("[data-live-show]")
        page.wait_for_selector(f"[data-row='{newest.pk}']")
        assert page.is_checked(f"[data-pick][value='{second.pk}']")
        assert page.input_value("[data-search]") == "补偿"


def test_a_case_says_that_it_has_changed_and_keeps_what_is_half_written(
    open_page,
    settings,
    city_clerk,
    city_inspector,
    county_handler,
):
    settings.LIVE_SECONDS = 1
    at = timezone.now()
    case = walk(make_case(at=at), [("assign", city_clerk)], at=at, unit=unit("440106-land"))
    with open_page(DESK) as page:
        arrive(page, city_inspector)
        page.goto(f"/staff/cases/{case.pk}/")
        page.fill("main [name=text]", "请问征地公告在哪里贴过？")
        walk(case, [("sign_for", county_handler)], at=at)
        page.wait_for_selector("[data-version-changed]:not([hidden])")
        assert_readable(page)
        page.click("[data-version-changed] a")
        page.wait_for_selector(".case-state .stage-handling")
        assert page.input_value("main [name=text]") == "请问征地公告在哪里贴过？"
