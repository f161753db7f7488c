"""Windows, rounds and call-backs in the console: for commissions to read, and never who has said what or a number."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Tie
from accounts.services import mark_of
from accounts.tests.factories import make_user
from audit.models import Reading
from cases.tests.factories import unit
from common.tests.browsing import browse_as, statements, words_of
from complaints.services import IncomingText, take_in_text
from evaluations import services
from evaluations.models import CallBack, ServiceWindow, VisitAlarm
from evaluations.services import draw_call_backs
from evaluations.tests.appraisal import inspector, make_open, make_round
from evaluations.tests.calls import NUMBER, answered_case
from evaluations.tests.factories import PHONE, ask_everybody, invite, list_windows

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LANGUAGES = ("en", "zh-hans", "zh-hant")


def address(model: str, *args) -> str:
    return reverse(f"admin:evaluations_{model}_{'change' if args else 'changelist'}", args=args)


def listed(user, model: str, **query) -> list:
    return list(browse_as(user).get(address(model), query).context["cl"].result_list)


@pytest.fixture
def rated(province_inspector):
    """Three visitors were asked: one was pressed, one speaks of gifts, one is silent."""
    now = timezone.now()
    list_windows()
    ask_everybody(province_inspector, at=now)
    phones = {PHONE: "9 窗口让我当面回1", "13900000001": "1 送了红包", "13900000002": ""}
    invite(list(phones), at=now)
    for phone, words in phones.items():
        if words:
            take_in_text(text=IncomingText(sender=phone, receiver="1069", words=words), at=now)
    services.raise_alarm(
        kind="one_number",
        unit=unit("440100-land"),
        key=f"2026-11:{mark_of(PHONE)}",
        figures={"visits": 6},
        at=now,
    )
    return phones


def test_an_inspector_finds_the_alarms_of_his_area_and_the_way_to_the_staffs_page(rated, city_inspector):
    elsewhere = services.raise_alarm(
        kind="withheld",
        unit=unit("440300-land"),
        key="1",
        figures={"visits": 1, "usual": 9},
        at=timezone.now(),
    )
    assert {alarm.kind for alarm in listed(city_inspector, "visitalarm")} == {
        "pressure",
        "pressure_words",
        "one_number",
    }
    assert [alarm.kind for alarm in listed(city_inspector, "visitalarm", kind="pressure")] == ["pressure"]
    browser = browse_as(city_inspector)
    assert browser.get(address("visitalarm", elsewhere.pk)).status_code == 404
    for alarm in VisitAlarm.objects.visible_to(city_inspector):
        page = browser.get(address("visitalarm", alarm.pk))
        assert reverse("evaluations:window-alarm", args=[alarm.pk]) in page.content.decode()


def test_what_is_about_the_readers_own_side_is_in_no_list(rated, city_inspector):
    Tie.objects.create(user=city_inspector, unit=unit("440100-land"), relation="kin")
    assert listed(city_inspector, "visitalarm") == []
    assert "440100-land" not in {window.unit.code for window in listed(city_inspector, "servicewindow")}


def test_no_page_of_the_windows_shows_a_number_a_mark_or_what_a_visitor_said(rated, city_inspector):
    pages = [address("visitalarm"), address("servicewindow")]
    pages += [address("visitalarm", alarm.pk) for alarm in VisitAlarm.objects.all()]
    pages.append(address("servicewindow", ServiceWindow.objects.get(unit=unit("440100-land")).pk))
    for language in LANGUAGES:
        browser = browse_as(city_inspector, language=language)
        for page in pages:
            said = browser.get(page).content.decode()
            for phone, words in rated.items():
                assert phone not in said
                assert mark_of(phone) not in said
                assert not words[2:] or words[2:] not in said


def test_the_windows_are_listed_with_how_many_were_asked_and_no_grade(rated, city_inspector):
    windows = {window.unit.code: window for window in listed(city_inspector, "servicewindow")}
    assert set(windows) == {code for code in windows if code.startswith("4401")}
    land = windows["440100-land"]
    assert (land.asked_number, land.rated_number) == (3, 1)
    said = words_of(browse_as(city_inspector).get(address("servicewindow")))
    assert "Invited this quarter" in said
    assert not any(word in said for word in ("Satisfied", "Mostly satisfied", "Dissatisfied"))


def test_rounds_are_listed_with_their_stage_and_no_count_of_ballots(city_inspector):
    found, sheets = make_open()
    planned = make_round(campaign=found.campaign)
    assert listed(inspector(), "round") == listed(city_inspector, "round") == [planned, found]
    assert listed(city_inspector, "round", stage="open") == [found]
    page = browse_as(city_inspector).get(address("round", found.pk))
    assert reverse("evaluations:round", args=[found.pk]) in page.content.decode()
    said = words_of(page)
    assert unit("440100-housing").name_en in said
    assert "Open the round" in said
    assert not any(sheet.code in page.content.decode() for sheet in sheets)
    assert "团员" not in said
    other = make_user("other_inspector", Role.INSPECTOR, "440300-commission")
    assert listed(other, "round") == []
    assert browse_as(other).get(address("round", found.pk)).status_code == 404


def test_call_backs_that_wait_are_listed_by_their_day_without_name_or_number(
    city_clerk, county_handler, city_inspector
):
    people = {"clerk": city_clerk, "handler": county_handler, "inspector": city_inspector}
    for days in (2, 3):
        answered_case(at=timezone.now() - days * DAY, **people)
    draw_call_backs(at=timezone.now())
    first, second = CallBack.objects.order_by("pk")
    CallBack.objects.filter(pk=second.pk).update(due_at=timezone.now() - DAY)
    assert listed(city_inspector, "callback") == [second, first]
    assert listed(city_inspector, "callback", late="1") == [second]
    browser = browse_as(city_inspector)
    for page in (browser.get(address("callback")), browser.get(address("callback", first.pk))):
        assert first.case.number in words_of(page)
        assert NUMBER not in page.content.decode()
        assert "李秀英" not in page.content.decode()
    assert reverse("evaluations:call-back", args=[first.pk]) in page.content.decode()
    assert Reading.objects.filter(reader=city_inspector, case_id=first.case_id).exists()
    CallBack.objects.filter(pk=first.pk).update(state="not_reached")
    assert listed(city_inspector, "callback") == [second]
    assert browser.get(address("callback", first.pk)).status_code == 404
    Tie.objects.create(user=city_inspector, unit=unit("440106-land"), relation="kin")
    assert listed(city_inspector, "callback") == []


def test_nobody_changes_anything_here(rated, city_inspector):
    alarm = VisitAlarm.objects.first()
    assert (
        browse_as(city_inspector).post(address("visitalarm", alarm.pk), {"state": "dismissed"}).status_code
        == 403
    )
    assert VisitAlarm.objects.get(pk=alarm.pk).state == "open"


def test_the_statements_of_the_lists_do_not_grow_with_them(rated, city_inspector, city_clerk, county_handler):
    people = {"clerk": city_clerk, "handler": county_handler, "inspector": city_inspector}
    browser, counted = browse_as(city_inspector), []
    models = ("visitalarm", "servicewindow", "round", "callback")
    found, _sheets = make_open()
    for turn in range(2):
        answered_case(at=timezone.now() - DAY, **people)
        draw_call_backs(at=timezone.now())
        make_round(campaign=found.campaign)
        services.raise_alarm(kind="pressure", unit=unit("440100-housing"), key=f"{turn}", at=timezone.now())
        for model in models:
            browser.get(address(model))
        counted.append([len(statements(browser, "get", address(model))) for model in models])
    assert counted[0] == counted[1]
    assert max(counted[1]) <= 8
