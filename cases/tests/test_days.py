"""Days entered by hand: what hangs on them is worked out anew, told, and never to anybody's harm."""

from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse
from django.utils.translation import override

from cases.choices import DayKept, EventName
from cases.forms.days import DayForm
from cases.models import CaseClock, DayDecision
from cases.selectors.register import forget_register, office_calendar
from cases.selectors.trail import trail_of
from cases.selectors.why import stories_of
from cases.services import (
    DaysRefused,
    decide_days,
    end_waiting,
    replan_clocks,
    replan_provisional,
    watch_clocks,
)
from cases.tests.factories import make_case, unit, walk
from common.numbering import CHINA
from common.tests.browsing import browse_as
from common.workdays import Certainty
from notices.models import Notice

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOTICE = "国办发明电〔2026〕12号"
LATER = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _fresh_register():
    forget_register()
    yield
    forget_register()


def enter(days, actor, *, at, kept=DayKept.FREE, source=NOTICE):
    return decide_days(days=dict.fromkeys(days, kept), source=source, actor=actor, at=at)


def running(case, name):
    return CaseClock.objects.get(case=case, name=name, stopped_at=None)


def why(case, name):
    clock = running(case, name)
    with override("en"):
        return {fact["label"]: fact["value"] for fact in stories_of([clock], rule_set=case.rule_set)[0].facts}


def test_a_day_that_turns_out_to_be_free_moves_the_last_day_and_whoever_has_to_act_is_told(
    now, system_admin, city_clerk
):
    case = make_case(at=now)
    assert running(case, "triage").due_on == date(2026, 12, 8)
    enter([date(2026, 12, 8), date(2026, 12, 9)], system_admin, at=now)
    assert replan_clocks(at=now + LATER) == 1
    moved = running(case, "triage")
    case.refresh_from_db(fields=["due_at"])
    assert (moved.due_on, case.due_at) == (date(2026, 12, 10), moved.due_at)
    assert moved.next_signal_at == moved.remind_at
    event = case.events.get(name=EventName.CLOCK_MOVED)
    assert event.details == {"clock": "triage", "from": "2026-12-08", "due_on": "2026-12-10"}
    notice = Notice.objects.filter(user=city_clerk, wording="clock_moved").first()
    assert notice.context["date"] == "2026-12-10"
    assert any("2026-12-08 → 2026-12-10" in entry["text"] for entry in trail_of(case, accused=[], helpers=[]))


def test_it_is_done_once_and_then_left_alone(now, system_admin, city_clerk):
    case = make_case(at=now)
    enter([date(2026, 12, 8)], system_admin, at=now)
    # Right after the entry other processes may not know of it yet, so that it is looked at once more.
    assert [replan_clocks(at=now + minutes * timedelta(minutes=1)) for minutes in (0, 1, 5, 6)] == [
        1,
        0,
        0,
        0,
    ]
    assert DayDecision.objects.get().applied_at == now + LATER
    assert case.events.filter(name=EventName.CLOCK_MOVED).count() == 1


def test_a_stopped_clock_never_changes(now, system_admin, city_clerk):
    case = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
    before = case.clocks.values_list("due_on", flat=True).get(name="triage")
    enter([before], system_admin, at=now)
    replan_clocks(at=now + LATER)
    assert case.clocks.values_list("due_on", flat=True).get(name="triage") == before


def test_nobody_is_late_by_what_is_entered_afterwards(now, system_admin):
    """A Saturday that turns out to have been worked would have been the last day: it is over, so the date stays."""
    case = make_case(at=datetime(2026, 11, 20, 10, tzinfo=CHINA))
    assert running(case, "triage").due_on == date(2026, 12, 7)  # the fifteenth day is a Saturday
    enter([date(2026, 12, 5)], system_admin, at=now, kept=DayKept.WORKED)
    assert replan_clocks(at=datetime(2026, 12, 6, 9, tzinfo=CHINA)) == 0
    assert running(case, "triage").due_on == date(2026, 12, 7)


def test_a_last_day_that_comes_earlier_is_told_beforehand(now, system_admin, city_clerk):
    case = make_case(at=datetime(2026, 11, 20, 10, tzinfo=CHINA))
    enter([date(2026, 12, 5)], system_admin, at=now, kept=DayKept.WORKED)
    assert replan_clocks(at=now + LATER) == 1
    assert running(case, "triage").due_on == date(2026, 12, 5)
    assert Notice.objects.filter(user=city_clerk, wording="clock_moved").exists()


def test_what_was_signalled_stays_signalled(now, system_admin):
    case = make_case(at=now)
    watch_clocks(at=running(case, "triage").due_at)
    enter([date(2026, 12, 8)], system_admin, at=now + 15 * DAY)
    replan_clocks(at=now + 16 * DAY)
    moved = running(case, "triage")
    watch_clocks(at=moved.due_at)
    assert list(moved.signals.values_list("kind", flat=True)) == ["remind", "yellow"]


def test_what_stands_still_is_worked_out_when_it_runs_again_its_standstill_too(
    now, system_admin, city_clerk, county_handler, city_inspector
):
    """Two of the days on which the clock of working days stood still turn out to be free: they never counted."""
    monday = datetime(2014, 3, 3, 10, tzinfo=CHINA)
    steps = [("assign", city_clerk), ("sign_for", county_handler), ("answer", county_handler)]
    case = walk(make_case(at=monday, rule_set="2013"), steps, at=monday, unit=unit("440106-land"))
    walk(case, [("return", city_inspector)], at=monday)
    walk(case, [("ask_citizen", county_handler)], at=monday + DAY)
    walk(case, [("go_on", county_handler)], at=monday + 4 * DAY)
    redo = running(case, "redo")
    assert (redo.paused_days, redo.due_on) == (3, date(2014, 3, 27))
    enter([date(2014, 3, 6), date(2014, 3, 7)], system_admin, at=monday + 5 * DAY)
    replan_clocks(at=monday + 6 * DAY)
    redo = running(case, "redo")
    # Fifteen days and one of standstill, without the two free ones.
    assert (redo.paused_days, redo.pauses.get().days, redo.due_on) == (1, 1, date(2014, 3, 27))


def test_the_reply_comes_too_late_by_the_last_day_not_by_the_beat_that_was_away(
    now, city_clerk, county_handler
):
    steps = [("assign", city_clerk), ("sign_for", county_handler), ("ask_citizen", county_handler)]
    case = walk(make_case(at=now), steps, at=now, unit=unit("440106-land"))
    over = running(case, "citizen_reply").due_at
    end_waiting(at=over + 2 * DAY)
    pause = running(case, "conclude").pauses.get()
    assert (pause.ended_at, pause.days) == (over, 16)


def test_why_this_date_names_the_year_that_is_waited_for_and_the_notice_that_was_entered(now, system_admin):
    # Sixty days from the end of November fall into a year without a notice.
    case = make_case(at=now)
    clock = CaseClock(
        case=case, name="conclude", started_at=now, due_on=date(2027, 1, 22), remind_at=now, due_at=now
    )
    with override("en"):
        facts = {f["label"]: f["value"] for f in stories_of([clock], rule_set="current")[0].facts}
    assert facts["How certain"].startswith(
        "Provisional until the State Council publishes the holidays of 2027"
    )
    enter([date(2026, 12, 8)], system_admin, at=now)
    replan_clocks(at=now + LATER)
    told = why(case, "triage")
    assert (told["Set in this system"], "administrator" in told["How certain"]) == (NOTICE, True)


def test_a_year_that_nobody_knows_is_answered_from_the_law_and_marked():
    calendar = office_calendar()
    for year in (1999, 2027, 2099):
        assert not calendar.is_workday(date(year, 10, 1))
        assert calendar.certainty(date(year, 10, 1)) is Certainty.PROVISIONAL
        assert calendar.awaited_year(date(year, 10, 1)) == year
    assert calendar.awaited_year(date(2026, 12, 30)) == 2027
    assert calendar.awaited_year(date(2026, 6, 1)) is None


def test_a_date_that_waited_for_a_notice_is_worked_out_anew_when_it_is_out(now):
    case = make_case(at=datetime(2026, 12, 7, 10, tzinfo=CHINA))
    clock = running(case, "triage")
    assert clock.is_provisional
    # As if the calendar of before had known less.
    CaseClock.objects.filter(pk=clock.pk).update(
        red_at=clock.red_at + DAY, escalate_at=clock.escalate_at + DAY
    )
    replan_provisional(at=now + 15 * DAY)
    assert running(case, "triage").red_at == clock.red_at


def test_who_enters_days_and_how_a_slip_is_put_right(now, system_admin, city_inspector):
    with pytest.raises(DaysRefused):
        enter([date(2027, 2, 8)], city_inspector, at=now)
    with pytest.raises(DaysRefused):
        enter([date(2027, 2, 8)], system_admin, at=now, source=" ")
    assert enter([date(2027, 2, 14)], system_admin, at=now, kept=DayKept.WORKED) == 1
    assert enter([date(2027, 2, 14)], system_admin, at=now, kept=DayKept.WORKED) == 0
    enter([date(2027, 2, 14)], system_admin, at=now, kept=DayKept.AS_PUBLISHED, source="更正")
    forget_register()
    assert office_calendar().certainty(date(2027, 2, 14)) is Certainty.PROVISIONAL
    assert DayDecision.objects.count() == 2  # the slip stays in the history
    row = DayDecision.objects.first()
    for wrong in ({"kept": "free"}, {"source": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DayDecision.objects.filter(pk=row.pk).update(**wrong)
    with pytest.raises(InternalError), transaction.atomic():
        row.delete()


class TestTheConsole:
    """The administrator enters a day, a span, or a file."""

    URL = "admin:cases_daydecision_add"

    def test_a_span_of_days(self, system_admin):
        browser = browse_as(system_admin)
        page = browser.post(
            reverse(self.URL),
            {"day": "2027-02-05", "until": "2027-02-11", "kept": "free", "source": NOTICE},
            follow=True,
        )
        assert page.status_code == 200
        assert DayDecision.objects.filter(kept="free", entered_by=system_admin).count() == 7

    def test_a_file(self, system_admin):
        lines = "日期,安排\n2027-02-05,放假\n2027-02-14,上班\n\n2027/02/20,worked\n"
        file = SimpleUploadedFile("days.csv", lines.encode("utf-8-sig"))
        browse_as(system_admin).post(reverse(self.URL), {"file": file, "source": NOTICE})
        found = dict(DayDecision.objects.values_list("day", "kept"))
        assert found == {date(2027, 2, 5): "free", date(2027, 2, 14): "worked", date(2027, 2, 20): "worked"}

    @pytest.mark.parametrize(
        "given",
        [
            {"source": NOTICE},
            {"day": "2027-02-05", "source": NOTICE},
            {"day": "2027-02-05", "kept": "free"},
            {"day": "2027-02-05", "until": "2027-02-04", "kept": "free", "source": NOTICE},
            {"source": NOTICE, "lines": "2027-02-05,free\n2027-02-06,perhaps"},
            {"source": NOTICE, "lines": "2027-02-05,free\n2027-02-05,worked"},
            {"source": NOTICE, "lines": "only a heading"},
        ],
    )
    def test_what_is_not_whole_is_not_entered(self, system_admin, given):
        data = dict(given)
        if lines := data.pop("lines", ""):
            data["file"] = SimpleUploadedFile("days.csv", lines.encode())
        page = browse_as(system_admin).post(reverse(self.URL), data)
        assert page.status_code == 200
        assert not DayDecision.objects.exists()


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1, 1, 1), date(2003, 12, 31)])
def test_a_day_far_off_is_refused_and_the_clocks_go_on(now, system_admin, day):
    with pytest.raises(DaysRefused):
        enter([day], system_admin, at=now)
    page = browse_as(system_admin).post(
        reverse("admin:cases_daydecision_add"),
        {"day": day.isoformat(), "kept": DayKept.FREE, "source": NOTICE},
    )
    assert "is too far off" in page.content.decode()
    assert not DayDecision.objects.exists()
    replan_clocks(at=now)


def test_a_file_of_days_may_end_its_lines_as_it_likes(system_admin):
    for ending in ("\r", "\r\n", "\n"):
        text = ending.join(["day,kept", "2026-12-01,free", "2026-12-05,worked"])
        file = SimpleUploadedFile("days.csv", text.encode())
        form = DayForm({"source": NOTICE}, {"file": file})
        assert form.is_valid(), form.errors
        assert set(form.days) == {date(2026, 12, 1), date(2026, 12, 5)}
