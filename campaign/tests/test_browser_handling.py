"""Main stories of a unit and its commission in Chromium: more time, a question to the citizen, the conclusion."""

from django.utils import timezone

from campaign.tests.browser import DESK, IN_CHROMIUM, PHONE, arrive, assert_readable
from cases.choices import Stage
from cases.models import Case
from cases.tests.factories import make_case, unit, walk

pytestmark = IN_CHROMIUM


def test_more_time_is_asked_for_on_a_phone_and_granted_by_the_head(
    open_page,
    city_clerk,
    county_handler,
    county_leader,
):
    at = timezone.now()
    steps = [("assign", city_clerk), ("sign_for", county_handler)]
    case = walk(make_case(at=at), steps, at=at, unit=unit("440106-land"))
    with open_page(PHONE) as page:
        arrive(page, county_handler)
        page.goto(f"/staff/cases/{case.pk}/moves/ask_time/")
        page.fill("[name=days]", "20")
        page.fill("[name=note]", "需要委托测绘单位出具报告。")
        assert_readable(page)
        page.click("main form .form-actions .btn-primary")
        page.wait_for_url(f"**/staff/cases/{case.pk}/")
    with open_page(DESK) as page:
        arrive(page, county_leader)
        page.goto(f"/staff/cases/{case.pk}/moves/grant_time/")
        assert "需要委托测绘单位出具报告。" in page.inner_text("main")
        assert_readable(page)
        page.click("main form .form-actions .btn-primary")
        page.wait_for_url(f"**/staff/cases/{case.pk}/")
    assert case.clocks.get(name="conclude").extended_days == 20


def test_what_is_proved_opens_the_questions_on_persons_and_leaders(
    open_page,
    city_clerk,
    county_handler,
    city_inspector,
):
    at = timezone.now()
    steps = [("assign", city_clerk), ("sign_for", county_handler), ("answer", county_handler)]
    case = walk(make_case(at=at), steps, at=at, unit=unit("440106-land"))
    with open_page(PHONE) as page:
        arrive(page, city_inspector)
        page.goto(f"/staff/cases/{case.pk}/moves/close/")
        assert not page.is_visible("[name=person_1]")
        page.check("[name=finding][value=proved]")
        page.fill("[name=person_1]", "某甲")
        assert_readable(page)
        page.select_option("[name=measure_1]", "admonished")
        page.check("[name=is_leader_liable][value=no]")
        page.fill("[name=leader_reason]", "单位已按制度公示和检查。")
        page.fill("[name=fix]", "补偿清单一律先公示后发放。")
        page.click("main form .form-actions .btn-primary")
        page.wait_for_url(f"**/staff/cases/{case.pk}/**")
        assert_readable(page)
        assert "某甲" in page.inner_text("main")
    assert Case.objects.get(pk=case.pk).stage == Stage.CLOSED
