"""Which days are working days in mainland China, and counting in them.

The truth is the yearly State Council notice, as kept by chinesecalendar (2004 to the last notice it knows).
Other years are answered from the statutory holidays alone and marked provisional, because nobody can know
their make-up working days (调休) before the notice is out. Days decided by an administrator win over both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType

import chinese_calendar
import holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5

FIRST_PUBLISHED_YEAR = min(chinese_calendar.holidays).year
LAST_PUBLISHED_YEAR = max(chinese_calendar.holidays).year
# The notice for a year may still move the last three days of the year before: 2018-12-29 was worked and
# 2018-12-31 was free by the notice for 2019. No notice so far reached further back.
FIRST_UNSETTLED_DAY = date(LAST_PUBLISHED_YEAR, 12, 29)

# English names that the holidays package gives, by how they begin, and our word for each.
PROVISIONAL_OCCASIONS = {
    "New Year's Day": "new_years_day",
    "Chinese New Year": "spring_festival",
    "Tomb-Sweeping Day": "tomb_sweeping_day",
    "Labor Day": "labour_day",
    "Dragon Boat Festival": "dragon_boat_festival",
    "Mid-Autumn Festival": "mid_autumn_festival",
    "National Day": "national_day",
}


class DayKind(StrEnum):
    """What sort of day it is for an office."""

    WORKDAY = "workday"
    MAKE_UP_WORKDAY = "make_up_workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


class Certainty(StrEnum):
    """How firmly it is known whether a day is worked."""

    OFFICIAL = "official"
    OVERRIDE = "override"
    PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True)
class DayFact:
    """One day and why it is worked or free.

    occasion: the holiday that frees the day or is paid for by it (new_years_day, spring_festival,
    tomb_sweeping_day, labour_day, dragon_boat_festival, mid_autumn_festival, national_day,
    anti_fascist_70th_day), or "" when there is none or it is not known.
    """

    day: date
    kind: DayKind
    occasion: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class YearFacts:
    """The working days of one year and the days that have a holiday's name."""

    workdays: frozenset[date]
    occasions: Mapping[date, str]


@cache
def facts_of_year(year: int) -> YearFacts:
    """What is known about a year before any override."""
    days = [date(year, 1, 1) + ONE_DAY * offset for offset in range(date(year, 12, 31).timetuple().tm_yday)]
    if FIRST_PUBLISHED_YEAR <= year <= LAST_PUBLISHED_YEAR:
        return published_facts(days)
    return provisional_facts(year, days)


def published_facts(days: list[date]) -> YearFacts:
    """A year whose State Council notice is known."""
    named = chinese_calendar.holidays | chinese_calendar.workdays
    words = {holiday.value: holiday.name for holiday in chinese_calendar.Holiday}
    return YearFacts(
        workdays=frozenset(day for day in days if chinese_calendar.is_workday(day)),
        occasions=MappingProxyType({day: words[named[day]] for day in days if day in named}),
    )


def provisional_facts(year: int, days: list[date]) -> YearFacts:
    """A year without a known notice: statutory holidays and ordinary weekends."""
    # Without a language the names would follow the server's locale.
    statutory = holidays.China(years=[year], language="en_US")
    occasions = {day: provisional_occasion(statutory[day]) for day in days if day in statutory}
    return YearFacts(
        workdays=frozenset(day for day in days if statutory.is_working_day(day)),
        occasions=MappingProxyType(occasions),
    )


def provisional_occasion(name: str) -> str:
    """Our word for a holiday as the holidays package names it, or "" for one that we have no word for."""
    return next((word for start, word in PROVISIONAL_OCCASIONS.items() if name.startswith(start)), "")


class WorkCalendar:
    """The office calendar: asks the published notices, after the administrator's own decisions.

    overrides: date -> True (worked) or False (free). The mapping is copied, so a calendar never changes.
    Every method takes a date; a datetime raises TypeError, because its day depends on the time zone.
    """

    __slots__ = ("overrides",)

    def __init__(self, overrides: Mapping[date, bool] | None = None):
        overrides = dict(overrides or {})
        for day in overrides:
            refuse_datetime(day)
        self.overrides = MappingProxyType(overrides)

    def is_workday(self, day: date) -> bool:
        """Whether offices are open that day; make-up working days count as open."""
        refuse_datetime(day)
        if day in self.overrides:
            return self.overrides[day]
        return day in facts_of_year(day.year).workdays

    def add_workdays(self, day: date, count: int) -> date:
        """The count-th working day after the day, not counting the day itself.

        A negative count goes back, 0 gives the day itself even when it is free.
        """
        refuse_datetime(day)
        step = ONE_DAY if count > 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def next_workday(self, day: date) -> date:
        """The day itself when it is worked, otherwise the first working day after it."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def workdays_between(self, first: date, last: date) -> int:
        """How many working days lie after the first day up to and including the last.

        Negative when the last day lies before the first; the inverse of add_workdays for working days.
        """
        if last < first:
            return -self.workdays_between(last, first)
        return sum(self.is_workday(first + ONE_DAY * step) for step in range(1, (last - first).days + 1))

    def certainty(self, day: date) -> Certainty:
        """Whether the answer for that day is official, provisional or decided by an administrator."""
        refuse_datetime(day)
        if day in self.overrides:
            return Certainty.OVERRIDE
        if day.year < FIRST_PUBLISHED_YEAR or day >= FIRST_UNSETTLED_DAY:
            return Certainty.PROVISIONAL
        return Certainty.OFFICIAL

    def awaited_year(self, day: date) -> int | None:
        """The year whose notice decides on that day and isn't out yet; None for a day that is certain."""
        if self.certainty(day) is not Certainty.PROVISIONAL:
            return None
        return LAST_PUBLISHED_YEAR + 1 if day.year == LAST_PUBLISHED_YEAR else day.year

    def describe(self, day: date) -> DayFact:
        """What sort of day it is, the holiday behind it and how certain that is."""
        is_worked = self.is_workday(day)
        is_weekend = day.weekday() >= SATURDAY
        facts = facts_of_year(day.year)
        occasion = facts.occasions.get(day, "")
        if is_worked:
            kind = DayKind.MAKE_UP_WORKDAY if is_weekend else DayKind.WORKDAY
        elif is_weekend and (not occasion or day in facts.workdays):
            # A make-up day that an administrator has freed is an ordinary weekend day again.
            kind = DayKind.WEEKEND
        else:
            kind = DayKind.HOLIDAY
        if kind in (DayKind.WORKDAY, DayKind.WEEKEND):
            occasion = ""
        return DayFact(day=day, kind=kind, occasion=occasion, certainty=self.certainty(day))


def refuse_datetime(day: date) -> None:
    """Stop a datetime from being taken for a date: it never equals one and would look like a free day."""
    if isinstance(day, datetime):
        raise TypeError("a working day is asked for by date, not by datetime")
