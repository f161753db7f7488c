"""The calendar of due dates: as pages, as a file, and as what a calendar program reads by a secret address."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.choices import Role
from accounts.models import CalendarKey
from accounts.services import forget_factors, give_duty
from accounts.tests.factories import make_user
from accounts.tests.signing import with_app
from cases.choices import ClockName, Whose
from cases.models import CaseClock
from cases.selectors.calendar import days_of, running_clocks, week_days
from cases.services import (
    decide_on_recusal,
    demand_recusal,
    move_case,
    name_accused,
    write_as_citizen,
)
from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as, main_of, statements
from common.workdays import WorkCalendar

pytestmark = pytest.mark.django_db

CALENDAR, ADDRESS = "/staff/cases/calendar/", "/staff/cases/calendar/address/"
DAY = timedelta(days=1)


@pytest.fixture
def now():
    """The moment of the requests."""
    return timezone.now()


@pytest.fixture
def assigned(now, city_clerk):
    """A case that the land bureau of Tianhe has to sign for."""
    return walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))


def names_of(clocks) -> set[str]:
    return set(clocks.values_list("name", flat=True))


def due_on(case, name=ClockName.SIGN_FOR) -> date:
    return CaseClock.objects.get(case=case, name=name).due_on


def shown_on(user, day, view="day", whose=Whose.MINE) -> list[int]:
    """The cases on the page of that day."""
    page = browse_as(user).get(CALENDAR, {"view": view, "day": day, "whose": whose})
    assert page.status_code == 200
    cells = page.context.get("days") or [cell for week in page.context["weeks"] for cell in week]
    [cell] = [cell for cell in cells if cell["day"] == day]
    return [due.clock.case_id for due in cell["dues"]]


def address_of(user) -> str:
    page = browse_as(user).post(ADDRESS, {"act": "renew"})
    return page.context["address"].removeprefix(settings.SITE_ADDRESS)


def dates_in(answer) -> dict[str, icalendar.Event]:
    return {
        str(event["SUMMARY"]): event for event in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    }


class TestWhose:
    """Mine is what I have to stop, my unit's what runs on its cases, and all is what I see."""

    def test_the_unit_meets_its_clocks_and_the_desk_its_own(self, now, assigned, city_clerk, county_handler):
        make_case(at=now)
        assert names_of(running_clocks(county_handler, Whose.MINE)) == {"sign_for", "conclude"}
        assert names_of(running_clocks(city_clerk, Whose.MINE)) == {"triage"}
        assert names_of(running_clocks(city_clerk, Whose.UNIT)) == {"triage", "sign_for", "conclude"}

    def test_the_head_alone_meets_the_day_for_deciding_on_more_time(
        self, now, assigned, county_handler, county_leader
    ):
        walk(assigned, [("sign_for", county_handler)], at=now)
        asked = {"days": 10}
        move_case(
            case_id=assigned.pk, move="ask_time", actor=county_handler, at=now, note="须鉴定", details=asked
        )
        assert ClockName.MORE_TIME in names_of(running_clocks(county_leader, Whose.MINE))
        assert ClockName.MORE_TIME not in names_of(running_clocks(county_handler, Whose.MINE))

    def test_the_commission_meets_the_day_for_checking(self, now, assigned, county_handler, city_inspector):
        walk(assigned, [("sign_for", county_handler), ("answer", county_handler)], at=now)
        assert names_of(running_clocks(city_inspector, Whose.MINE)) == {"review_answer"}

    def test_what_stands_still_has_no_date(self, now, assigned, county_handler):
        walk(assigned, [("sign_for", county_handler), ("ask_citizen", county_handler)], at=now)
        assert names_of(running_clocks(county_handler, Whose.MINE)) == set()
        assert names_of(running_clocks(county_handler, Whose.UNIT)) == {"citizen_reply"}

    @pytest.mark.parametrize("whose", Whose)
    def test_nobody_outside_sees_a_date(self, assigned, other_city_clerk, nobody, system_admin, whose):
        for user in (other_city_clerk, nobody, system_admin):
            assert not running_clocks(user, whose).exists()

    @pytest.mark.parametrize("whose", Whose)
    def test_a_case_that_accuses_the_own_side_is_gone(self, now, assigned, city_clerk, county_handler, whose):
        assert running_clocks(county_handler, whose).exists()
        name_accused(case_id=assigned.pk, actor=city_clerk, at=now, unit=unit("440106-land"))
        assert not running_clocks(county_handler, whose).exists()

    def test_two_duties_show_each_date_once(self, now, assigned, county_handler):
        give_duty(user=county_handler, unit=unit("440106-land"), role=Role.UNIT_LEADER)
        assert running_clocks(county_handler, Whose.MINE).count() == 2


class TestPages:
    """Month, week and day show the same."""

    @pytest.mark.parametrize("view", ["month", "week", "day"])
    def test_a_case_stands_on_its_last_day(self, assigned, county_handler, view):
        assert shown_on(county_handler, due_on(assigned), view) == [assigned.pk]

    def test_a_day_that_overflows_says_how_many_more_and_leads_to_all(self, now, city_clerk):
        cases = [make_case(at=now) for _turn in range(5)]
        day = due_on(cases[0], ClockName.TRIAGE)
        client = browse_as(city_clerk)
        page = client.get(CALENDAR, {"day": day})
        [cell] = [cell for week in page.context["weeks"] for cell in week if cell["day"] == day]
        assert (len(cell["dues"]), cell["more"], cell["total"]) == (3, 2, 5)
        assert "2 more" in main_of(page)
        [whole] = client.get(CALENDAR + cell["url"]).context["days"]
        assert len(whole["dues"]) == whole["total"] == 5

    def test_holidays_and_worked_weekends_are_named(self, city_clerk):
        client = browse_as(city_clerk)
        october = main_of(client.get(CALENDAR, {"day": "2026-10-08"}))
        assert "National Day" in october
        assert "Worked" in october
        days = days_of(
            running_clocks(city_clerk, Whose.MINE), week_days(date(2026, 10, 8)), shown=1, at=timezone.now()
        )
        assert [day.is_free for day in days.values()] == [True, True, True, False, False, False, True]

    @pytest.mark.parametrize(
        "asked", ["", "?view=year&whose=all&day=2026-02-30", "?day=1900-01-01", "?day=9999-12-31"]
    )
    def test_a_wrong_address_shows_this_month(self, city_clerk, asked):
        page = browse_as(city_clerk).get(CALENDAR + asked)
        assert (page.status_code, page.context["view"], page.context["day"]) == (
            200,
            "month",
            timezone.localdate(),
        )

    @pytest.mark.parametrize("view", ["month", "week", "day"])
    def test_many_dates_cost_no_more_statements_than_one(self, now, city_clerk, view):
        client = browse_as(city_clerk)
        first = make_case(at=now)
        asked = {"view": view, "day": due_on(first, ClockName.TRIAGE)}
        client.get(CALENDAR, asked)
        few = len(statements(client, "get", CALENDAR, asked))
        for area_code in ("440111", "440103", "440106", "440106"):
            make_case(at=now, area_code=area_code)
        assert len(statements(client, "get", CALENDAR, asked)) == few <= 7


class TestFeed:
    """What a calendar program reads."""

    def test_number_what_is_due_and_a_link_and_nothing_else(self, assigned, county_handler):
        answer = Client().get(address_of(county_handler))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        event = dates_in(answer)[f"{assigned.number} 签收"]
        assert event["DTSTART"].dt == due_on(assigned)
        assert event["URL"] == f"{settings.SITE_ADDRESS}/staff/cases/{assigned.pk}/"
        [alarm] = event.walk("VALARM")
        assert alarm["TRIGGER"].dt.astimezone().date() == WorkCalendar().add_workdays(due_on(assigned), -1)
        text = answer.content.decode()
        for word in (assigned.subject, assigned.responsible.name, county_handler.full_name, "征地"):
            assert word not in text

    def test_a_date_that_moves_keeps_its_name_and_counts_up(
        self, now, city_clerk, county_handler, county_leader
    ):
        case = walk(
            make_case(at=now - 9 * DAY), [("assign", city_clerk)], at=now - 9 * DAY, unit=unit("440106-land")
        )
        walk(case, [("sign_for", county_handler)], at=now - 8 * DAY)
        address, title = address_of(county_handler), f"{case.number} 办结"
        before = dates_in(Client().get(address))[title]
        asked = {"days": 10}
        move_case(
            case_id=case.pk, move="ask_time", actor=county_handler, at=now - DAY, note="须鉴定", details=asked
        )
        move_case(case_id=case.pk, move="grant_time", actor=county_leader, at=now, note="同意")
        after = dates_in(Client().get(address))[title]
        assert after["UID"] == before["UID"]
        assert after["DTSTART"].dt > before["DTSTART"].dt
        assert after["SEQUENCE"] > before["SEQUENCE"]
        assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt

    def test_a_report_of_revenge_changes_nothing_that_the_unit_reads(self, now, assigned, county_handler):
        address = address_of(county_handler)
        before = Client().get(address).content
        write_as_citizen(case_id=assigned.pk, text="有人威胁", at=now + DAY, kind="revenge")
        assert Client().get(address).content == before

    def test_what_has_not_changed_is_not_sent_again(self, now, assigned, city_clerk, county_handler):
        address, client = address_of(county_handler), Client()
        etag = client.get(address)["ETag"]
        assert client.get(address, headers={"if-none-match": etag}).status_code == 304
        again = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
        changed = client.get(address, headers={"if-none-match": etag})
        assert changed.status_code == 200
        assert f"{again.number} 签收" in dates_in(changed)

    def test_the_firewall_stands_at_every_look(self, now, assigned, city_clerk, county_handler):
        address = address_of(county_handler)
        assert dates_in(Client().get(address))
        name_accused(case_id=assigned.pk, actor=city_clerk, at=now, unit=unit("440106-land"))
        assert dates_in(Client().get(address)) == {}

    def test_only_a_digest_is_kept_and_a_new_address_ends_the_old(self, county_handler):
        old = address_of(county_handler)
        key = old.rpartition("/")[2].removesuffix(".ics")
        assert key not in str(CalendarKey.objects.values().get())
        new = address_of(county_handler)
        assert (Client().get(old).status_code, Client().get(new).status_code) == (404, 200)
        assert new not in browse_as(county_handler).get(ADDRESS).content.decode()

    def test_switched_off_it_opens_nothing(self, county_handler):
        address = address_of(county_handler)
        browse_as(county_handler).post(ADDRESS, {"act": "drop"})
        assert Client().get(address).status_code == 404

    def test_it_ends_with_the_account_and_with_the_last_duty(self, county_handler):
        address = address_of(county_handler)
        county_handler.duties.update(to_on=timezone.localdate() - DAY, from_on=timezone.localdate() - 9 * DAY)
        assert Client().get(address).status_code == 404
        county_handler.duties.update(to_on=None)
        assert Client().get(address).status_code == 200
        county_handler.is_active = False
        county_handler.save()
        assert Client().get(address).status_code == 404

    def test_an_administrator_who_was_a_handler_reads_no_date(self, assigned, county_handler):
        address = address_of(county_handler)
        county_handler.duties.update(role=Role.SYSTEM_ADMIN)
        assert Client().get(address).status_code == 404

    def test_whoever_needs_a_second_factor_has_to_have_one(self, now, city_inspector, settings):
        address = address_of(city_inspector)
        settings.SECOND_FACTOR_REQUIRED = True
        assert Client().get(address).status_code == 404
        with_app(city_inspector)
        assert Client().get(address).status_code == 200
        forget_factors(user=city_inspector)
        with_app(city_inspector)
        assert Client().get(address).status_code == 404

    def test_whoever_keeps_away_by_decision_reads_no_date_any_more(
        self, now, assigned, county_handler, county_leader
    ):
        address = address_of(county_handler)
        asked = demand_recusal(
            case_id=assigned.pk, against="handler", whom="姓李的经办人", reason="亲属", at=now
        )
        before = dates_in(Client().get(address))
        assert all("回避" not in title for title in before)
        decide_on_recusal(
            recusal_id=asked.pk,
            decision="granted",
            note="属实",
            about=county_handler,
            actor=county_leader,
            at=now,
        )
        assert before
        assert dates_in(Client().get(address)) == {}
        for whose in Whose:
            assert shown_on(county_handler, due_on(assigned), whose=whose) == []

    def test_whoever_guesses_or_asks_too_often_has_to_wait(self, county_handler, settings):
        settings.CALENDAR_GUESSES_PER_CLIENT, settings.CALENDAR_READS_PER_KEY = 2, 2
        address, guess = address_of(county_handler), f"{CALENDAR}{'x' * 43}.ics"
        client = Client(REMOTE_ADDR="203.0.113.9")
        assert [client.get(address).status_code for _turn in range(3)] == [200, 200, 429]
        stranger = Client(REMOTE_ADDR="203.0.113.10")
        assert [stranger.get(guess.replace("x", str(n))).status_code for n in range(3)] == [404, 404, 429]

    def test_the_words_are_in_the_language_of_its_owner(self, assigned, county_handler):
        address = address_of(county_handler)
        county_handler.language = "en"
        county_handler.save()
        assert f"{assigned.number} Sign for it" in dates_in(
            Client(headers={"accept-language": "zh-hant"}).get(address)
        )


def test_the_file_holds_what_the_calendar_shows(now, assigned, city_clerk, county_handler):
    answer = browse_as(city_clerk).get(f"{CALENDAR}file/", {"whose": "unit"})
    assert answer["Content-Disposition"].endswith('.ics"')
    assert set(dates_in(answer)) == {
        f"{assigned.number} Sign for it",
        f"{assigned.number} Handle and conclude",
    }
    assert dates_in(browse_as(city_clerk).get(f"{CALENDAR}file/")) == {}


def test_an_alarm_that_is_past_is_not_given_any_more(now, city_clerk):
    case = make_case(at=now - 60 * DAY)
    [event] = dates_in(browse_as(city_clerk).get(f"{CALENDAR}file/")).values()
    assert event["DTSTART"].dt == due_on(case, ClockName.TRIAGE) < datetime.now(tz=UTC).date()
    assert event.walk("VALARM") == []


def test_a_county_commission_meets_nothing_of_another_county(now, assigned):
    inspector = make_user("baiyun", Role.INSPECTOR, "440111-commission")
    assert not running_clocks(inspector, Whose.AREA).exists()
