"""The main stories in a real browser: on a phone, at a desk, without JavaScript, and readable for everybody."""

import pytest

from campaign.tests.browser import (
    DESK,
    IN_CHROMIUM,
    PHONE,
    READING,
    arrive,
    assert_readable,
    fill_complaint,
    send,
    sign_in,
)
from cases.models import Case
from cases.tests.factories import STORY, make_case, unit, walk
from dashboard.services import count_figures
from files.tests.factories import picture
from supervision.tests.factories import lead_of

pytestmark = IN_CHROMIUM


def test_a_citizen_on_a_phone_complains_and_follows(open_page):
    with open_page(PHONE) as page:
        page.goto("/")
        assert_readable(page)
        fill_complaint(page)
        assert_readable(page)
        code = send(page)
        assert_readable(page)
        page.goto("/track/")
        assert_readable(page)
        page.fill("[name=code]", code)
        page.click("main form .form-actions .btn")
        page.wait_for_selector("text=" + Case.objects.get().number)
        assert_readable(page)


def test_a_citizen_without_javascript_answers_one_question_a_page(open_page):
    with open_page(PHONE, java_script_enabled=False) as page:
        page.goto("/complain/step-by-step/")
        page.fill("[name=story]", STORY)
        go_on = ".guided-buttons .btn-primary"
        page.click(go_on)
        page.click(go_on)
        page.click("label:has([name=city][value='440100'])")
        page.click(go_on)
        page.select_option("[name=county]", "440106")
        for _ in range(5):
            page.click(go_on)
        assert STORY[:20] in page.inner_text(".guided-answers")
        page.click(go_on)
        page.wait_for_selector(".receipt-digits")
    assert Case.objects.get().area.code == "440106"


def test_every_page_with_one_question_is_readable(open_page):
    with open_page(PHONE) as page:
        page.goto("/complain/step-by-step/")
        assert_readable(page)
        page.fill("[name=story]", STORY)
        for _ in range(2):
            page.click(".guided-buttons .btn-primary")
            assert_readable(page)
        page.click("label:has([name=city][value='440100'])")
        for _ in range(6):
            page.click(".guided-buttons .btn-primary")
            assert_readable(page)
        assert page.locator(".guided-answers").count() == 1


def test_a_citizen_without_javascript_complains_and_follows(open_page):
    with open_page(PHONE, java_script_enabled=False) as page:
        fill_complaint(page)
        code = send(page)
        page.goto("/track/")
        page.fill("[name=code]", code)
        page.click("main form .form-actions .btn")
        assert Case.objects.get().number in page.content()


def test_a_clerk_assigns_a_case_from_the_queue(open_page, now, city_clerk, county_handler):
    case = make_case(at=now)
    with open_page(DESK) as page:
        sign_in(page, city_clerk)
        assert_readable(page)
        page.goto("/staff/cases/")
        assert_readable(page)
        page.click(f"a[href='/staff/cases/{case.pk}/']")
        page.wait_for_url(f"**/staff/cases/{case.pk}/")
        assert_readable(page)
        page.goto(f"/staff/cases/{case.pk}/moves/assign/")
        assert_readable(page)
        page.check(f"[name=unit][value='{unit('440106-land').pk}']")
        page.click("main form[method=post] .form-actions .btn-primary")
        page.wait_for_url(f"**/staff/cases/{case.pk}/")
    case.refresh_from_db(fields=["responsible"])
    assert case.responsible == unit("440106-land")


def test_staff_pages_fit_a_phone(open_page, now, city_clerk, county_handler):
    case = walk(
        make_case(at=now),
        [("assign", city_clerk), ("sign_for", county_handler)],
        at=now,
        unit=unit("440106-land"),
    )
    with open_page(PHONE) as page:
        sign_in(page, county_handler)
        for path in (
            "/staff/",
            "/staff/cases/calendar/",
            "/staff/cases/calendar/address/",
            "/staff/cases/",
            f"/staff/cases/{case.pk}/",
            f"/staff/cases/{case.pk}/moves/answer/",
        ):
            page.goto(path)
            assert_readable(page)


def test_the_pages_of_leads_fit_a_phone(open_page, now, city_inspector):
    lead = lead_of("idle", at=now)
    with open_page(PHONE) as page:
        arrive(page, city_inspector)
        for path in ("/staff/", "/staff/supervision/leads/", f"/staff/supervision/leads/{lead.pk}/"):
            page.goto(path)
            assert_readable(page)


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "投诉"), ("zh-hant", "投訴"), ("en", "Complain")])
def test_the_citizens_pages_speak_three_languages(open_page, language, word):
    with open_page(PHONE) as page:
        page.goto("/")
        page.click(f"button[name=language][value={language}]")
        page.wait_for_load_state()
        assert word in page.inner_text("body")
        assert page.get_attribute("html", "lang").lower() in (language, language.replace("zh-", "zh-"))


def chosen(name: str, data: bytes | None = None) -> dict:
    """A file as a browser hands it over."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": picture() if data is None else data}


def test_a_citizen_on_a_phone_sends_photos_and_the_clerk_downloads_them(open_page, city_clerk):
    with open_page(PHONE) as page:
        fill_complaint(page)
        page.set_input_files("[name=files]", [chosen("现场照片.jpg"), chosen("坏文件.jpg", b"<html>")])
        page.wait_for_selector("[name=kept]")
        page.wait_for_selector(".upload-list [role=alert]")
        assert_readable(page)
        code = send(page)
        page.goto("/track/")
        page.fill("[name=code]", code)
        page.click("main form .form-actions .btn")
        page.click("#add-evidence summary")
        page.set_input_files("[name=files]", [chosen("第二张.jpg", picture(colour="red"))])
        page.wait_for_selector("[name=kept]")
        assert_readable(page)
        page.click("#add-evidence .form-actions .btn")
        page.wait_for_selector("text=第二张.jpg")
        assert_readable(page)
    case = Case.objects.get()
    assert [row.file.name for row in case.attachments.all()] == ["现场照片.jpg", "第二张.jpg"]
    with open_page(DESK) as page:
        arrive(page, city_clerk)
        page.goto(f"/staff/cases/{case.pk}/")
        assert_readable(page)
        with page.expect_download() as download:
            page.click("text=现场照片.jpg")
        assert download.value.suggested_filename == "现场照片.jpg"


def test_a_line_that_breaks_costs_one_file_which_is_sent_again(open_page):
    with open_page(PHONE) as page:
        fill_complaint(page)
        page.route("**/files/", lambda route: route.fulfill(status=200, content_type="text/html", body="?"))
        page.set_input_files("[name=files]", [chosen("照片.jpg")])
        page.wait_for_selector(".upload-list [role=alert]")
        page.unroute("**/files/")
        page.click(".upload-list .btn >> nth=0")
        page.wait_for_selector("[name=kept]")
        send(page)
    assert Case.objects.get().attachments.count() == 1


def test_while_very_much_comes_in_the_browser_makes_the_effort_by_itself(chromium, live_server, settings):
    """And the line breaks once; both are told on the console, so this page's own errors are looked at alone."""
    settings.CALM_COMPLAINTS_PER_MINUTE = settings.CALM_FILES_PER_MINUTE = 0
    context = chromium.new_context(viewport=PHONE, base_url=live_server.url, locale="zh-CN")
    page, said, lines = context.new_page(), [], []
    page.on("console", lambda line: said.append(line.text))
    page.on("pageerror", lambda error: said.append(str(error)))

    def break_once(route):
        lines.append(route.request.url)
        route.abort("connectionreset") if len(lines) == 1 else route.continue_()

    page.route("**/files/", break_once)
    fill_complaint(page)
    page.set_input_files("[name=files]", [chosen("照片.jpg")])
    page.click(".upload-list [role=alert] ~ .btn >> nth=0")
    page.wait_for_selector("[name=kept]", timeout=60_000)
    send(page)
    context.close()
    # Broken, held back with a task, and taken.
    assert len(lines) == 3
    assert Case.objects.get().attachments.count() == 1
    assert [line for line in said if "Failed to load resource" not in line] == []


def test_files_are_sent_without_javascript_too(open_page):
    with open_page(PHONE, java_script_enabled=False) as page:
        page.goto("/complain/")
        page.fill("[name=story]", STORY)
        page.set_input_files("[name=files]", [chosen("照片.jpg"), chosen("坏文件.jpg", b"<html>")])
        page.select_option("[name=city]", "440100")
        page.click("main form .form-actions .btn")
        assert "坏文件.jpg" in page.inner_text(".alert-error")
        send(page)
    assert [row.file.name for row in Case.objects.get().attachments.all()] == ["照片.jpg"]


def test_a_clerk_routes_with_keys_alone_and_no_key_decides_while_he_types(open_page, now, city_clerk):
    first, second = make_case(at=now), make_case(at=now)
    with open_page(DESK) as page:
        arrive(page, city_clerk)
        page.goto("/staff/cases/")
        assert_readable(page)
        page.wait_for_selector("[data-key=r][aria-keyshortcuts=r]")
        page.wait_for_timeout(READING)
        page.keyboard.press("r")
        page.wait_for_url(f"**/staff/cases/{first.pk}/")
        assert_readable(page)
        page.focus("[name=q]")
        page.keyboard.type("a")
        assert page.input_value("[name=q]") == "a"
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("?")
        assert_readable(page)
        page.uncheck("[data-keys-switch]")
        page.keyboard.press("Escape")
        page.wait_for_timeout(READING)
        page.keyboard.press("a")
        assert page.query_selector("[aria-keyshortcuts]") is None
        page.keyboard.press("?")
        assert not page.is_visible("#shortcuts")
        page.evaluate("localStorage.removeItem('keys')")
        page.reload()
        page.wait_for_timeout(READING)
        page.keyboard.press("a")
        page.wait_for_url(f"**/staff/cases/{second.pk}/")
        page.wait_for_timeout(READING)
        page.keyboard.press("u")
        page.wait_for_url("**/moves/recall/**")
    first.refresh_from_db(fields=["responsible"])
    assert first.responsible == unit("440106-land")


def test_the_statistics_are_drawn_and_lead_to_their_cases(open_page, now, city_inspector):
    make_case(at=now)
    count_figures(at=now)
    with open_page(PHONE) as page:
        arrive(page, city_inspector)
        page.goto("/staff/figures/?since=2026-11&until=2026-11")
        assert_readable(page)
        page.wait_for_selector("[data-chart=flow] canvas")
        page.wait_for_selector("[data-chart=stock] canvas")
        page.click(".chart-table summary >> nth=0")
        page.click(".chart-table a >> nth=0")
        page.wait_for_url("**/staff/cases/?**received_from=2026-11-23**")
        assert page.locator("table.case-table tbody tr").count() == 1
