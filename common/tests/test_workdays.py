"""Working days against the notices of the State Council, typed in by hand."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.workdays import Certainty, DayFact, DayKind, WorkCalendar

OFFICIAL = WorkCalendar()
ONE_DAY = timedelta(days=1)

# 国务院办公厅关于某年部分节假日安排的通知: free days (first to last) and make-up working days, as month-day.
NOTICES = {
    2013: (
        "01-01..01-03 02-09..02-15 04-04..04-06 04-29..05-01 06-10..06-12 09-19..09-21 10-01..10-07",
        "01-05 01-06 02-16 02-17 04-07 04-27 04-28 06-08 06-09 09-22 09-29 10-12",
    ),
    # 国办发明电〔2013〕28号
    2014: (
        "01-01..01-01 01-31..02-06 04-05..04-07 05-01..05-03 05-31..06-02 09-06..09-08 10-01..10-07",
        "01-26 02-08 05-04 09-28 10-11",
    ),
    # 国办发明电〔2014〕28号, and the notice of 2015 for the 70th anniversary of the victory
    2015: (
        "01-01..01-03 02-18..02-24 04-04..04-06 05-01..05-03 06-20..06-22 09-03..09-05 09-26..09-27"
        " 10-01..10-07",
        "01-04 02-15 02-28 09-06 10-10",
    ),
    # the notice of 2025-11-04
    2026: (
        "01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
    ),
}


def noticed_workdays(year):
    """The working days of a year by its notice, without the code under test."""
    spans, make_up = NOTICES[year]
    free = [tuple(f"{year}-{end}" for end in span.split("..")) for span in spans.split()]
    worked = {f"{year}-{day}" for day in make_up.split()}
    workdays = set()
    day = date(year, 1, 1)
    while day.year == year:
        name = day.isoformat()
        is_free = any(first <= name <= last for first, last in free)
        if name in worked or (day.weekday() < 5 and not is_free):
            workdays.add(day)
        day += ONE_DAY
    return workdays


def days(first, last):
    return [first + ONE_DAY * step for step in range((last - first).days + 1)]


@pytest.mark.parametrize("year", NOTICES)
def test_every_day_of_the_year_follows_the_state_council_notice(year):
    asked = {day for day in days(date(year, 1, 1), date(year, 12, 31)) if OFFICIAL.is_workday(day)}
    assert asked == noticed_workdays(year)


def test_campaign_window_has_272_working_days():
    window = days(date(2013, 12, 1), date(2014, 12, 31))
    kinds = {day: OFFICIAL.describe(day).kind for day in window}
    assert sum(OFFICIAL.is_workday(day) for day in window) == 272
    assert [day.isoformat() for day in window if kinds[day] is DayKind.MAKE_UP_WORKDAY] == [
        "2014-01-26",
        "2014-02-08",
        "2014-05-04",
        "2014-09-28",
        "2014-10-11",
    ]
    assert sum(kinds[day] is DayKind.HOLIDAY and day.weekday() < 5 for day in window) == 16


@pytest.mark.parametrize(
    ("day", "kind", "occasion"),
    [
        (date(2004, 1, 17), DayKind.MAKE_UP_WORKDAY, "spring_festival"),
        (date(2014, 1, 26), DayKind.MAKE_UP_WORKDAY, "spring_festival"),
        (date(2014, 1, 31), DayKind.HOLIDAY, "spring_festival"),
        (date(2014, 2, 1), DayKind.HOLIDAY, "spring_festival"),
        (date(2014, 2, 7), DayKind.WORKDAY, ""),
        (date(2014, 2, 9), DayKind.WEEKEND, ""),
        (date(2014, 4, 7), DayKind.HOLIDAY, "tomb_sweeping_day"),
        (date(2014, 5, 4), DayKind.MAKE_UP_WORKDAY, "labour_day"),
        (date(2014, 6, 2), DayKind.HOLIDAY, "dragon_boat_festival"),
        (date(2014, 9, 8), DayKind.HOLIDAY, "mid_autumn_festival"),
        (date(2014, 10, 7), DayKind.HOLIDAY, "national_day"),
        (date(2015, 1, 1), DayKind.HOLIDAY, "new_years_day"),
        (date(2015, 9, 3), DayKind.HOLIDAY, "anti_fascist_70th_day"),
    ],
)
def test_a_day_is_explained_by_its_kind_and_its_holiday(day, kind, occasion):
    assert OFFICIAL.describe(day) == DayFact(day, kind, occasion, Certainty.OFFICIAL)


def test_counting_jumps_over_spring_festival_and_counts_make_up_days():
    assert OFFICIAL.add_workdays(date(2014, 1, 25), 1) == date(2014, 1, 26)
    assert OFFICIAL.add_workdays(date(2014, 1, 30), 2) == date(2014, 2, 8)
    assert OFFICIAL.add_workdays(date(2014, 2, 10), -3) == date(2014, 1, 30)
    assert OFFICIAL.add_workdays(date(2014, 2, 1), 0) == date(2014, 2, 1)
    assert OFFICIAL.next_workday(date(2014, 1, 31)) == date(2014, 2, 7)
    assert OFFICIAL.next_workday(date(2014, 2, 7)) == date(2014, 2, 7)
    assert OFFICIAL.workdays_between(date(2014, 1, 30), date(2014, 2, 10)) == 3
    assert OFFICIAL.workdays_between(date(2014, 2, 10), date(2014, 1, 30)) == -3
    assert OFFICIAL.workdays_between(date(2014, 2, 7), date(2014, 2, 7)) == 0


def test_a_year_whose_notice_is_not_out_is_provisional():
    unpublished = max(chinese_calendar.holidays).year + 1
    assert OFFICIAL.certainty(date(unpublished, 1, 4)) is Certainty.PROVISIONAL
    assert OFFICIAL.certainty(date(unpublished - 1, 12, 28)) is Certainty.OFFICIAL
    assert OFFICIAL.certainty(date(2003, 12, 31)) is Certainty.PROVISIONAL
    assert OFFICIAL.certainty(date(2004, 1, 1)) is Certainty.OFFICIAL


def test_2027_is_answered_from_the_statutory_holidays():
    calendar = {day: OFFICIAL.describe(day) for day in days(date(2027, 1, 1), date(2027, 12, 31))}
    assert {fact.certainty for fact in calendar.values()} == {Certainty.PROVISIONAL}
    assert {fact.kind for fact in calendar.values()} == {DayKind.WORKDAY, DayKind.WEEKEND, DayKind.HOLIDAY}
    assert {fact.occasion for fact in calendar.values()} == {
        "",
        "new_years_day",
        "spring_festival",
        "tomb_sweeping_day",
        "labour_day",
        "dragon_boat_festival",
        "mid_autumn_festival",
        "national_day",
    }
    assert calendar[date(2027, 1, 1)].kind is DayKind.HOLIDAY
    assert calendar[date(2027, 1, 4)].kind is DayKind.WORKDAY
    assert calendar[date(2027, 2, 7)].occasion == "spring_festival"


def test_the_last_three_days_of_the_last_published_year_may_still_move():
    last_year = max(chinese_calendar.holidays).year
    assert OFFICIAL.certainty(date(last_year, 12, 29)) is Certainty.PROVISIONAL
    moved = [day for day in chinese_calendar.holidays | chinese_calendar.workdays if day.month == 12]
    assert min((day.month, day.day) for day in moved) == (12, 29)


def test_a_day_decided_by_an_administrator_wins():
    calendar = WorkCalendar({date(2027, 2, 14): True, date(2014, 3, 3): False, date(2014, 1, 26): False})
    assert calendar.is_workday(date(2027, 2, 14))
    assert calendar.describe(date(2027, 2, 14)) == DayFact(
        date(2027, 2, 14), DayKind.MAKE_UP_WORKDAY, "", Certainty.OVERRIDE
    )
    assert calendar.describe(date(2014, 3, 3)).kind is DayKind.HOLIDAY
    assert calendar.describe(date(2014, 1, 26)) == DayFact(
        date(2014, 1, 26), DayKind.WEEKEND, "", Certainty.OVERRIDE
    )
    assert calendar.add_workdays(date(2014, 2, 28), 1) == date(2014, 3, 4)
    assert calendar.certainty(date(2014, 3, 4)) is Certainty.OFFICIAL


def test_a_holiday_that_an_administrator_opens_is_an_ordinary_working_day():
    calendar = WorkCalendar({date(2014, 10, 6): True})
    assert calendar.describe(date(2014, 10, 6)) == DayFact(
        date(2014, 10, 6), DayKind.WORKDAY, "", Certainty.OVERRIDE
    )


def test_a_calendar_does_not_change_when_the_overrides_behind_it_do():
    overrides = {date(2014, 3, 3): False}
    calendar = WorkCalendar(overrides)
    overrides.clear()
    assert not calendar.is_workday(date(2014, 3, 3))
    with pytest.raises(TypeError):
        calendar.overrides[date(2014, 3, 4)] = False


def test_a_moment_is_never_taken_for_a_day():
    moment = datetime(2014, 3, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    for ask in (
        OFFICIAL.is_workday,
        OFFICIAL.next_workday,
        OFFICIAL.certainty,
        OFFICIAL.describe,
        lambda day: OFFICIAL.add_workdays(day, 0),
        lambda day: WorkCalendar({day: False}),
    ):
        with pytest.raises(TypeError):
            ask(moment)


@settings(deadline=None)
@given(day=st.dates(date(2004, 6, 1), date(2027, 6, 1)), count=st.integers(1, 60))
def test_counting_there_and_back_agrees(day, count):
    later = OFFICIAL.add_workdays(day, count)
    assert OFFICIAL.is_workday(later)
    assert OFFICIAL.workdays_between(day, later) == count
    assert OFFICIAL.add_workdays(later, -count) <= OFFICIAL.next_workday(day)
    assert OFFICIAL.add_workdays(later, -count) < later


@settings(deadline=None)
@given(day=st.dates(date(2004, 6, 1), date(2027, 6, 1)))
def test_the_next_working_day_is_the_nearest_one(day):
    found = OFFICIAL.next_workday(day)
    assert found >= day
    assert [asked for asked in days(day, found) if OFFICIAL.is_workday(asked)] == [found]
