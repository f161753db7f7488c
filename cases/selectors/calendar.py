"""The calendar of due dates: which clocks end on which day, beside what sort of day that is."""

import calendar
import operator
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce

from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from accounts.choices import Role
from accounts.selectors import Acting, standing_of
from cases.choices import ClockName, Party, Whose
from cases.deadlines import days_through
from cases.lifecycle import CLOCK_OWNER
from cases.models import Case, CaseClock
from cases.selectors.lights import DAYS_IN_WEEK, days_left, light_of
from cases.selectors.register import areas, office_calendar
from cases.selectors.rows import NOTHING, place_of
from common.workdays import DayFact, DayKind

SHOWN_OF_CASE = (
    *("case__subject", "case__received_at", "case__area_id", "case__danger", "case__is_supervised"),
    *("case__responsible__name", "case__responsible__name_hant", "case__responsible__name_en"),
)


@dataclass(frozen=True)
class Due:
    """One clock that ends: of which case, what has to be done by then, and its light."""

    clock: CaseClock
    what: str
    light: str
    days: str
    place: str
    unit: str

    @property
    def case(self) -> Case:
        """The case that it runs on."""
        return self.clock.case


@dataclass(frozen=True)
class Day:
    """One day of the calendar: what sort of day, what is due (the first few) and how much in all."""

    fact: DayFact
    is_today: bool
    dues: list[Due]
    total: int

    @property
    def day(self) -> date:
        """The day itself."""
        return self.fact.day

    @property
    def more(self) -> int:
        """How much is due beside what is shown."""
        return self.total - len(self.dues)

    @property
    def is_free(self) -> bool:
        """Whether offices are closed."""
        return self.fact.kind in (DayKind.WEEKEND, DayKind.HOLIDAY)


def month_days(day: date) -> list[list[date]]:
    """The whole weeks, from Monday on, that the month of this day lies in."""
    return calendar.Calendar().monthdatescalendar(day.year, day.month)


def week_days(day: date) -> list[date]:
    """The seven days, from Monday on, of the week of this day."""
    monday = day - timedelta(days=day.weekday())
    return days_through(monday, monday + timedelta(days=DAYS_IN_WEEK - 1))


def days_of(clocks: QuerySet[CaseClock], days: list[date], *, shown: int, at: datetime) -> dict[date, Day]:
    """Each of the days with its first few due dates and their number, in two statements however many there are."""
    due = clocks.filter(due_on__range=(days[0], days[-1])).order_by()
    numbered = due.annotate(
        place=Window(RowNumber(), partition_by="due_on", order_by="pk"),
        total=Window(Count("pk"), partition_by="due_on"),
    )
    found = list(numbered.filter(place__lte=shown).values_list("pk", "due_on", "total"))
    totals = {day: total for _pk, day, total in found}
    by_day = defaultdict(list)
    for one in dues_of(CaseClock.objects.filter(pk__in=[pk for pk, _day, _total in found]), at=at):
        by_day[one.clock.due_on].append(one)
    today = timezone.localdate(at)
    return {
        day: Day(
            fact=office_calendar().describe(day),
            is_today=day == today,
            dues=by_day[day],
            total=totals.get(day, 0),
        )
        for day in days
    }


def dues_of(clocks: QuerySet[CaseClock], *, at: datetime) -> list[Due]:
    """Clocks as they are shown, in one statement; sectors and areas are known already."""
    rows = clocks.select_related("case__responsible").only(*_CLOCK, *SHOWN_OF_CASE)
    names = {name.value: str(name.label) for name in ClockName}
    known = areas()
    return [
        Due(
            clock=clock,
            what=names[clock.name],
            light=light_of(clock, at=at),
            days=days_left(clock.due_on, at=at),
            place=place_of(known[clock.case.area_id]),
            unit=clock.case.responsible.label if clock.case.responsible else NOTHING,
        )
        for clock in rows.order_by("due_on", "pk")
    ]


_CLOCK = ("name", "case_id", "started_at", "due_on", "remind_at", "due_at", "red_at")


def running_clocks(user, whose: str) -> QuerySet[CaseClock]:
    """The clocks that run on open cases which this user sees; those that stand still have no date.

    Mine are those that somebody with my duty has to stop; my unit's are all that run on the cases which it has.
    """
    actings = standing_of(user, on=timezone.localdate()).actings
    running = CaseClock.objects.filter(stopped_at=None, paused_at=None)
    cases = Case.objects.visible_to(user).open().order_by()
    if whose == Whose.AREA:
        return running.filter(case__in=cases.values("pk"))
    held = _any(_held_by(acting) for acting in actings)
    if held is None:
        return running.none()
    clocks = running.filter(case__in=cases.filter(held).values("pk"))
    if whose == Whose.UNIT:
        return clocks
    own = _any(_to_be_stopped_by(acting) for acting in actings)
    return clocks.filter(own) if own is not None else running.none()


def _any(conditions: Iterable[Q | None]) -> Q | None:
    given = [condition for condition in conditions if condition is not None]
    return reduce(operator.or_, given) if given else None


def _held_by(acting: Acting) -> Q | None:
    """The cases that the unit of a duty has."""
    unit = acting.unit
    match acting.role:
        case Role.INTAKE_CLERK:
            return Q(desk=unit)
        case Role.HANDLER | Role.UNIT_LEADER:
            return Q(responsible=unit) | Q(reviewer=unit)
        case Role.INSPECTOR | Role.COMMISSION_LEADER:
            return Q(desk=unit) | Q(reviewer=unit)
    return None


def _to_be_stopped_by(acting: Acting) -> Q | None:
    """The clocks that run until somebody with this duty acts; without a responsible unit its clocks are the desk's."""
    unit = acting.unit
    review = Q(name__in=_clocks_of(Party.REVIEWER), case__reviewer=unit)
    work = Q(name__in=_clocks_of(Party.UNIT))
    match acting.role:
        case Role.INTAKE_CLERK:
            own = Q(name__in=_clocks_of(Party.DESK)) | (work & Q(case__responsible=None))
            return own & Q(case__desk=unit)
        case Role.HANDLER:
            return (work & Q(case__responsible=unit)) | review
        case Role.UNIT_LEADER:
            asked = Q(name__in=_clocks_of(Party.UNIT_HEAD))
            return ((work | asked) & Q(case__responsible=unit)) | review
        case Role.INSPECTOR | Role.COMMISSION_LEADER:
            return Q(name__in=_clocks_of(Party.COMMISSION), case__desk=unit) | review
    return None


def _clocks_of(party: str) -> list[str]:
    return [name for name, owner in CLOCK_OWNER.items() if owner == party]
