"""The pages of the appraisal, of the service windows and of the call-backs, on a phone and at a desk: nothing stands in anybody's way."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.tests.factories import make_user
from campaign.tests.browser import DESK, IN_CHROMIUM, PHONE, assert_readable
from campaign.tests.test_browser_desk_pages import look_at as look_on
from complaints.services import issue_receipt
from evaluations import services
from evaluations.models import CallBack, VisitAlarm
from evaluations.selectors.call_lists import TABS
from evaluations.services.appeals import appeal_score
from evaluations.services.surveys import Method, prepare_survey
from evaluations.services.visit_files import prepare_visits
from evaluations.tests import appraisal
from evaluations.tests.appraisal import LATER, SOON, cast, inspector, leader, make_list, make_open, of
from evaluations.tests.calls import SETTLED, answered_case, called
from evaluations.tests.factories import WINDOW, ask_everybody, clerk_of, list_windows
from evaluations.tests.test_window_pages import rate

pytestmark = IN_CHROMIUM
DAY = timedelta(days=1)
SCREENS = pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])


def look_at(open_page, live_server, user, addresses) -> None:
    """Every one of these pages on both screens."""
    look_on(open_page, live_server, user, addresses, screens=(PHONE, DESK))


def address(name: str, *args) -> str:
    return reverse(f"evaluations:{name}", args=args)


def make_published():
    """A round with votes, sheets, a rank and an appeal that waits for a decision."""
    found, sheets = make_open(campaign=make_list())
    appraisal.rate("440100-land", satisfied=20, mostly=8, dissatisfied=9)
    appraisal.rate("440100-housing", satisfied=31, mostly=3)
    for sheet in sheets:
        cast(sheet, of(found, "440100-land"))
        cast(sheet, of(found, "440100-housing"), marks=(5, 4), items=(5, 5))
    found = appraisal.publish(found)
    head = make_user("land_head", Role.UNIT_LEADER, "440100-land")
    own = of(found, "440100-land")
    appeal_score(appraised_id=own.pk, reason="两票不是我局的事", actor=head, at=LATER)
    return found, own, head


def make_running(campaign):
    """A round in which sheets can be filled in today, with a survey that was read."""
    today = timezone.localdate()
    days = {"begins_on": today - 9 * DAY, "ends_on": today, "closes_on": today + DAY}
    found, sheets = make_open(campaign=campaign, **days)
    method = Method("调查中心", "办过业务的群众", "随机抽样", 10, days["begins_on"], days["ends_on"])
    file = SimpleUploadedFile("survey.csv", b"respondent,unit,grade\n1,440100-land,1\n2,x,9\n")
    survey = prepare_survey(round_id=found.pk, file=file, method=method, actor=inspector(), at=SOON)
    return found, sheets, survey


def test_the_appraisal_is_readable(open_page, live_server):
    found, own, head = make_published()
    running, _sheets, survey = make_running(found.campaign)
    planned = appraisal.make_round(campaign=found.campaign)
    office = [
        address("round-list"),
        address("round-add"),
        address("round", found.pk),
        address("appraised", own.pk),
        address("round", running.pk),
        address("round-group", running.pk),
        address("survey", survey.pk),
        address("survey-add", running.pk),
        address("round", planned.pk),
        address("round-units", planned.pk),
        address("round-questions", planned.pk),
        address("round-move", planned.pk, "open"),
        address("appraised", of(planned, "440100-land").pk),
    ]
    look_at(open_page, live_server, inspector(), office)
    look_at(open_page, live_server, leader(), [address("round-move", running.pk, "cancel")])
    province = make_user("province_leader", Role.COMMISSION_LEADER, "440000-commission")
    look_at(open_page, live_server, province, [address("appraisal-terms")])
    own_pages = [address("round-list"), address("appraised", own.pk)]
    look_at(open_page, live_server, head, own_pages)
    open_to_all = [address("public-rounds"), address("public-round", found.pk), address("vote")]
    look_at(open_page, live_server, None, open_to_all)


@SCREENS
def test_a_sheet_is_filled_in_on_any_screen(open_page, viewport):
    running, sheets, _survey = make_running(make_list())
    with open_page(viewport) as page:
        page.goto(address("vote"))
        page.fill("[name=code]", "1234")
        page.click("main form button")
        assert_readable(page)
        page.fill("[name=code]", sheets[0].code)
        page.click("main form button")
        assert_readable(page)
        page.click("main button[name=unit]")
        assert_readable(page)
        page.click("main button[name=cast]")
        assert_readable(page)
        for group in page.query_selector_all("fieldset"):
            group.query_selector(".options label").click()
        page.click("main button[name=cast]")
        page.wait_for_selector("main button[name=unit]")
        assert_readable(page)
    assert running.appraised.filter(ballots__isnull=False).count() == 1


def test_the_service_windows_are_readable(open_page, live_server, province_inspector):
    now = timezone.now()
    list_windows()
    ask_everybody(province_inspector, at=now)
    rate({"13900000000": "1 窗口说给红包", "13900000001": "9 要我回1", "13900000002": "3 排队两小时"}, at=now)
    services.raise_alarm(
        kind="withheld",
        unit=clerk_of().duties.get().unit,
        key="1",
        figures={"visits": 1, "usual": 30},
        at=now,
    )
    alarms = [address("window-alarm", alarm.pk) for alarm in VisitAlarm.objects.all()]
    keeping = [
        address("windows"),
        f"{address('windows')}?period=2026-11",
        address("window-list"),
        address("window-rules"),
        address("staff-phones"),
        address("window-alarms"),
        f"{address('window-alarms')}?state=upheld",
        *alarms,
    ]
    look_at(open_page, live_server, province_inspector, keeping)
    head = "窗口单位代码,业务编号,办理日期和时间,业务种类,办事群众手机号"
    file = SimpleUploadedFile("visits.csv", f"{head}\n{WINDOW},A-1,昨天,不动产登记,12\n".encode())
    batch = prepare_visits(file=file, actor=clerk_of(), at=now)
    recording = [address("windows"), address("visit-file"), address("visit-batch", batch.pk)]
    look_at(open_page, live_server, clerk_of(), recording)
    look_at(open_page, live_server, None, [address("public-windows")])


def test_the_call_backs_are_readable(open_page, live_server, city_clerk, county_handler, city_inspector):
    at, people = timezone.now() - 2 * DAY, {"clerk": city_clerk, "handler": county_handler}
    for _ in range(2):
        case = answered_case(at=at, inspector=city_inspector, **people)
    called(case, by=city_clerk, at=timezone.now(), said=SETTLED)
    done = CallBack.objects.get(answer=case.answer_id)
    waiting = CallBack.objects.exclude(pk=done.pk).get()
    pages = [
        address("call-backs"),
        *(f"{address('call-backs')}?tab={tab}" for tab in TABS),
        address("call-back", waiting.pk),
        address("call-back", done.pk),
    ]
    look_at(open_page, live_server, city_clerk, pages)
    look_at(open_page, live_server, city_inspector, [address("call-figures")])
    province = make_user("province_leader", Role.COMMISSION_LEADER, "440000-commission")
    look_at(open_page, live_server, province, [address("call-shares"), address("call-figures")])
    code = issue_receipt(case=waiting.case, at=at)
    with open_page(PHONE) as page:
        page.goto("/track/")
        page.fill("[name=code]", code)
        page.click("main form .form-actions .btn")
        page.wait_for_selector(f"text={waiting.case.number}")
        assert_readable(page)
        page.click("form[action$='/track/calls/'] button")
        page.wait_for_url("**/track/calls/")
        assert_readable(page)


def test_the_consoles_pages_of_the_voices_are_readable(
    open_page, live_server, city_clerk, county_handler, city_inspector, province_inspector
):
    now = timezone.now()
    list_windows()
    ask_everybody(province_inspector, at=now)
    rate({"13900000000": "1 窗口说给红包"}, at=now)
    found, _sheets = make_open()
    answered_case(at=now - 2 * DAY, clerk=city_clerk, handler=county_handler, inspector=city_inspector)
    services.draw_call_backs(at=now)
    rows = {
        "visitalarm": VisitAlarm.objects.get(),
        "servicewindow": clerk_of().duties.get().unit.windows.get(),
        "round": found,
        "callback": CallBack.objects.get(),
    }
    pages = [reverse(f"admin:evaluations_{name}_changelist") for name in rows]
    pages += [reverse(f"admin:evaluations_{name}_change", args=[row.pk]) for name, row in rows.items()]
    look_at(open_page, live_server, city_inspector, pages)
