"""What officials write with in Chromium: an @ that finds a colleague, and a reply template at the cursor."""

import re

from django.utils import timezone

from campaign.tests.browser import DESK, IN_CHROMIUM, PHONE, arrive, assert_readable
from cases.models import CaseMessage, CaseNote, ReplyTemplate
from cases.services import save_template
from cases.tests.factories import make_case, unit, walk

pytestmark = IN_CHROMIUM


def test_a_colleague_is_picked_with_an_at_sign_and_a_template_goes_in_at_the_cursor(
    open_page,
    city_clerk,
    county_handler,
    county_leader,
):
    at = timezone.now()
    steps = [("assign", city_clerk), ("sign_for", county_handler)]
    helping = [unit("440106-environment")]
    case = walk(make_case(at=at), steps, at=at, unit=unit("440106-land"), co_handlers=helping)
    county_leader.full_name = "钟玉珍"
    county_leader.save(update_fields=["full_name"])
    wording = {"reach": "unit", "purpose": "message", "title": "告知编号", "text": "编号{案件编号}。"}
    save_template(actor=county_handler, at=at, unit=unit("440106-land"), **wording)
    with open_page(PHONE) as page:
        arrive(page, county_handler)
        page.goto(f"/staff/cases/{case.pk}/notes/")
        page.locator("[name=text]").press_sequentially("请 @zhongyu")
        page.wait_for_selector(".mention-box [role=option]")
        assert_readable(page)
        page.keyboard.press("Enter")
        assert page.input_value("[name=text]") == "请 @钟玉珍 "
        assert page.is_checked(f"[name=mentions][value='{county_leader.pk}']")
        page.click("main form .form-actions .btn-primary")
        page.wait_for_selector("article.note-card")
        assert_readable(page)
        for tab in ("parts", "bundle"):
            page.goto(f"/staff/cases/{case.pk}/{tab}/")
            assert_readable(page)
    note = CaseNote.objects.get()
    assert (note.text, note.mentions.get().user) == ("请 @钟玉珍", county_leader)
    with open_page(DESK) as page:
        arrive(page, county_handler)
        page.goto(f"/staff/cases/{case.pk}/")
        page.fill("[name=text]", "您好。再见。")
        page.evaluate("document.querySelector('[name=text]').setSelectionRange(3, 3)")
        page.click("#templates > button")
        page.click("#templates [data-template]")
        from playwright.sync_api import expect

        expect(page.locator("[name=text]")).to_have_value(re.compile("编号"))
        assert page.input_value("[name=text]") == f"您好。\n编号{case.number}。再见。"
        assert_readable(page)
        page.click("#messages .form-actions .btn")
        page.wait_for_selector("#messages .thread")
    assert case.number in CaseMessage.objects.get().text
    assert ReplyTemplate.objects.get().uses == 1
